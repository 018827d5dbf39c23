package io.github.pullresponder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("infrastructure")
class SecretFlowTest {
    static List<CompiledTemplate> templates() {
        return Templates.all();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void noSecretLeavesATemplate(CompiledTemplate template) {
        assertThat(SecretFlow.leaks(template)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    outputs: {"key": {"value": "[listKeys('app').default]"}}                   | output key shows a secret
                    outputs: {"all": {"value": {"nested": ["[listKeys('a').keys[0]]"]}}}       | output all shows a secret
                    outputs: {"to": {"value": "[reference('insights').ConnectionString]"}}     | output to shows a secret
                    outputs: {"url": {"value": "[format('https://x/?code={0}', parameters('password'))]"}} | output url shows a secret
                    outputs: {"copy": {"value": "[variables('copied')]"}}                      | output copy shows a secret
                    module: {"open": {"value": "[parameters('password')]"}}                    | module m takes a secret as open, which is not secure
                    parameters: {"other": {"type": "securestring", "defaultValue": "s3cret"}}  | parameter other has a secret for its default
                    outputs: {"each": {"copy": {"count": 2, "input": "[listKeys('a').keys[copyIndex()]]"}}} | output each shows a secret
                    outputs: {"fine": {"value": "[empty(parameters('password'))]"}}            |
                    outputs: {"fine": {"value": "parameters('password')"}}                     |
                    module: {"closed": {"value": "[parameters('password')]"}}                  |
                    parameters: {"other": {"type": "securestring", "defaultValue": ""}}        |
                    """)
    void aSecretThatLeavesIsFound(String part, String leak) throws IOException {
        var name = part.substring(0, part.indexOf(':'));
        var content = part.substring(part.indexOf(':') + 1);
        var template = new ObjectMapper().readTree("""
                {"parameters": {"password": {"type": "securestring"}%s},
                 "variables": {"copied": "[parameters('password')]"},
                 "outputs": %s,
                 "resources": {"m": {"type": "Microsoft.Resources/deployments", "properties": {
                   "parameters": %s,
                   "template": {"parameters": {"open": {"type": "string"}, "closed": {"type": "securestring"}}}}}}}
                """.formatted(
                        name.equals("parameters") ? ", " + content.strip().replaceAll("^\\{|}$", "") : "",
                        name.equals("outputs") ? content : "{}",
                        name.equals("module") ? content : "{}"));

        assertThat(SecretFlow.leaks(new CompiledTemplate("some", template)))
                .isEqualTo(leak == null ? List.of() : List.of(leak));
    }
}
