package io.github.pullresponder.investigation;

import static io.github.pullresponder.investigation.TestApp.failure;
import static io.github.pullresponder.investigation.TestApp.resolved;
import static io.github.pullresponder.investigation.TestApp.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.incident.IncidentAlertIds;
import io.github.pullresponder.investigation.TestApp.Death;
import io.github.pullresponder.notification.NotDeliveredException;
import io.github.pullresponder.notification.Notification;
import io.github.pullresponder.notification.NotificationKind;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.embedded.EmbeddedTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks that an incident ends with the last of its alerts, regardless of when each one was received. */
class AlertsTest {
    private final ScannedTable table = new ScannedTable();
    private final TestApp desk = new TestApp(table);

    @AfterEach
    void close() {
        desk.close();
    }

    /** Another message about the same failure arrives while the first is diagnosed: it only joins its lease. */
    @Test
    void anAlertThatJoinsADiagnosisInProgressKeepsTheIncidentOpen() {
        during("diagnosis", () -> fire("alert-2", "message-2"));
        fire("alert-1", "message-1");
        assertThat(desk.diagnoses).hasSize(1);

        later(Duration.ofMinutes(20));
        end("alert-1");
        assertThat(kinds()).containsExactly(NotificationKind.OPENED);

        end("alert-2");
        assertThat(kinds()).containsExactly(NotificationKind.OPENED, NotificationKind.RESOLVED);
    }

    @Test
    void anAlertThatEndsBeforeItsNotificationIsNotReportedLater() {
        desk.teamsIsDown(true);
        assertThatThrownBy(() -> fire("alert-1", "message-1")).isInstanceOf(NotDeliveredException.class);
        later(Duration.ofMinutes(1));
        end("alert-1");
        desk.teamsIsDown(false);
        later(Duration.ofMinutes(10));
        desk.process().followUp().run();

        assertThat(kinds()).isEmpty();
    }

    @Test
    void anOpenAlertIsReportedLater() {
        desk.teamsIsDown(true);
        assertThatThrownBy(() -> fire("alert-1", "message-1")).isInstanceOf(NotDeliveredException.class);
        desk.teamsIsDown(false);
        later(Duration.ofMinutes(10));
        desk.process().followUp().run();

        assertThat(kinds()).containsExactly(NotificationKind.OPENED);
    }

    @Test
    void anIdOfSeveralLinesIsOneAlert() {
        fire("alert\n1", "message-1");
        end("alert\n1");

        assertThat(kinds()).containsExactly(NotificationKind.OPENED, NotificationKind.RESOLVED);
    }

    @Test
    void itJoinsAtAnyStepAndIsNeverLost() {
        for (var step = 0; step < stepsOfOne(); step++) {
            try (var other = new TestApp()) {
                joinsAtStep(other, step);
            }
        }
    }

    private static void joinsAtStep(TestApp desk, int step) {
        var count = new AtomicInteger();
        var joined = new AtomicBoolean();
        desk.steps = name -> {
            if (count.getAndIncrement() == step && !joined.getAndSet(true)) {
                investigate(desk, written(failure("b", ShopEvidence.NOW, Optional.of("alert-2"), "web")), "message-2");
            }
        };
        investigate(desk, written(failure("a", ShopEvidence.NOW, Optional.of("alert-1"), "web")), "message-1");
        desk.watch.move(Duration.ofMinutes(20));
        investigate(desk, resolved("alert-1", desk.watch.instant()), "message-3");
        assertThat(desk.cards)
                .as("alert-2, which joined at step %d, still fires", step)
                .extracting(Notification::kind)
                .containsExactly(NotificationKind.OPENED);

        investigate(desk, resolved("alert-2", desk.watch.instant()), "message-4");
        assertThat(desk.cards)
                .extracting(Notification::kind)
                .endsWith(NotificationKind.RESOLVED)
                .hasSize(2);
    }

    /** The process dies, and the message returns with the same id: the alerts that joined the diagnosis are still recorded. */
    @TestFactory
    Stream<DynamicTest> whatJoinedSurvivesTheDeathOfTheProcess() {
        return IntStream.range(0, stepsOfOne())
                .mapToObj(step -> DynamicTest.dynamicTest("step " + step, () -> {
                    try (var other = new TestApp()) {
                        diesAtStepAfterAJoin(other, step);
                    }
                }));
    }

    private static void diesAtStepAfterAJoin(TestApp desk, int deadly) {
        var first = written(failure("a", ShopEvidence.NOW, Optional.of("alert-1"), "web"));
        var count = new AtomicInteger();
        var joins = new AtomicBoolean();
        desk.steps = name -> {
            if (joins.get()) {
                return;
            }
            if (name.equals("diagnosis")) {
                joins.set(true);
                investigate(desk, written(failure("b", ShopEvidence.NOW, Optional.of("alert-2"), "web")), "message-2");
                joins.set(false);
            }
            if (count.getAndIncrement() == deadly) {
                throw new Death();
            }
        };
        try {
            investigate(desk, first, "message-1");
        } catch (Death e) {
            desk.steps = name -> {};
            investigate(desk, first, "message-1");
        }
        desk.steps = name -> {};
        var hasJoined = desk.table.find("alerts", "alert-2").isPresent();
        desk.watch.move(Duration.ofMinutes(10));
        desk.process().followUp().run();
        investigate(desk, resolved("alert-1", desk.watch.instant()), "message-3");
        assertThat(desk.cards.stream().anyMatch(card -> card.kind().equals(NotificationKind.RESOLVED)))
                .as("alert-2 still fires")
                .isEqualTo(!hasJoined);

        investigate(desk, resolved("alert-2", desk.watch.instant()), "message-4");
        assertThat(desk.cards).extracting(Notification::kind).endsWith(NotificationKind.RESOLVED);
    }

    @Test
    void ofMoreAlertsThanHaveNamesTheLastOneCounts() {
        var alerts = IntStream.range(0, IncidentAlertIds.MOST_NAMES * 3)
                .mapToObj(i -> "alert-" + i)
                .toList();
        alerts.forEach(alert -> fire(alert, "message-" + alert));
        later(Duration.ofMinutes(20));

        alerts.subList(1, alerts.size()).forEach(this::end);
        assertThat(kinds()).containsExactly(NotificationKind.OPENED);
        end(alerts.get(0));
        assertThat(kinds()).containsExactly(NotificationKind.OPENED, NotificationKind.RESOLVED);
    }

    @Test
    void aListThatWasCutIsNeverEmpty() {
        var all = IncidentAlertIds.MOST_NAMES + IncidentAlertIds.MOST_HASHES + 1;
        var alerts = IntStream.range(0, all).mapToObj(i -> "alert-" + i).toList();
        var set = IncidentAlertIds.EMPTY.plus(alerts);
        assertThat(set.writtenHashes()).hasSizeLessThan(32 * 1_024);
        for (var alert : alerts) {
            set = set.without(alert);
        }
        assertThat(set.isEmpty()).isFalse();

        var fitting = IncidentAlertIds.EMPTY.plus(alerts.subList(1, all));
        for (var alert : alerts) {
            fitting = fitting.without(alert);
        }
        assertThat(fitting.isEmpty()).as("one less").isTrue();
    }

    @Test
    void veryLongIdsFitIntoAColumnAndAreRecognized() {
        var alerts = IntStream.range(0, IncidentAlertIds.MOST_NAMES)
                .mapToObj(i -> "/subscriptions/" + "x".repeat(2_000) + i)
                .toList();
        var set = IncidentAlertIds.EMPTY.plus(alerts);
        assertThat(set.writtenNames()).hasSizeLessThan(32 * 1_024);
        assertThat(alerts).allMatch(set::contains);
        for (var alert : alerts) {
            set = set.without(alert);
        }
        assertThat(set.isEmpty()).isTrue();
    }

    /**
     * The alert is resolved during its diagnosis, at any step. In the end, no incident is open, and each opened card is
     * followed by a resolved card.
     */
    @TestFactory
    Stream<DynamicTest> anAlertThatResolvesDuringItsOwnDiagnosisClosesWhatThatOpens() {
        return IntStream.range(0, stepsOfOne())
                .mapToObj(step -> DynamicTest.dynamicTest("step " + step, () -> {
                    try (var other = new TestApp()) {
                        resolvesAtStep(other, step);
                    }
                }));
    }

    private static void resolvesAtStep(TestApp desk, int step) {
        var count = new AtomicInteger();
        var ended = new AtomicBoolean();
        desk.steps = name -> {
            if (count.getAndIncrement() == step && !ended.getAndSet(true)) {
                desk.watch.move(Duration.ofSeconds(30));
                investigate(desk, resolved("alert-1", desk.watch.instant()), "message-2");
            }
        };
        investigate(desk, written(failure("a", ShopEvidence.NOW, Optional.of("alert-1"), "web")), "message-1");

        assertThat(desk.table.listAll("incident:"))
                .allSatisfy(row -> assertThat(row.value("state")).contains("RESOLVED"));
        if (!desk.cards.isEmpty()) {
            assertThat(desk.cards)
                    .extracting(Notification::kind)
                    .containsExactly(NotificationKind.OPENED, NotificationKind.RESOLVED);
        }
    }

    @Test
    void anAlertThatResolvesBeforeAnythingIsSentClosesQuietly() {
        during("diagnosis", () -> end("alert-1"));
        fire("alert-1", "message-1");

        assertThat(desk.cards).isEmpty();
        assertThat(desk.reports()).as("its report is stored").hasSize(1);
        assertThat(desk.table.listAll("incident:"))
                .singleElement()
                .satisfies(row -> assertThat(row.value("state")).contains("RESOLVED"));
    }

    @Test
    void theEndOfAnAlertFindsItsIncidentsByItsRow() {
        fire("alert-1", "message-1");
        later(Duration.ofMinutes(20));
        table.scans.set(0);
        end("alert-1");

        assertThat(kinds()).endsWith(NotificationKind.RESOLVED);
        assertThat(table.scans).hasValue(0);
    }

    /** Also after the failure was leased again and had another result. */
    @Test
    void theIncidentsOfAnEarlierDiagnosisAreFoundToo() {
        fire("alert-1", "message-1");
        later(InvestigationLeases.FRESH.plusSeconds(1));
        desk.shop.assignments.add(ShopEvidence.assignment(ShopEvidence.KUBELET_OBJECT, ShopEvidence.ACR_PULL_GUID));
        desk.shop.scaleSets.clear();
        desk.shop.scaleSets.add(ShopEvidence.scaleSet("user"));
        fire("alert-2", "message-2");
        later(Duration.ofMinutes(20));
        table.scans.set(0);
        end("alert-1");

        assertThat(desk.cards).last().satisfies(card -> {
            assertThat(card.kind()).isEqualTo(NotificationKind.RESOLVED);
            assertThat(card.audience().causes()).containsExactly("PULL_ROLE_MISSING");
        });
        assertThat(table.scans).hasValue(0);
    }

    @Test
    void anAlertOfAnEarlierReleaseIsSearchedForInAllIncidents() {
        fire("alert-1", "message-1");
        table.listAll("").stream()
                .filter(row -> row.partition().equals("alerts"))
                .forEach(table::delete);
        later(Duration.ofMinutes(20));
        end("alert-1");

        assertThat(kinds()).endsWith(NotificationKind.RESOLVED);
    }

    private int stepsOfOne() {
        try (var other = new TestApp()) {
            var count = new AtomicInteger();
            other.steps = step -> count.incrementAndGet();
            investigate(other, written(failure("a", ShopEvidence.NOW, Optional.of("alert-1"), "web")), "message-1");
            return count.get();
        }
    }

    private void during(String step, Runnable action) {
        var done = new AtomicBoolean();
        desk.steps = name -> {
            if (name.equals(step) && !done.getAndSet(true)) {
                action.run();
            }
        };
    }

    private void fire(String alert, String message) {
        var item = failure("item-" + alert, desk.watch.instant(), Optional.of(alert), "web");
        investigate(desk, written(item), message);
    }

    private void end(String alert) {
        investigate(desk, resolved(alert, desk.watch.instant()), "end-of-" + alert);
    }

    private void later(Duration time) {
        desk.watch.move(time);
    }

    private List<NotificationKind> kinds() {
        return desk.cards.stream().map(Notification::kind).toList();
    }

    /** Handles the message in a new process. */
    private static void investigate(TestApp desk, String message, String owner) {
        desk.process().investigator().investigate(message, owner);
    }

    /** Counts the scans of all partitions. */
    private static final class ScannedTable implements StorageTable {
        private final StorageTable rows = new EmbeddedTable();
        private final AtomicInteger scans = new AtomicInteger();

        @Override
        public Optional<TableRow> find(String partition, String key) {
            return rows.find(partition, key);
        }

        @Override
        public List<TableRow> list(String partition, String keyPrefix) {
            return rows.list(partition, keyPrefix);
        }

        @Override
        public List<TableRow> listAll(String keyPrefix) {
            scans.incrementAndGet();
            return rows.listAll(keyPrefix);
        }

        @Override
        public boolean insert(TableRow row) {
            return rows.insert(row);
        }

        @Override
        public boolean replace(TableRow row) {
            return rows.replace(row);
        }

        @Override
        public boolean delete(TableRow row) {
            return rows.delete(row);
        }
    }
}
