package io.github.pullresponder.investigation;

import static io.github.pullresponder.investigation.TestApp.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.investigation.TestApp.Death;
import io.github.pullresponder.notification.NotDeliveredException;
import io.github.pullresponder.notification.Notification;
import io.github.pullresponder.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Ends the process, or makes a system fail, at any step: there is one notification and one report. Only if the process dies
 * between taking its turn to send and recording that it sent can there be a second notification, which says so.
 */
@Tag("fault")
class CrashAtEveryStepTest {
    /** The steps of one investigation, including those that send its only card. */
    private record Steps(List<String> names) {
        static Steps ofOneInvestigation() {
            try (var desk = new TestApp()) {
                var names = new ArrayList<String>();
                desk.steps = names::add;
                desk.process().investigator().investigate(failed("a", "web"), "message-1");
                return new Steps(List.copyOf(names));
            }
        }

        Stream<Integer> all() {
            return IntStream.range(0, names.size()).boxed();
        }

        /** Returns true from the stored turn, right before the card, to the record of its delivery, right after it. */
        boolean isBetweenTurnAndRecord(int step) {
            return step >= names.indexOf("before card") - 1 && step <= names.indexOf("after card") + 1;
        }

        /** The incident is recorded with the third file: report, its other forms and the notification are stored before. */
        boolean isRecorded(int step) {
            return step > names.lastIndexOf("after row") || rowsBefore(step) >= ROWS_UNTIL_RECORDED;
        }

        private long rowsBefore(int step) {
            return names.subList(0, step).stream().filter("after row"::equals).count();
        }
    }

    /** The lease and the incident. */
    private static final int ROWS_UNTIL_RECORDED = 2;

    private static final Steps STEPS = Steps.ofOneInvestigation();

    @TestFactory
    Stream<DynamicTest> aProcessThatDiesAndWhoseMessageComesBack() {
        return atEachOf(
                STEPS.all(),
                step -> play(step, Death::new, desk -> {
                    desk.process().investigator().investigate(failed("a", "web"), "message-1");
                }));
    }

    /** A recorded failure is reported even if the message and the pod are gone. */
    @TestFactory
    Stream<DynamicTest> aProcessThatDiesAndWhoseMessageAndPodAreGone() {
        return atEachOf(
                STEPS.all().filter(STEPS::isRecorded),
                step -> play(step, Death::new, desk -> {
                    desk.shop.pod = Optional.empty();
                }));
    }

    /** Another alert about the same failure arrives first: it sends the unsent notification, and adds no other one. */
    @TestFactory
    Stream<DynamicTest> aProcessThatDiesAndAnotherAlertThatFindsOut() {
        return atEachOf(
                STEPS.all(),
                step -> play(step, Death::new, desk -> {
                    desk.process().investigator().investigate(failed("a", "web"), "message-1");
                    desk.watch.move(Duration.ofMinutes(6));
                    desk.process().investigator().investigate(failed("b", "web"), "message-2");
                }));
    }

    @TestFactory
    Stream<DynamicTest> aSystemThatFailsOnce() {
        // A card that was accepted cannot fail any more.
        var steps = STEPS.all().filter(step -> !STEPS.names().get(step).endsWith("after card"));
        return atEachOf(steps, step -> {
            try (var desk = new TestApp()) {
                begin(
                        desk,
                        step,
                        () -> new StorageUnavailableException("for a moment"),
                        app -> app.process().investigator().investigate(failed("a", "web"), "message-1"));
                assertThat(desk.cards).singleElement().matches(card -> !card.possiblyRepeated());
            }
        });
    }

    private static Stream<DynamicTest> atEachOf(Stream<Integer> steps, Consumer<Integer> test) {
        return steps.map(step -> DynamicTest.dynamicTest(
                "step %d, %s".formatted(step, STEPS.names().get(step)), () -> test.accept(step)));
    }

    private static void play(int deadly, Supplier<Throwable> fault, Consumer<TestApp> after) {
        try (var desk = new TestApp()) {
            begin(desk, deadly, fault, after);
            if (!STEPS.isBetweenTurnAndRecord(deadly)) {
                assertThat(desk.cards).singleElement().matches(card -> !card.possiblyRepeated());
                return;
            }
            var wasAccepted = deadly > STEPS.names().indexOf("before card");
            assertThat(desk.cards)
                    .extracting(Notification::possiblyRepeated)
                    .containsExactlyElementsOf(wasAccepted ? List.of(false, true) : List.of(true));
            assertThat(desk.cards)
                    .extracting(Notification::key)
                    .containsOnly(desk.cards.get(0).key());
        }
    }

    private static void begin(TestApp desk, int deadly, Supplier<Throwable> fault, Consumer<TestApp> after) {
        var count = new AtomicInteger();
        desk.steps = step -> {
            if (count.getAndIncrement() == deadly) {
                CrashAtEveryStepTest.<RuntimeException>raise(fault.get());
            }
        };
        try {
            desk.process().investigator().investigate(failed("a", "web"), "message-1");
        } catch (Death | StorageUnavailableException | NotDeliveredException e) {
            after.accept(desk);
        }
        for (var i = 0; i < 3; i++) {
            desk.watch.move(Duration.ofMinutes(6));
            desk.process().followUp().run();
        }
        assertThat(desk.reports().stream()
                        .filter(report ->
                                report.contains(desk.cards.get(0).report().orElseThrow())))
                .as("reports of that card")
                .hasSize(1);
        assertThat(desk.table.listAll("incident:")).singleElement().satisfies(row -> {
            assertThat(row.value("state")).contains("OPEN");
            assertThat(row.value("toldConfirmed")).contains("true");
        });
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable fault) throws T {
        throw (T) fault;
    }
}
