package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.sandbox.AppInstance;
import io.github.pullresponder.sandbox.functions.EventGridSubscription;
import io.github.pullresponder.sandbox.functions.FunctionResult;
import io.github.pullresponder.sandbox.storage.SandboxStorage;
import io.github.pullresponder.sandbox.storage.StorageInThisProcess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks that each failure leads to one notification, no matter how often and where it is reported. Uses storage in this process. */
@Tag("scenario")
class OnceOnlyTest {
    private static final int PODS = 1_000;
    private static final int SENDERS = 4;
    private static final int WORKERS_OF_AN_INSTANCE = 2;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** A separate storage account for each test. */
    SandboxStorage storage() {
        return new StorageInThisProcess();
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void twoInstancesThatGetTheSameAlertAtTheSameTime() {
        try (var stage = new TestDeployment(Estates.cartCannotPull(), storage(), Map.of())) {
            var instances = List.of(stage.start(), stage.start());
            together(instances.stream().<Runnable>map(app -> () -> accept(app, Alerts.fired("one"))));
            workOffTogether(stage, instances);

            assertOnce(stage, 1);
        }
    }

    @Test
    void tenDeliveriesOfTheSameEvent() {
        try (var stage = new TestDeployment(Estates.cartCannotPull(), storage(), Map.of())) {
            var app = stage.start();
            var subscription = new EventGridSubscription(app.host().origin(), "AzureEvent", 3);
            var event = Alerts.asEvent("the-same", Alerts.fired("one"));
            IntStream.range(0, 10).forEach(i -> subscription.publish(event));
            assertThat(subscription.attempt())
                    .as("events to be delivered again")
                    .isZero();
            stage.workOff(app);

            assertOnce(stage, 1);
        }
    }

    /** Both messages contain the same item; only their ids differ. */
    @Test
    void theSameItemTwiceOnTheQueueWhoseDiagnosesOverlap() {
        try (var stage = new TestDeployment(Estates.cartCannotPull(), storage(), Map.of())) {
            var other = stage.start();
            var nested = new AtomicBoolean();
            var app = stage.start(platform -> Platforms.withListener(platform, report -> {
                platform.listener().accept(report);
                if (nested.compareAndSet(false, true)) {
                    other.host().drain();
                }
            }));
            accept(app, Alerts.fired("one"));
            accept(app, Alerts.fired("one"));
            stage.workOff(app);

            assertOnce(stage, 1);
        }
    }

    @Test
    void aStormOfAThousandPodsWithAnAlertEach() {
        try (var stage = new TestDeployment(Estates.cartCannotPull(), storage(), Map.of())) {
            var instances = List.of(stage.start(), stage.start());
            var pods = Alerts.pods(PODS);
            together(IntStream.range(0, SENDERS)
                    .mapToObj(sender -> () -> IntStream.range(0, PODS)
                            .filter(i -> i % SENDERS == sender)
                            .forEach(i -> accept(
                                    instances.get(i % instances.size()),
                                    Alerts.fired("storm-" + i, Alerts.NOW, pods[i])))));
            workOffTogether(stage, instances);

            assertOnce(stage, PODS);
        }
    }

    @Test
    void aStormOfAThousandPodsInOneAlert() {
        var estate = Estates.layer("pull-role-missing", Map.of("logs.json", Alerts.logsOf(Alerts.pods(PODS))));
        try (var stage = new TestDeployment(estate, storage(), Map.of())) {
            var instances = List.of(stage.start(), stage.start());
            together(instances.stream().<Runnable>map(app -> () -> accept(app, Alerts.ofCluster("storm"))));
            workOffTogether(stage, instances);

            assertOnce(stage, PODS);
        }
    }

    private static void accept(AppInstance app, String alert) {
        assertThat(TestDeployment.alert(app, alert))
                .extracting(FunctionResult::status)
                .isEqualTo(202);
    }

    private void together(Stream<Runnable> work) {
        work.map(task -> CompletableFuture.runAsync(task, threads)).toList().forEach(CompletableFuture::join);
    }

    /** Processes the queue with all instances in parallel, and then the messages that returned to it. */
    private void workOffTogether(TestDeployment stage, List<AppInstance> instances) {
        together(instances.stream().<Runnable>map(app -> () -> app.host().drain(WORKERS_OF_AN_INSTANCE)));
        stage.workOff(instances.get(0));
    }

    private static void assertOnce(TestDeployment stage, int pods) {
        assertThat(stage.cards()).as("cards").hasSize(1);
        assertThat(stage.reports()).as("reports").hasSize(1);
        assertThat(stage.diagnoses).as("diagnoses").hasSize(1);
        assertThat(stage.incidents()).singleElement().satisfies(row -> {
            assertThat(row.value("cause")).contains("PULL_ROLE_MISSING");
            assertThat(row.value("podCount")).contains(Integer.toString(pods));
        });
        assertThat(stage.waiting()).isEmpty();
    }
}
