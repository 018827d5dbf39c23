package io.github.pullresponder.sandbox.kql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KqlLiteralsTest {
    private static final Table PODS = Table.of(Map.of("TimeGenerated", "datetime"), Json.elements(Json.parse("""
                    [{"name": "web", "n": 3, "TimeGenerated": "2026-11-22T09:50:00Z", "p": {"image": "a/b:1", "of": {"team": "x"}}},
                     {"name": "Api", "n": 1, "TimeGenerated": "2026-11-22T07:00:00Z", "p": {"image": "a/c:2"}, "k": "it's"},
                     {"name": "web-2", "n": 12, "TimeGenerated": "2026-11-21T10:00:00Z", "p": {}}]
                    """)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name == 'web' | web",
                "name =~ 'API' | Api",
                "name has 'web' | web web-2",
                "name has 'we' | ",
                "name contains 'P' | Api",
                "name == 'web' or name == 'Api' and name has 'x' | web",
                "(name == 'web' or name == 'Api') and p.image contains 'c' | Api",
                "TimeGenerated > datetime(2026-11-22T07:00:00Z) | web",
                "ingestion_time() <= datetime(2026-11-22T07:00:00Z) | Api web-2",
                "p.image == 'a/b:1' | web",
                "p.of.team == 'x' | web",
                "tostring(p) == '{}' | web-2",
                "coalesce(p.image, k) == '' | ",
                "coalesce(p.image, 'none') == 'none' | web-2",
                "k == 'it\\'s' | Api",
            })
    void conditionsSelectRows(String condition, String names) {
        assertThat(names("T | where " + condition)).isEqualTo(names == null ? "" : names);
    }

    @Test
    void rowsAreSortedAndCut() {
        assertThat(names("T | order by n asc | take 2")).isEqualTo("Api web");
        assertThat(names("T | order by k desc | take 1")).isEqualTo("Api");
        assertThat(names("T | top 1 by TimeGenerated desc")).isEqualTo("web");
    }

    @Test
    void columnsAreChosenNamedAndAdded() {
        assertThat(run("T | project name, what = p.image").columns()).containsOnlyKeys("name", "what");
        assertThat(names("T | extend what = coalesce(p.image, name) | where what == 'web-2'"))
                .isEqualTo("web-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "U                           ; SEMANTIC ; 1 ; 1  | table or column expression named 'U'",
                "T ¦ where nmae == 'web'     ; SEMANTIC ; 1 ; 11 | scalar expression named 'nmae'",
                "T ¦ summarize x             ; SEMANTIC ; 1 ; 5  | operator 'summarize' is not known",
                "T ¦ where name matches 'x'  ; SYNTAX   ; 1 ; 16 | expected",
                "T ¦ where name == 'web      ; SYNTAX   ; 1 ; 19 | could not be parsed",
                "T ¦ where name != 'x'       ; SYNTAX   ; 1 ; 16 | could not be parsed",
                "T ¦ where frob(name)        ; SEMANTIC ; 1 ; 11 | Unknown function: 'frob/1'",
                "T ¦ where n == 1            ; SEMANTIC ; 1 ; 16 | Numbers are not compared",
                "T ¦ order by n              ; SYNTAX   ; 1 ; 15 | expected 'desc'",
            })
    void unknownSyntaxIsRejectedWithItsPosition(String spec, String reason) {
        String[] parts = spec.split(";");

        assertThatThrownBy(() -> run(parts[0].trim().replace('¦', '|')))
                .isInstanceOfSatisfying(KqlException.class, wrong -> {
                    assertThat(wrong).hasMessageContaining(reason);
                    assertThat(wrong.kind()).hasToString(parts[1].trim());
                    assertThat(wrong.line()).hasToString(parts[2].trim());
                    assertThat(wrong.column()).hasToString(parts[3].trim());
                });
    }

    private static String names(String query) {
        List<Row> rows = run(query).rows();
        return rows.stream().map(row -> row.get("name").text()).collect(Collectors.joining(" "));
    }

    private static Table run(String query) {
        return Kql.run(query, name -> name.equals("T") ? Optional.of(PODS) : Optional.empty());
    }
}
