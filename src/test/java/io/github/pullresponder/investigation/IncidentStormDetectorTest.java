package io.github.pullresponder.investigation;

import static io.github.pullresponder.investigation.TestApp.written;
import static io.github.pullresponder.notification.NotificationKind.COULD_NOT_DIAGNOSE;
import static io.github.pullresponder.notification.NotificationKind.STORM_ENDED;
import static io.github.pullresponder.notification.NotificationKind.STORM_GROWING;
import static io.github.pullresponder.notification.NotificationKind.STORM_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.incident.IncidentStormState;
import io.github.pullresponder.investigation.TestApp.Death;
import io.github.pullresponder.notification.Notification;
import io.github.pullresponder.notification.NotificationKind;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.queue.WorkItem.AlertResolved;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Very many new incidents of one cluster: one for each registry, because the cluster cannot be read. */
class IncidentStormDetectorTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestApp desk = new TestApp();

    @BeforeEach
    void nothingCanBeDiagnosed() {
        desk.shop.unreadable.put(
                "cluster", EvidenceUnavailableException.forbidden("cluster aks-shop", Permission.READ_CLUSTER));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void twentyIncidentsAreReportedEachByItself() {
        fail(0, IncidentStormState.MOST_ALONE);
        desk.watch.move(MINUTE);
        followUp();

        assertThat(kinds()).hasSize(IncidentStormState.MOST_ALONE).containsOnly(COULD_NOT_DIAGNOSE);
    }

    @Test
    void moreThanTwentyWithinMoreThanAnHourAreNoStorm() {
        for (var i = 0; i < 3 * IncidentStormState.MOST_ALONE; i++) {
            fail(i, i + 1);
            desk.watch.move(Duration.ofMinutes(4));
        }

        assertThat(kinds()).hasSize(3 * IncidentStormState.MOST_ALONE).containsOnly(COULD_NOT_DIAGNOSE);
    }

    @Test
    void theNextOneStartsAStormAndIsStoredWithAReport() {
        fail(0, 30);

        assertThat(kinds()).hasSize(21).endsWith(STORM_STARTED);
        assertThat(storm(0).text()).contains("21 incidents since", "21 of them open");
        assertThat(desk.diagnoses).as("diagnoses go on").hasSize(30);
        assertThat(desk.reports()).hasSize(30);
        assertThat(desk.table.listAll("incident:")).hasSize(30);
    }

    @Test
    void whileItGrowsThereIsOneCardAnHour() {
        fail(0, 25);
        desk.watch.move(Duration.ofMinutes(40));
        fail(25, 28);
        followUp();
        assertThat(storms()).as("too early").containsExactly(STORM_STARTED);

        desk.watch.move(Duration.ofMinutes(21));
        followUp();
        followUp();
        assertThat(storms()).containsExactly(STORM_STARTED, STORM_GROWING);
        assertThat(storm(1).text()).contains("28 incidents");

        desk.watch.move(Duration.ofMinutes(30));
        fail(28, 29);
        desk.watch.move(Duration.ofMinutes(29));
        followUp();
        assertThat(storms()).hasSize(2);
        desk.watch.move(MINUTE);
        followUp();
        assertThat(storms()).containsExactly(STORM_STARTED, STORM_GROWING, STORM_GROWING);
    }

    @Test
    void afterItsEndEachIncidentThatIsStillOpenIsReportedByItself() {
        fail(0, 25);
        desk.watch.move(Duration.ofMinutes(30));
        end(24);
        desk.watch.move(Duration.ofMinutes(31));
        followUp();
        followUp();

        assertThat(storms()).containsExactly(STORM_STARTED, STORM_ENDED);
        assertThat(storm(1).text()).contains("25 incidents", "24 of them open");
        var reported = desk.cards.stream()
                .filter(card -> card.kind().equals(COULD_NOT_DIAGNOSE))
                .map(card -> card.report().orElseThrow())
                .toList();
        assertThat(reported)
                .as("20 before, 4 after, one is resolved")
                .hasSize(24)
                .doesNotHaveDuplicates();
        assertThat(desk.cards)
                .as("of the one that is resolved no one was notified")
                .extracting(Notification::kind)
                .doesNotContain(NotificationKind.RESOLVED);
    }

    @Test
    void afterAStormANewIncidentIsReportedSeparately() {
        fail(0, 25);
        desk.watch.move(Duration.ofMinutes(61));
        fail(25, 26);

        assertThat(storms()).containsExactly(STORM_STARTED, STORM_ENDED);
        assertThat(kinds()).endsWith(COULD_NOT_DIAGNOSE);
    }

    @Test
    void aHeldBackNotificationIsStoredOnceAndNotAtEveryCheck() {
        fail(0, 22);
        for (var i = 0; i < 3; i++) {
            desk.watch.move(Duration.ofMinutes(16));
            fail(22 + i, 23 + i);
            desk.process().investigator().investigate(written(again(i, "web-21")), "again-" + i);
        }
        assertThat(desk.diagnoses).as("diagnoses go on").hasSize(28);
        assertThat(desk.reports()).as("of 25 incidents").hasSize(25);

        desk.watch.move(Duration.ofMinutes(16));
        desk.process().investigator().investigate(written(again(3, "web-one-more")), "again-3");
        assertThat(desk.reports()).as("there is more to say").hasSize(26);
    }

    private PullFailed again(int time, String pod) {
        var first = failure(21);
        return new PullFailed(
                "again-" + time,
                first.origin(),
                first.failure().withPods(List.of(new PodName("shop", pod))),
                1,
                first.alertId());
    }

    @Test
    void theCountOfACalmClusterOutlivesTheHousekeeping() {
        fail(0, 15);
        assertThat(new Housekeeping(desk.table, desk.watch).run(() -> true)).isZero();
        fail(15, 21);

        assertThat(storms()).containsExactly(STORM_STARTED);
    }

    @Test
    void manyInstancesSendOneCardAboutIt() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            var works = new ArrayList<Callable<Boolean>>();
            for (var i = 0; i < 60; i++) {
                var number = i;
                works.add(() -> {
                    fail(number, number + 1);
                    return true;
                });
            }
            for (var done : threads.invokeAll(works)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        desk.watch.move(MINUTE);
        followUp();

        assertThat(storms()).containsExactly(STORM_STARTED);
        assertThat(desk.cards).hasSizeLessThanOrEqualTo(IncidentStormState.MOST_ALONE + 1);
        assertThat(desk.table.listAll("incident:")).hasSize(60);
    }

    @Test
    void aCardThatDidNotArriveIsSentByTheFollowUp() {
        fail(0, 20);
        desk.teamsIsDown(true);
        fail(20, 25);
        desk.teamsIsDown(false);
        desk.watch.move(MINUTE);
        followUp();

        assertThat(storms()).containsExactly(STORM_STARTED);
        assertThat(storm(0).possiblyRepeated()).isFalse();
    }

    @Test
    void aProcessThatDiesWithItsCardLeavesItToTheFollowUp() {
        fail(0, 20);
        desk.steps = step -> {
            if (step.equals("after card")) {
                throw new Death();
            }
        };
        try {
            fail(20, 21);
        } catch (Death e) {
            desk.steps = step -> {};
        }
        desk.watch.move(Duration.ofMinutes(6));
        followUp();

        assertThat(desk.cards.subList(20, desk.cards.size()))
                .extracting(Notification::kind, Notification::possiblyRepeated)
                .containsExactly(tuple(STORM_STARTED, false), tuple(STORM_STARTED, true));
    }

    private void fail(int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> desk.process().investigator().investigate(written(failure(i)), "message-" + i));
    }

    private PullFailed failure(int number) {
        var image = "registry%d.azurecr.io/web:1".formatted(number);
        return new PullFailed(
                "item-" + number,
                new OriginEvent(new Trigger(TriggerType.ALERT, "rule"), "alert-" + number, desk.watch.instant()),
                PullFailure.of(
                        ShopEvidence.CLUSTER,
                        List.of(new PodName("shop", "web-" + number)),
                        Optional.of(image),
                        Optional.of("Failed to pull image \"%s\": 401 Unauthorized".formatted(image))),
                1,
                Optional.of("alert-" + number));
    }

    private void end(int number) {
        var origin = failure(number).origin();
        desk.process()
                .investigator()
                .investigate(
                        written(new AlertResolved("end-" + number, origin, "alert-" + number)),
                        "end-message-" + number);
    }

    private void followUp() {
        desk.process().followUp().run();
    }

    private List<NotificationKind> kinds() {
        return desk.cards.stream().map(Notification::kind).toList();
    }

    private List<NotificationKind> storms() {
        return kinds().stream().filter(kind -> kind.id().startsWith("storm")).toList();
    }

    private Notification storm(int number) {
        return desk.cards.stream()
                .filter(card -> card.kind().id().startsWith("storm"))
                .toList()
                .get(number);
    }
}
