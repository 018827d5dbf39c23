package io.github.pullresponder.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.incident.AffectedPods;
import io.github.pullresponder.incident.Incident;
import io.github.pullresponder.incident.Incident.IncidentKey;
import io.github.pullresponder.incident.IncidentOccurrence;
import io.github.pullresponder.incident.IncidentRowMapper;
import io.github.pullresponder.notification.Notification;
import io.github.pullresponder.notification.Notification.RenderedContent;
import io.github.pullresponder.notification.NotificationChannel.DeliveryResult;
import io.github.pullresponder.notification.NotificationKind;
import io.github.pullresponder.notification.NotificationRoutingAttributes;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.read.EvidenceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks the order of the follow-up if there are more incidents than it has time for. */
class FollowUpOrderTest {
    private static final int MANY = 40;

    private final TestApp desk = new TestApp();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void incidentsWithTheOldestCheckComeFirstAndFinallyEachIsChecked() {
        IntStream.range(0, MANY).forEach(this::open);
        var looks = Collections.synchronizedList(new ArrayList<Instant>());
        // Each check takes a minute, with four at a time, so four or five start in time.
        desk.steps = step -> {
            if (step.equals("diagnosis")) {
                desk.watch.move(Duration.ofMinutes(1));
                looks.add(desk.watch.instant());
            }
        };
        var first = desk.process().followUp().run();
        assertThat(checked()).as("within the budget").isBetween(2, 10);
        assertThat(first.line()).contains("\"left\":" + (MANY - checked()));
        assertThat(checkedNumbers()).as("the oldest").allMatch(number -> number < 10);

        for (var run = 0; run < MANY && checked() < MANY; run++) {
            desk.process().followUp().run();
        }
        assertThat(checked()).as("none starves").isEqualTo(MANY);
        assertThat(looks).as("none is looked at twice before all are").hasSizeLessThan(MANY + 10);
    }

    /** Otherwise the incidents that cannot be read would remain the longest unchecked forever. */
    @Test
    void uncheckableIncidentsLeaveTimeForTheOthers() {
        IntStream.range(0, MANY).forEach(this::open);
        desk.steps = step -> {
            if (step.equals("diagnosis")) {
                desk.watch.move(Duration.ofMinutes(1));
                throw EvidenceUnavailableException.because(
                        EvidenceUnavailableException.UnavailabilityReason.UNREACHABLE, "the cluster");
            }
        };

        for (var run = 0; run < MANY && checked() < MANY; run++) {
            desk.process().followUp().run();
        }
        assertThat(checked()).as("none starves").isEqualTo(MANY);
    }

    /** The check that starts last ends before a function is stopped. */
    @Test
    void withLongDiagnosesTheLastStartsEarlier() {
        assertThat(OpenIncidentFollowUp.budget(Duration.ofSeconds(25)))
                .as("the default")
                .isEqualTo(OpenIncidentFollowUp.BUDGET);
        assertThat(OpenIncidentFollowUp.budget(Duration.ofMinutes(1)).plus(Duration.ofMinutes(2)))
                .isLessThan(Duration.ofMinutes(5));
        assertThat(OpenIncidentFollowUp.budget(Duration.ofMinutes(3)))
                .as("some are looked at")
                .isPositive();
    }

    @Test
    void anUnexpectedFailureDoesNotStopTheRun() {
        IntStream.range(0, MANY).forEach(this::open);
        var first = new AtomicBoolean(true);
        desk.steps = step -> {
            if (step.equals("diagnosis") && first.getAndSet(false)) {
                throw new IllegalStateException("a bug");
            }
        };

        assertThat(desk.process().followUp().run().line()).contains("\"failed\":1", "\"left\":0");
        assertThat(checked()).isEqualTo(MANY);
    }

    @Test
    void aChannelThatDoesNotAnswerLeavesTimeToLookAtIncidents() {
        IntStream.range(0, 5).forEach(this::open);
        IntStream.range(5, MANY).forEach(this::openAndNotDelivered);
        desk.teams.answer(DeliveryResult.UNANSWERED);
        // Each card takes 40 seconds, with four at a time.
        desk.steps = step -> {
            if (step.equals("before card")) {
                desk.watch.move(Duration.ofSeconds(40).dividedBy(4));
            }
        };

        desk.process().followUp().run();
        assertThat(checkedNumbers()).contains(0, 1, 2, 3, 4);
    }

    @Test
    void withTimeEnoughAllAreLookedAtAndNothingIsLeft() {
        IntStream.range(0, MANY).forEach(this::open);

        assertThat(desk.process().followUp().run().line()).contains("\"left\":0", "\"open\":" + MANY);
        assertThat(checked()).isEqualTo(MANY);
    }

    @Test
    void incidentsAreCheckedConcurrently() {
        IntStream.range(0, 4).forEach(this::open);
        var together = new CyclicBarrier(4);
        var met = new AtomicInteger();
        desk.steps = step -> {
            if (step.equals("diagnosis")) {
                try {
                    together.await(20, TimeUnit.SECONDS);
                    met.incrementAndGet();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        desk.process().followUp().run();

        assertThat(met).hasValue(4);
    }

    private void openAndNotDelivered(int number) {
        var incident = opened(number).announce(ShopEvidence.NOW, "key-" + number, Set.of());
        desk.table.insert(IncidentRowMapper.fresh(incident));
        desk.notifier()
                .store(new Notification(
                        NotificationKind.OPENED,
                        "key-" + number,
                        "title",
                        "text",
                        new NotificationRoutingAttributes(Optional.empty(), Set.of(), List.of(), Set.of()),
                        Optional.empty(),
                        false,
                        new RenderedContent(Map.of())));
    }

    private void open(int number) {
        var incident = opened(number).announce(ShopEvidence.NOW, "key-" + number, Set.of());
        desk.table.insert(IncidentRowMapper.fresh(incident.confirm("key-" + number)));
    }

    /** An incident that was opened a minute after the previous one, and reported. Its pod still fails. */
    private static Incident opened(int number) {
        var at = ShopEvidence.NOW.minus(Duration.ofHours(3)).plus(Duration.ofMinutes(number));
        var occurrence = new IncidentOccurrence(
                at,
                new AffectedPods(List.of(new PodName("shop", "web")), Set.of(), 0),
                Optional.empty(),
                Optional.of(ShopEvidence.IMAGE),
                Optional.empty(),
                false,
                Optional.of("20261122-%032x".formatted(number)),
                Optional.empty());
        var key = new IncidentKey(ShopEvidence.CLUSTER.toString(), "registry-" + number, "PULL_SECRET_MISSING");
        return Incident.open(key, occurrence);
    }

    private int checked() {
        return checkedNumbers().size();
    }

    private List<Integer> checkedNumbers() {
        return desk.table.listAll("incident:").stream()
                .map(IncidentRowMapper::read)
                .filter(incident -> incident.lifecycle().lastChecked().isPresent())
                .map(incident -> Integer.valueOf(incident.key().registry().replace("registry-", "")))
                .toList();
    }
}
