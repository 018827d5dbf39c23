package io.github.pullresponder.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tests the example settings that people copy. */
class ExampleSettingsTest {
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
                .containsExactlyInAnyOrderElementsOf(Settings.descriptions().stream()
                        .map(named -> named.name())
                        .toList());
        assertThat(Settings.from(given)).isEqualTo(Settings.from(java.util.Map.of()));
    }
}
