package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.http.RecordedRequest;
import io.github.pullresponder.sandbox.http.SystemName;
import io.github.pullresponder.sandbox.storage.StorageInThisProcess;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the recipients of cards, and the failures without a recipient. */
@Tag("scenario")
class RoutingTest {
    private static final String WEBHOOKS = "[{\"name\": \"chosen\","
            + " \"url\": \"https://sandbox.webhook.example/teams/chosen?sig=one-signature\", %s},"
            + " {\"name\": \"others\", \"url\": \"https://sandbox.webhook.example/teams/others?sig=another-signature\","
            + " \"namespaces\": [\"bank\"]}]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "clusters": ["aks-st*"]           | /teams/chosen
            "clusters": ["aks-bank"]          |
            "namespaces": ["store"]           | /teams/chosen
            "namespaces": ["shop"]            |
            "causes": ["PULL_ROLE_*"]         | /teams/chosen
            "causes": ["PULL_SECRET_MISSING"] |
            """)
    void aCardGoesToItsAudience(String rule, String path) {
        var reported = notifiedPaths(Map.of("PULLRESPONDER_TEAMS_WEBHOOKS", WEBHOOKS.formatted(rule)));

        assertThat(reported).isEqualTo(path == null ? List.of() : List.of(path));
    }

    @Test
    void aSilencedCauseIsStoredAndNotReported() {
        var silence = Map.of("PULLRESPONDER_SILENCED_CAUSES", "PULL_ROLE_MISSING");
        try (var stage = new TestDeployment(Estates.cartCannotPull(), new StorageInThisProcess(), silence)) {
            play(stage);

            assertThat(stage.cards()).isEmpty();
            assertThat(stage.reports()).hasSize(1);
            assertThat(stage.incidents()).hasSize(1);
        }
    }

    @Test
    void anotherCauseIsStillReported() {
        var silence = Map.of("PULLRESPONDER_SILENCED_CAUSES", "TAG_NOT_FOUND");
        try (var stage = new TestDeployment(Estates.cartCannotPull(), new StorageInThisProcess(), silence)) {
            play(stage);

            assertThat(stage.cards()).hasSize(1);
        }
    }

    private static List<String> notifiedPaths(Map<String, String> settings) {
        Estate estate = Estates.cartCannotPull();
        try (var stage = new TestDeployment(estate, new StorageInThisProcess(), settings)) {
            play(stage);
            assertThat(stage.reports()).hasSize(1);
            return stage.azure.requests().to(SystemName.TEAMS).stream()
                    .map(RecordedRequest::url)
                    .map(url -> URI.create(url).getPath())
                    .toList();
        }
    }

    private static void play(TestDeployment stage) {
        var app = stage.start();
        assertThat(TestDeployment.alert(app, Alerts.fired("one")).status()).isEqualTo(202);
        stage.workOff(app);
        assertThat(stage.waiting()).isEmpty();
    }
}
