package io.github.pullresponder.sandbox.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTextTest {
    @Test
    void wordsAreTakenApartAndUnquoted() {
        var parsed = ShellText.parse("az acr update --name 'it'\\''s' --set \"a b\"c=\\$d   # why");

        assertThat(parsed.commands())
                .containsExactly(List.of("az", "acr", "update", "--name", "it's", "--set", "a bc=$d"));
        assertThat(parsed.isPlain()).isTrue();
    }

    @Test
    void pipesGroupsAndListsAreFollowed() {
        var parsed = ShellText.parse(
                "az show | { read -r X; kubectl create \"$X\"; } | kubectl apply -f - && az x > out.json");

        assertThat(parsed.commands())
                .containsExactly(
                        List.of("az", "show"),
                        List.of("read", "-r", "X"),
                        List.of("kubectl", "create", "$X"),
                        List.of("kubectl", "apply", "-f", "-"),
                        List.of("az", "x"));
        assertThat(parsed.of("az")).hasSize(2);
        assertThat(parsed.isPlain()).isFalse();
    }

    @Test
    void substitutionsAreFollowed() {
        assertThat(ShellText.parse("X=$(az a 'b c') \\\n  kubectl get \"n$(az d)\" `az e`")
                        .commands())
                .containsExactly(
                        List.of("az", "a", "b c"),
                        List.of("az", "d"),
                        List.of("az", "e"),
                        List.of("kubectl", "get", "n" + ShellText.OUTPUT, ShellText.OUTPUT));
    }

    @Test
    void codeInAnUnquotedNameIsDetected() {
        assertThat(ShellText.parse("kubectl set image deployment/web$(touch x);`id`")
                        .of("touch"))
                .hasSize(1);
        assertThat(ShellText.parse("kubectl set image 'deployment/web$(touch x);`id`'")
                        .of("touch"))
                .isEmpty();
    }

    @Test
    void unterminatedTextIsRejected() {
        assertThatThrownBy(() -> ShellText.parse("az 'acr")).hasMessageContaining("does not end");
        assertThatThrownBy(() -> ShellText.parse("az $(acr")).hasMessageContaining("does not end");
    }
}
