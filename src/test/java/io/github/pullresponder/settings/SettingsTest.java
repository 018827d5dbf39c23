package io.github.pullresponder.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void nothingGivenIsTheDefaults() {
        assertThat(Settings.from(Map.of()))
                .isEqualTo(new Settings(
                        Cloud.PUBLIC,
                        List.of(),
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(8),
                        32,
                        Duration.ofHours(4)));
    }

    @Test
    void everyWrongValueIsNamedWithWhatIsExpected() {
        assertThatThrownBy(() -> Settings.from(Map.of(
                        "PULLRESPONDER_CLOUD", "AWS",
                        "PULLRESPONDER_SUBSCRIPTIONS", "prod",
                        "PULLRESPONDER_DIAGNOSIS_DEADLINE", "25",
                        "PULLRESPONDER_READ_DEADLINE", "PT0S",
                        "PULLRESPONDER_READS_AT_ONCE", "many")))
                .isInstanceOf(InvalidSettings.class)
                .message()
                .isEqualToNormalizingNewlines("""
                        Pull Responder cannot start: 5 of its app settings cannot be used.
                          PULLRESPONDER_CLOUD is 'AWS': expected one of AzureCloud, AzureUSGovernment, AzureChinaCloud
                          PULLRESPONDER_SUBSCRIPTIONS is 'prod': expected "all", or subscription ids separated by commas
                          PULLRESPONDER_DIAGNOSIS_DEADLINE is '25': expected an ISO 8601 duration from PT1S to PT3M
                          PULLRESPONDER_READ_DEADLINE is 'PT0S': expected an ISO 8601 duration from PT1S to PT1M
                          PULLRESPONDER_READS_AT_ONCE is 'many': expected a whole number from 1 to 256""");
    }

    @Test
    void aReadMustBeShorterThanADiagnosis() {
        assertThatThrownBy(() -> Settings.from(
                        Map.of("PULLRESPONDER_DIAGNOSIS_DEADLINE", "PT5S", "PULLRESPONDER_READ_DEADLINE", "PT5S")))
                .hasMessageContaining("PULLRESPONDER_READ_DEADLINE is 'PT5S': expected less than");
    }

    @Test
    void aMissingSettingWithoutDefaultAndAHiddenOneAreToldAsSuch() {
        var required = new Setting<>("URL", java.util.Optional.empty(), "a URL", "x", true, text -> {
            throw new IllegalArgumentException(text);
        });
        assertThat(required.readFrom(Map.of()).problem()).contains("URL is missing: expected a URL");
        assertThat(required.readFrom(Map.of("URL", "s3cret")).problem()).contains("URL is (hidden): expected a URL");
    }
}
