package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.environment.InjectedDependencies;
import io.github.pullresponder.sandbox.FinestLog;
import io.github.pullresponder.sandbox.functions.EventGridSubscription;
import io.github.pullresponder.storage.AppStorage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Checks that one id connects the alert or event with the queue message, the log line and the stored data. */
@Tag("scenario")
@Isolated("It reads the log of the whole process.")
class CorrelationTest {
    private final FinestLog log = new FinestLog(List.of());
    private final Map<String, Map<String, String>> metadata = new ConcurrentHashMap<>();
    private final TestDeployment stage = new TestDeployment(Estates.cartCannotPull());

    @AfterEach
    void close() {
        stage.close();
        log.close();
    }

    @Test
    void ofAnAlert() {
        var app = stage.start(this::notingMetadata);
        TestDeployment.alert(app, Alerts.fired("one"));
        var item = TestDeployment.json(stage.peek());
        assertThat(item.at("/item/origin/correlation").asText()).isEqualTo(Alerts.id("one"));

        stage.workOff(app);
        var line = outcome("Investigate");
        assertThat(line.path("item")).isEqualTo(item.at("/item/id"));
        assertThat(line.path("correlation").asText()).isEqualTo(Alerts.id("one"));
        assertThat(line.path("source").asText()).isEqualTo("image-pull-failures");
        assertThat(line.path("outcome").asText()).isEqualTo("notified");
        assertThat(line.path("causes").get(0).asText()).isEqualTo("PULL_ROLE_MISSING");
        assertThat(line.at("/calls/ARM").asInt()).isPositive();
        assertThat(line.path("milliseconds").isNumber()).isTrue();
        assertStored(line, Alerts.id("one"));
        assertThat(stage.incidents())
                .singleElement()
                .satisfies(row -> assertThat(row.value("alerts")).contains(Alerts.id("one")));
    }

    @Test
    void ofAnEvent() {
        var app = stage.start(this::notingMetadata);
        var event = Alerts.payload("event-failed-pod");
        var subscription = new EventGridSubscription(app.host().origin(), "AzureEvent", 1);
        subscription.publish(event);
        subscription.attempt();
        var id = event.path("id").asText();
        assertThat(TestDeployment.json(stage.peek())
                        .at("/item/origin/correlation")
                        .asText())
                .isEqualTo(id);

        stage.workOff(app);
        var line = outcome("Investigate");
        assertThat(line.path("correlation").asText()).isEqualTo(id);
        assertStored(line, id);
    }

    @Test
    void aWorkItemThatFailedInEveryAttempt() {
        try (var broken = new TestDeployment(Estates.withoutAzure())) {
            var app = broken.start();
            TestDeployment.alert(app, Alerts.fired("one"));
            broken.workOff(app);

            var line = outcome("InvestigateFailed");
            assertThat(line.path("outcome").asText()).isEqualTo("notified as undiagnosed");
            assertThat(line.path("correlation").asText()).isEqualTo(Alerts.id("one"));
            assertThat(line.path("item").asText()).isNotEmpty();
        }
    }

    private InjectedDependencies notingMetadata(InjectedDependencies platform) {
        return Platforms.withStorage(
                platform,
                storage -> new AppStorage(
                        storage.queue(), storage.table(), new MetadataOfBlobs(storage.reports(), metadata)));
    }

    private void assertStored(JsonNode line, String correlation) {
        var report = line.path("report").asText();
        assertThat(stage.reports()).singleElement().satisfies(name -> {
            assertThat(name).contains(report);
            assertThat(metadata.get(name)).containsEntry("correlation", correlation);
        });
    }

    /** The only line that the function logged about a work item. */
    private JsonNode outcome(String function) {
        var beginning = "function." + function + " ";
        var lines = log.text()
                .lines()
                .filter(line -> line.startsWith(beginning + "{"))
                .toList();
        assertThat(lines).hasSize(1);
        return TestDeployment.json(lines.get(0).substring(beginning.length()));
    }
}
