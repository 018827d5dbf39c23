package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.sandbox.AppInstance;
import io.github.pullresponder.sandbox.estate.Estate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Tests messages that can be neither processed nor reported: they are retried, and then stored and removed from the queue, or logged. */
@Tag("fault")
@Isolated("It reads what functions log.")
class GivingUpTest {
    /** This reference is needed: a logger without one loses its handlers. */
    private static final Logger FUNCTIONS = Logger.getLogger("function");

    /** Between two tries of a message on the poison queue. */
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(10);

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Handler lines = new Handler() {
        @Override
        public void publish(LogRecord line) {
            log.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        FUNCTIONS.setUseParentHandlers(false);
        FUNCTIONS.addHandler(lines);
        FUNCTIONS.setLevel(Level.ALL);
    }

    @AfterEach
    void listenNoMore() {
        FUNCTIONS.removeHandler(lines);
        FUNCTIONS.setLevel(null);
        FUNCTIONS.setUseParentHandlers(true);
    }

    private static Estate whereTeamsIsDown(String times) {
        return Estates.layer(
                "pull-role-missing",
                Map.of(
                        "faults.json",
                        "[{\"match\": \"sandbox\\\\.webhook\", \"status\": 503, \"headers\": {\"Retry-After\": \"0\"}"
                                + times + "}]"));
    }

    /** No message waits for Teams longer than its tries: the follow-up retries for an hour, and then stores the card. */
    @Test
    void anUndeliverableFailureIsStoredAndLeavesTheQueue() {
        var message = "{\"version\": 99}";
        try (var stage = new TestDeployment(whereTeamsIsDown(""))) {
            var app = stage.start();
            stage.sendToPoison(message);
            for (var tries = 0; tries < 5; tries++) {
                app.host().drain();
                stage.letPass(BETWEEN_TRIES);
            }
            assertThat(stage.waiting()).isEmpty();
            followUpForAnHour(stage, app);

            assertThat(stage.cards()).isEmpty();
            assertThat(stage.stored("given-up/"))
                    .singleElement()
                    .satisfies(name -> assertThat(stage.text(name)).isEqualTo(message));
            assertThat(stage.stored("undelivered/")).hasSize(1);
        }
    }

    /** A try makes four requests: two tries of the poison message fail. */
    @Test
    void aFailedPoisonMessageReturnsAndIsReportedOnceTeamsAnswers() {
        try (var stage = new TestDeployment(whereTeamsIsDown(", \"times\": 8"))) {
            var app = stage.start();
            stage.sendToPoison("{\"version\": 99}");
            for (var tries = 0; tries < 3; tries++) {
                assertThat(stage.cards()).hasSize(0);
                app.host().drain();
                stage.letPass(BETWEEN_TRIES);
            }
            followUpForAnHour(stage, app);

            assertThat(stage.cards()).hasSize(1);
            assertThat(stage.waiting()).isEmpty();
            assertThat(stage.stored("undelivered/")).isEmpty();
        }
    }

    private static void followUpForAnHour(TestDeployment stage, AppInstance app) {
        for (var passed = 0; passed <= 12; passed++) {
            stage.letPass(Duration.ofMinutes(5));
            TestDeployment.followUp(app);
        }
    }

    @Test
    void aQueueThatDoesNotDrainIsReportedByTheFollowUpAndThePreflight() {
        try (var stage = new TestDeployment(Estates.cartCannotPull())) {
            var app = stage.start();
            stage.sendToPoison("{\"version\": 2}");
            for (var passed = 0; passed < 12; passed++) {
                assertThat(warnings()).isEmpty();
                TestDeployment.followUp(app);
                stage.letPass(Duration.ofMinutes(5));
            }
            TestDeployment.followUp(app);

            assertThat(warnings())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING investigations-poison does not drain: about 1 messages, the first since ");
            assertThat(preflight(app)).contains("stuck        work: investigations-poison does not drain");
        }
    }

    @Test
    void queuesThatDrainAreNotReported() {
        try (var stage = new TestDeployment(Estates.cartCannotPull())) {
            var app = stage.start();
            for (var passed = 0; passed < 24; passed++) {
                TestDeployment.alert(app, Alerts.fired("n-" + passed));
                stage.sendToPoison("{\"version\": " + (100 + passed) + "}");
                if (passed % 2 == 0) {
                    app.host().drain();
                }
                TestDeployment.followUp(app);
                stage.letPass(Duration.ofMinutes(5));
            }

            assertThat(warnings()).isEmpty();
            assertThat(preflight(app)).contains("works        work: queue messages are processed");
        }
    }

    private List<String> warnings() {
        return log.stream().filter(line -> line.contains("does not drain")).toList();
    }

    private static String preflight(AppInstance app) {
        return app.host()
                .invoke("Preflight", "", Map.of("accept", "text/plain"), Map.of())
                .body();
    }
}
