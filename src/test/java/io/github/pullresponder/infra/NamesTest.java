package io.github.pullresponder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    known                                         |
                    'unknown'                                     |
                    { unknown: known.unknown }                    |
                    [for (it, i) in known: '${it}-${i}']          |
                    map(known, it => { unknown: it.key })         |
                    known.listKeys().unknown                      |
                    missing                                       | missing
                    '${known}-${missing}'                         | missing
                    '${last(split(missing, '/'))}'                | missing
                    { some: { deeper: [missing] } }               | missing
                    { '${missing}': known }                       | missing
                    [for it in missing: it]                       | missing
                    [for it in known: other]                      | other
                    if (missing) { some: known }                  | missing
                    known ? 'x' : missing                         | missing
                    map(known, it => { some: other })             | other
                    lengthOf(known)                               | lengthOf(
                    """)
    void whatNothingDeclaresIsFound(String expression, String undeclared) {
        var file = BicepReader.read("some.bicep", "param known object\nvar tried = " + expression + "\n");

        assertThat(Names.undeclared(file))
                .isEqualTo(undeclared == null ? List.of() : List.of("some.bicep:2: " + undeclared));
    }
}
