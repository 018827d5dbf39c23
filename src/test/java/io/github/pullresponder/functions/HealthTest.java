package io.github.pullresponder.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.sandbox.functions.HostedRequest;
import io.github.pullresponder.settings.InvalidSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void settingsThatCannotBeUsedAreNamedThoughNothingElseStarts() {
        var health = new Health(() -> {
            throw new InvalidSettings(List.of("PULLRESPONDER_CLOUD is 'AWS': expected AzureCloud"));
        });

        var answer = health.run(HostedRequest.get("http://localhost/api/health"));

        assertThat(answer.getStatusCode()).isEqualTo(500);
        assertThat(answer.getBody().toString())
                .contains("the settings cannot be used")
                .contains("PULLRESPONDER_CLOUD is 'AWS': expected AzureCloud");
    }
}
