package io.github.pullresponder.investigation;

import static io.github.pullresponder.investigation.TestApp.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.investigation.TestApp.Death;
import io.github.pullresponder.notification.Notification;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills a process that handles several messages, while each of them has its turn to notify. */
class KilledProcessTest {
    private static final int IN_PROGRESS = 6;
    private static final Duration UNKNOWN = Duration.ofMinutes(6);

    private final TestApp desk = new TestApp();

    /** As a result, each registry has a separate incident. */
    @BeforeEach
    void nothingCanBeDiagnosed() {
        desk.shop.unreadable.put(
                "cluster", EvidenceUnavailableException.forbidden("cluster aks-shop", Permission.READ_CLUSTER));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"before card", "after card"})
    void allThatWereInProgressReachPeopleThoughTheirMessagesAndPodsAreGone(String where) throws Exception {
        killAllAt(where);
        var before = desk.cards.size();
        desk.shop.pod = Optional.empty();
        desk.watch.move(UNKNOWN);
        desk.process().followUp().run();
        desk.process().followUp().run();

        assertThat(desk.cards).hasSize(before + IN_PROGRESS);
        assertThat(desk.cards.subList(before, desk.cards.size()))
                .allMatch(Notification::possiblyRepeated)
                .extracting(Notification::key)
                .doesNotHaveDuplicates();
    }

    @Test
    void messagesThatReturnImmediatelyDoNotTakeOverTurns() throws Exception {
        killAllAt("before card");
        redeliver();
        assertThat(desk.cards).as("the turns are young").isEmpty();

        desk.watch.move(UNKNOWN);
        redeliver();
        assertThat(desk.cards).hasSize(IN_PROGRESS);
        desk.process().followUp().run();
        assertThat(desk.cards).hasSize(IN_PROGRESS);
    }

    @Test
    void withoutAKillNothingIsRepeated() {
        redeliver();
        desk.watch.move(UNKNOWN);
        desk.process().followUp().run();

        assertThat(desk.cards).hasSize(IN_PROGRESS).noneMatch(Notification::possiblyRepeated);
    }

    /** Ends the process when all messages have reached the same step. */
    private void killAllAt(String where) throws Exception {
        var together = new CyclicBarrier(IN_PROGRESS);
        desk.steps = step -> {
            if (step.equals(where)) {
                await(together);
                throw new Death();
            }
        };
        var process = desk.process().investigator();
        var threads = Executors.newFixedThreadPool(IN_PROGRESS);
        try {
            var works = new ArrayList<Future<?>>();
            for (var i = 0; i < IN_PROGRESS; i++) {
                var number = i;
                works.add(threads.submit(() -> process.investigate(written(failure(number)), "message-" + number)));
            }
            for (var work : works) {
                assertDied(work);
            }
        } finally {
            threads.shutdownNow();
        }
        desk.steps = step -> {};
    }

    private static void assertDied(Future<?> work) throws InterruptedException {
        try {
            work.get();
            throw new AssertionError("it survived");
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(Death.class);
        }
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void redeliver() {
        IntStream.range(0, IN_PROGRESS)
                .forEach(i -> desk.process().investigator().investigate(written(failure(i)), "message-" + i));
    }

    private static PullFailed failure(int number) {
        var image = "registry%d.azurecr.io/web:1".formatted(number);
        return new PullFailed(
                "item-" + number,
                new OriginEvent(new Trigger(TriggerType.ALERT, "rule"), "alert-" + number, ShopEvidence.NOW),
                PullFailure.of(
                        ShopEvidence.CLUSTER,
                        List.of(new PodName("shop", "web-" + number)),
                        Optional.of(image),
                        Optional.of("Failed to pull image \"%s\": 401 Unauthorized".formatted(image))),
                1,
                Optional.empty());
    }
}
