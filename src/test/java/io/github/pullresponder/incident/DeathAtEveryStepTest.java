package io.github.pullresponder.incident;

import static io.github.pullresponder.incident.IncidentDesk.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.incident.IncidentDesk.Death;
import io.github.pullresponder.storage.StorageUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** A process that dies, or a system that fails, at any step: the message comes back, and there is one card and one report. */
@Tag("fault")
class DeathAtEveryStepTest {

    @TestFactory
    Stream<DynamicTest> aProcessThatDiesAndIsStartedAgain() {
        return atEveryStep("dies", Death::new);
    }

    @TestFactory
    Stream<DynamicTest> aSystemThatFailsOnce() {
        return atEveryStep("fails", () -> new StorageUnavailable("for a moment"))
                // A card that was accepted cannot fail any more.
                .filter(test -> !test.getDisplayName().endsWith("after card"));
    }

    private static Stream<DynamicTest> atEveryStep(String what, Supplier<Throwable> fault) {
        var steps = stepsOfOneInvestigation();
        return Stream.iterate(0, i -> i < steps.size(), i -> i + 1)
                .map(i -> DynamicTest.dynamicTest(
                        "%s at step %d, %s".formatted(what, i, steps.get(i)), () -> oneCardInTheEnd(i, fault)));
    }

    private static List<String> stepsOfOneInvestigation() {
        try (var desk = new IncidentDesk()) {
            var steps = new ArrayList<String>();
            desk.steps = steps::add;
            desk.process().investigator().investigate(failed("a", "web"), "message-1");
            return steps;
        }
    }

    private static void oneCardInTheEnd(int deadly, Supplier<Throwable> fault) {
        try (var desk = new IncidentDesk()) {
            var count = new AtomicInteger();
            desk.steps = step -> {
                if (count.getAndIncrement() == deadly) {
                    DeathAtEveryStepTest.<RuntimeException>raise(fault.get());
                }
            };
            try {
                desk.process().investigator().investigate(failed("a", "web"), "message-1");
            } catch (Death | StorageUnavailable e) {
                desk.process().investigator().investigate(failed("a", "web"), "message-1");
            }
            if (desk.cards.isEmpty()) {
                // It died between taking its turn and sending: the follow-up finds a card that may not have arrived.
                desk.watch.move(Duration.ofMinutes(6));
                desk.process().followUp().run();
            }
            assertThat(desk.cards).as("cards").hasSize(1);
            assertThat(desk.reports().stream()
                            .filter(report -> report.contains(desk.cards.get(0).report())))
                    .as("reports of that card")
                    .hasSize(1);
            assertThat(desk.table.listAll("incident:")).singleElement().satisfies(row -> {
                assertThat(row.value("state")).contains("OPEN");
                assertThat(row.value("tellingBy")).isEmpty();
            });
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable fault) throws T {
        throw (T) fault;
    }
}
