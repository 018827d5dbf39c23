package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.environment.InjectedDependencies;
import io.github.pullresponder.sandbox.AppInstance;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Ends a process at each step between the alert and the card, and lets another process take over. The sender of the alert and
 * the queue deliver again, and the result is one card and one report. Only if the process ends after Teams accepted the card,
 * and before that was recorded, is there a second card, which says that it may be one.
 */
@Tag("fault")
class CrashRecoveryTest {
    /** Functions fail here on purpose. This reference is needed: a logger without one loses its level. */
    private static final Logger FAILURES = Logger.getLogger("function");

    /** The time after which the follow-up takes over the turn of a dead process; see {@code NotificationDeliveries}. */
    private static final Duration UNTIL_FOLLOW_UP = Duration.ofMinutes(6);

    private static final String ACCEPTED = "after POST sandbox.webhook.example";

    @BeforeAll
    static void expectFailures() {
        FAILURES.setLevel(Level.OFF);
    }

    @AfterAll
    static void expectNoMore() {
        FAILURES.setLevel(null);
    }

    @TestFactory
    Stream<DynamicTest> diesAtEveryStep() {
        var life = ProcessRun.withoutEnd();
        play(life);
        var steps = life.steps();
        assertThat(steps).as("steps of a life").hasSizeGreaterThan(40).contains(ACCEPTED);
        return IntStream.range(0, steps.size())
                .mapToObj(i -> DynamicTest.dynamicTest(i + ", " + steps.get(i), () -> play(ProcessRun.until(i))));
    }

    @Test
    void diesAtEveryTry() {
        try (var stage = new TestDeployment(Estates.cartCannotPull())) {
            var healthy = stage.start();
            assertThat(TestDeployment.alert(healthy, Alerts.fired("one")).status())
                    .isEqualTo(202);
            var mortal = stage.start(mortal(ProcessRun.until(0)));
            for (var i = 0; i < 6; i++) {
                stage.workOff(mortal);
            }
            stage.workOff(healthy);

            assertThat(stage.cards()).singleElement().matches(Card::isAboutUndiagnosedFailure);
            assertThat(stage.waiting()).isEmpty();
        }
    }

    /** Returns true if the answer was in transit, or if the row that records it was not written yet. */
    private static boolean isAcceptedAndNotRecorded(ProcessRun life) {
        var steps = life.steps();
        var last = steps.isEmpty() ? "" : steps.get(steps.size() - 1);
        return life.isOver() && (life.end().equals(ACCEPTED) || last.equals(ACCEPTED));
    }

    private static void play(ProcessRun life) {
        try (var stage = new TestDeployment(Estates.cartCannotPull())) {
            var first = stage.start(mortal(life));
            var answer = TestDeployment.alert(first, Alerts.fired("one"));
            first.host().drain();
            var second = life.isOver() ? stage.start() : first;
            if (answer.died()) {
                assertThat(TestDeployment.alert(second, Alerts.fired("one")).status())
                        .isEqualTo(202);
            }
            stage.workOff(second);
            followUp(stage, stage.start());
            var isRepeated = isAcceptedAndNotRecorded(life);
            assertThat(stage.cards()).as("cards").hasSize(isRepeated ? 2 : 1);
            assertThat(stage.cards().stream().filter(Card::isPossiblyRepeated))
                    .as("only what may have arrived before says so")
                    .hasSizeLessThanOrEqualTo(1)
                    .allMatch(card -> isRepeated || !life.steps().contains(ACCEPTED));
            if (isRepeated) {
                assertThat(stage.cards().get(1).isPossiblyRepeated()).isTrue();
            }
            assertThat(stage.reports())
                    .as("reports of that card")
                    .filteredOn(stage.cards().get(0)::links)
                    .hasSize(1);
            assertThat(stage.incidents())
                    .singleElement()
                    .satisfies(row -> assertThat(row.value("toldConfirmed")).contains("true"));
            assertThat(stage.waiting()).isEmpty();
        }
    }

    private static void followUp(TestDeployment stage, AppInstance app) {
        stage.letPass(UNTIL_FOLLOW_UP);
        TestDeployment.followUp(app);
    }

    private static UnaryOperator<InjectedDependencies> mortal(ProcessRun life) {
        return platform -> Platforms.withStorage(
                Platforms.withHttp(platform, new CrashingHttpClient(platform.http(), life)),
                storage -> CrashingStorage.of(storage, life));
    }
}
