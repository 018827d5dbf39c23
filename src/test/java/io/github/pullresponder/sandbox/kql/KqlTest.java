package io.github.pullresponder.sandbox.kql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.sandbox.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KqlTest {
    private static final Kql KQL = new Kql(Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));
    private static final Table PODS = Table.of(Map.of(), Json.elements(Json.parse("""
                    [{"name": "web", "n": 3, "at": "2026-11-22T09:50:00Z", "on": true, "p": {"image": "a/b:1", "tags": ["x", "y"], "k-8": 1}},
                     {"name": "Api", "n": 1, "at": "2026-11-22T07:00:00Z", "on": false, "p": {"image": "a/c:2"}},
                     {"name": "web-2", "n": 2, "at": "2026-11-21T10:00:00Z", "p": {}}]
                    """)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name == 'web' | web",
                "name != 'web' | Api web-2",
                "name =~ 'API' | Api",
                "name !~ 'API' | web web-2",
                "n >= 2 | web web-2",
                "n between (1 .. 2) | Api web-2",
                "name has 'web' | web web-2",
                "name has 'we' | ",
                "name !has 'web' | Api",
                "name contains 'P' | Api",
                "name !contains 'P' | web web-2",
                "name startswith \"WEB\" | web web-2",
                "name endswith '2' | web-2",
                "name in ('web', 'Api') | web Api",
                "name in~ ('WEB') | web",
                "name !in ('web') | Api web-2",
                "not(name == 'web') and n < 2 or name == 'web-2' | Api web-2",
                "(name == 'web' or name == 'Api') and n == 1 | Api",
                "on == true | web",
                "at > ago(30m) | web",
                "todatetime(at) < datetime(2026-11-22) | web-2",
                "todatetime(at) >= now() - 1h | web",
                "p.image == 'a/b:1' | web",
                "p['k-8'] == 1 | web",
                "p.tags[1] == 'y' | web",
                "array_length(p.tags) == 2 | web",
                "isempty(p.image) | web-2",
                "isnotempty(tostring(p.image)) | web Api",
                "isnull(on) | web-2",
                "tolower(name) == 'api' and isnotnull(on) | Api",
                "strcat(name, '-', n) == 'web-3' | web",
                "split(p.image, ':')[1] == '2' | Api",
                "coalesce(p.image, 'none') == 'none' | web-2",
                "name == @'web' | web",
            })
    void conditionsSelectRows(String condition, String names) {
        assertThat(names("T | where " + condition)).isEqualTo(names == null ? "" : names);
    }

    @Test
    void rowsAreSortedAndCut() {
        assertThat(names("T | order by n asc | take 2")).isEqualTo("Api web-2");
        assertThat(names("T | sort by on, name asc | limit 3")).isEqualTo("web Api web-2");
        assertThat(names("T | top 1 by n")).isEqualTo("web");
    }

    @Test
    void columnsAreChosenNamedAndDropped() {
        assertThat(run("T | project p.image, who = toupper(name)").columns()).containsOnlyKeys("p_image", "who");
        assertThat(run("T | extend m = n + 1 | project-away p, at | where m == 4")
                        .rows())
                .singleElement()
                .extracting(row -> row.get("m").text())
                .isEqualTo("4");
        assertThat(run("T | extend m = 1 | distinct m").rows()).hasSize(1);
    }

    @Test
    void groupsAreSummarized() {
        var table = run(
                "T | summarize count(), total = max(n), make_set(name) by kind = iff(name startswith 'web', 'w', 'a') | order by kind desc");

        assertThat(table.columns()).containsOnlyKeys("kind", "count_", "total", "set_name");
        assertThat(table.rows().get(0).get("set_name").text()).isEqualTo("[\"web\",\"web-2\"]");
        assertThat(run("T | where n > 99 | summarize count()")
                        .rows()
                        .get(0)
                        .get("count_")
                        .text())
                .isEqualTo("0");
        assertThat(run("T | summarize arg_max(n, *)").rows().get(0).get("name").text())
                .isEqualTo("web");
        assertThat(run("T | count").rows().get(0).get("Count").text()).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "U                          ; SEMANTIC ; 1 ; 1  | table or column expression named 'U'",
                "T ¦ where nmae == 'web'    ; SEMANTIC ; 1 ; 11 | scalar expression named 'nmae'",
                "T ¦ mv-expand p            ; SEMANTIC ; 1 ; 5  | operator 'mv' is not known",
                "T ¦ where name matches 'x' ; SYNTAX   ; 1 ; 16 | expected",
                "T ¦ where name == 'web     ; SYNTAX   ; 1 ; 19 | could not be parsed",
                "T ¦ where name !like 'x'   ; SYNTAX   ; 1 ; 16 | operator is not known",
                "T ¦ where frob(name)       ; SEMANTIC ; 1 ; 11 | Unknown function: 'frob'",
                "T ¦ summarize p90(n)       ; SEMANTIC ; 1 ; 15 | Unknown aggregation",
            })
    void whatIsNotKnownIsRejectedWithItsPlace(String spec, String reason) {
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
        return KQL.run(query, name -> name.equals("T") ? Optional.of(PODS) : Optional.empty());
    }
}
