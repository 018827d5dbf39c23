package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.sandbox.AppInstance;
import io.github.pullresponder.sandbox.azurite.Azurite;
import io.github.pullresponder.sandbox.azurite.AzuriteExtension;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.http.Answer;
import io.github.pullresponder.sandbox.http.ConnectionReset;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.storage.StorageOnAzurite;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Breaks queue, table and blobs below the real SDKs: once, more often, and until the poison queue has been tried too. The
 * recipients get one card in the end.
 */
@ExtendWith(AzuriteExtension.class)
@Tag("fault")
class StorageFaultsTest {
    /** Functions fail here on purpose. This reference is needed: a logger without one loses its level. */
    private static final Logger FAILURES = Logger.getLogger("function");

    /** An action group tries no more often. */
    private static final int MOST_CALLS = 5;

    private static final int STEPS = 12;

    /** Five tries of the message, and three of the five that it has on the poison queue. */
    private static final int SOME_TRIES_AS_POISON = 8;

    private static final Estate ESTATE =
            Estates.layer("pull-role-missing", Map.of("logs.json", Alerts.logsOf(Alerts.POD)));

    private final Azurite azurite;

    StorageFaultsTest(Azurite azurite) {
        this.azurite = azurite;
    }

    enum Service {
        QUEUE("/investigations"),
        TABLE("/(Tables|pullresponder)(\\(|$)"),
        BLOBS("/reports");

        private final Pattern path;

        Service(String path) {
            this.path = Pattern.compile(path);
        }
    }

    enum Kind {
        FORBIDDEN(Response.text(403, "no")),
        THROTTLED(Response.text(429, "later").with("Retry-After", "0")),
        FAILING(Response.text(500, "oh").with("Retry-After", "0")),
        RESET(new ConnectionReset()),
        MALFORMED(Response.text(200, "<html>no answer</html>"));

        private final Answer answer;

        Kind(Answer answer) {
            this.answer = answer;
        }
    }

    @BeforeAll
    static void expectFailures() {
        FAILURES.setLevel(Level.OFF);
    }

    @AfterAll
    static void expectNoMore() {
        FAILURES.setLevel(null);
    }

    @ParameterizedTest
    @EnumSource
    void once(Kind kind) {
        for (var service : Service.values()) {
            play(service, kind, 1);
        }
    }

    /** All faults that outlast the SDKs' retries are the same exception to the app. */
    @ParameterizedTest
    @EnumSource(names = {"FORBIDDEN", "FAILING", "MALFORMED"})
    void moreOftenThanTheSdksTry(Kind kind) {
        for (var service : Service.values()) {
            play(service, kind, 4);
        }
    }

    /** The SDKs do not retry these, so the test does not wait for retries. */
    @ParameterizedTest
    @EnumSource(names = {"FORBIDDEN", "MALFORMED"})
    void untilItIsFixed(Kind kind) {
        for (var service : Service.values()) {
            play(service, kind, Integer.MAX_VALUE);
        }
    }

    private void play(Service service, Kind kind, int times) {
        try (var stage = new TestDeployment(ESTATE, new StorageOnAzurite(azurite), Map.of());
                var http = new BrokenStorageHttp(stage.azure.httpClient(), service.path, kind.answer, times)) {
            var app = stage.start(platform -> Platforms.withHttp(platform, http));
            var accepted = isAccepted(app);
            stage.workOff(app, times == Integer.MAX_VALUE ? SOME_TRIES_AS_POISON : STEPS);
            if (times == Integer.MAX_VALUE) {
                assertThat(stage.cards()).as("cards").isEmpty();
                http.mend();
            }
            if (!accepted) {
                TestDeployment.watch(app);
            }
            stage.workOff(app);
            assertThat(stage.cards())
                    .as("cards with %s %s %d", service, kind, times)
                    .hasSize(1);
            assertThat(stage.reports())
                    .as("reports")
                    .filteredOn(stage.cards().get(0)::links)
                    .hasSize(1);
            assertThat(stage.waiting()).as("messages").isEmpty();
        }
    }

    private static boolean isAccepted(AppInstance app) {
        var status = 0;
        for (var call = 0; call < MOST_CALLS && status != 202; call++) {
            status = TestDeployment.alert(app, Alerts.fired("one")).status();
        }
        return status == 202;
    }
}
