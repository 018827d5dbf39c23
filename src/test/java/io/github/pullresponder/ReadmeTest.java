package io.github.pullresponder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README tells in tables is what the code says. */
class ReadmeTest {
    private final List<String> lines = lines();

    @Test
    void theTableOfCausesIsTheCatalogue() {
        var rows = Arrays.stream(Cause.values())
                .map(cause -> "| `%s` | %s | %s | %s | %s |"
                        .formatted(cause.name(), cause.looks(), cause.title(), cause.proof(), cause.fix()))
                .toList();
        assertThat(tableAfter("| cause |")).isEqualTo(rows);
    }

    @Test
    void theTableOfRightsIsWhatTheEvidenceSourcesDeclare() {
        var rows = Arrays.stream(Permission.values())
                .map(it -> "| `%s` | %s | %s | %s |".formatted(it.action(), it.grant(), it.scope(), it.without()))
                .toList();
        assertThat(tableAfter("| right |")).isEqualTo(rows);
    }

    @Test
    void theTableOfSettingsIsWhatTheSettingsRead() {
        var rows = Settings.descriptions().stream()
                .map(it -> "| `%s` | %s | %s | %s |"
                        .formatted(
                                it.name(),
                                it.byDefault().map(value -> "`" + value + "`").orElse("required"),
                                it.expected(),
                                it.meaning()))
                .toList();
        assertThat(tableAfter("| setting |")).isEqualTo(rows);
    }

    @Test
    void theExampleSettingsHoldEverySettingWithAValueThatWorks() throws IOException {
        var values = new ObjectMapper()
                .readTree(Path.of("local.settings.json.example").toFile())
                .path("Values");
        var given = new java.util.TreeMap<String, String>();
        values.properties()
                .forEach(value -> given.put(value.getKey(), value.getValue().asText()));
        assertThat(given.keySet())
                .filteredOn(name -> name.startsWith("PULLRESPONDER_"))
                .containsExactlyInAnyOrderElementsOf(
                        Settings.descriptions().stream().map(it -> it.name()).toList());
        assertThat(Settings.from(given)).isEqualTo(Settings.from(java.util.Map.of()));
    }

    private List<String> tableAfter(String header) {
        var start = lines.stream().filter(line -> line.startsWith(header)).findFirst();
        return lines.stream()
                .skip(lines.indexOf(start.orElseThrow()) + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Path.of("README.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
