package io.github.pullresponder.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BicepReaderTest {
    @Test
    void declarationsAreTakenApart() {
        var file = BicepReader.read("some.bicep", """
                // What it is for.
                targetScope = 'subscription'

                @description('Who it\\'s for.')
                @secure()
                param who string = '' // nobody

                // Preview, because.
                // Really.
                resource thing 'Microsoft.Some/things@2024-01-01-preview' = [
                  for (name, i) in who: if (!empty(name)) {
                    name: 'a-${name}-${i}'
                    'quoted-name': empty(name)
                      ? 'x'
                      : 'y'
                    tags: { a: 'b', c: [1, 2] }
                    numbers: [for n in [1, 2]: n]
                  }
                ]

                resource other 'Microsoft.Some/others@2024-01-01' existing = {
                  parent: thing
                }

                output names string[] = [for n in who: '${n}: ${thing[0].name}']
                """);

        assertThat(file.declarations())
                .extracting(Declaration::kind)
                .containsExactly("targetScope", "param", "resource", "resource", "output");
        var who = file.the("param", "who");
        assertThat(who.isSecure()).isTrue();
        assertThat(who.decorators()).containsEntry("description", "'Who it\\'s for.'");
        assertThat(who.content().literal()).contains("");
        assertThat(who.line()).isEqualTo(6);
        var thing = file.the("resource", "thing");
        assertThat(thing.comment()).containsExactly("Preview, because.", "Really.");
        assertThat(thing.apiVersion()).isEqualTo("2024-01-01-preview");
        assertThat(thing.content().textAt("name")).isEqualTo("'a-${name}-${i}'");
        assertThat(thing.content().textAt("quoted-name")).isEqualTo("empty(name) ? 'x' : 'y'");
        assertThat(thing.content().literalAt("tags.a")).isEqualTo("b");
        assertThat(thing.content().textAt("tags.c.1")).isEqualTo("2");
        assertThat(file.the("resource", "other").existing()).isTrue();
        assertThat(file.resources()).containsExactly(thing);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    func twice(x int) int => x           | `3: 'func' begins no declaration that is known here`
                    param a string = b)                  | `3: ')' closes nothing`
                    param a string = concat([b)          | `3: ')' closes nothing`
                    param a string = concat(b            | `4: '(' is not closed`
                    param a string = 'b                  | `3: a string is not closed`
                    param a string = '${b'               | `3: a string is not closed`
                    param a string = '''b'''             | `3: strings of several lines are not known here`
                    param a string = b c                 | `3: two values, and nothing between them`
                    param a string = b ? c               | `3: '?' and ':' do not belong together`
                    param a string =                     | `3: a value is missing`
                    var a string = b                     | `3: '=' is expected`
                    var a = { b c }                      | `3: ':' is expected`
                    var a = { b: c, b: d }               | `3: 'b' is there twice`
                    var a = { b: c } d                   | `3: 'd' after a value`
                    var a = [{ b: c }][0]                | `3: '[' after a value`
                    var a = {                            | `4: the object that begins in line 3 has no end`
                    var a = [                            | `4: the array that begins in line 3 has no end`
                    var a = [for b c: d]                 | `3: 'in' is expected`
                    @discriminator('x') param a string   | `3: the decorator 'discriminator' is not known here`
                    @description('x')                    | `4: a decorator of nothing`
                    resource a 'T@1' = if (b) c          | `3: two values, and nothing between them`
                    resource a b = {}                    | `3: a string is expected`
                    resource a 'T@1' existing {}         | `3: '=' is expected`
                    """)
    void whatIsNotUnderstoodIsRefusedWithItsLine(String statement, String reason) {
        assertThatThrownBy(() -> BicepReader.read("some.bicep", "targetScope = 'subscription'\n\n" + statement + "\n"))
                .isInstanceOf(BicepSyntax.class)
                .hasMessage("some.bicep:" + reason);
    }
}
