package io.github.pullresponder.investigation;

import static io.github.pullresponder.investigation.TestApp.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.notification.Notification;
import io.github.pullresponder.notification.NotificationKind;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.storage.TableRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenIncidentFollowUpTest {
    /** The lease, the incident, the notifications of its beginning and its end, the count of new incidents, the housekeeping. */
    private static final int ROWS = 6;

    private final TestApp desk = new TestApp();
    private final InvestigationComponents process = desk.process();

    @BeforeEach
    void open() {
        process.investigator().investigate(failed("a", "web"), "message-1");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void anOngoingFailureStaysOpenWithoutAReminder() {
        after(Duration.ofMinutes(16));
        assertThat(desk.cards).hasSize(1);
    }

    @Test
    void aFailureLongerThanTheCoolDownGetsAReminder() {
        after(TestApp.COOL_DOWN);
        assertThat(desk.cards).last().extracting(Notification::kind).isEqualTo(NotificationKind.REMINDER);
    }

    @Test
    void aPodThatPullsAgainEndsItOnceNothingFailedForAQuarterOfAnHour() {
        desk.shop.pod = Optional.of(running());
        after(Duration.ofMinutes(14));
        assertThat(desk.cards).hasSize(1);

        after(Duration.ofMinutes(1));
        after(Duration.ofMinutes(5));
        assertThat(desk.cards).hasSize(2).last().satisfies(card -> {
            assertThat(card.text()).contains("because the checks pass and no pull has failed since");
            assertThat(card.report()).isEqualTo(desk.cards.get(0).report());
        });
    }

    @Test
    void whereThePodIsGoneTheNextPullDecides() {
        desk.shop.pod = Optional.empty();
        after(Duration.ofMinutes(20));
        assertThat(desk.cards).as("the role is still missing").hasSize(1);

        desk.shop.assignments.add(ShopEvidence.assignment(ShopEvidence.KUBELET_OBJECT, ShopEvidence.ACR_PULL_GUID));
        after(Duration.ofMinutes(5));
        assertThat(desk.cards).hasSize(2).last().extracting(Notification::kind).isEqualTo(NotificationKind.RESOLVED);
    }

    @Test
    void anIncidentThatCannotBeCheckedStaysOpenForAWeek() {
        desk.shop.unreadable.put(
                "cluster",
                EvidenceUnavailableException.because(
                        EvidenceUnavailableException.UnavailabilityReason.UNREACHABLE, "cluster"));
        desk.shop.unreadable.put(
                "pod",
                EvidenceUnavailableException.because(
                        EvidenceUnavailableException.UnavailabilityReason.UNREACHABLE, "pod"));
        after(Duration.ofDays(1));
        assertThat(desk.cards).hasSize(1);

        after(Duration.ofDays(6));
        assertThat(desk.cards).last().satisfies(card -> assertThat(card.text()).contains("7 days"));
    }

    @Test
    void aLongClosedIncidentIsDeleted() {
        desk.shop.assignments.add(ShopEvidence.assignment(ShopEvidence.KUBELET_OBJECT, ShopEvidence.ACR_PULL_GUID));
        desk.shop.pod = Optional.of(running());
        after(Duration.ofMinutes(20));
        assertThat(desk.table.listAll("")).hasSize(ROWS);

        after(Housekeeping.RETENTION.minusHours(1));
        assertThat(desk.table.listAll("")).hasSize(ROWS);

        after(Duration.ofDays(2));
        assertThat(desk.table.listAll("")).extracting(TableRow::partition).containsExactly("housekeeping");
    }

    private void after(Duration time) {
        desk.watch.move(time);
        process.followUp().run();
    }

    private static Pod running() {
        var pod = ShopEvidence.failingPod(List.of());
        return new Pod(
                pod.namespace(),
                pod.name(),
                pod.node(),
                pod.serviceAccount(),
                pod.imagePullSecrets(),
                List.of(new Pod.Container("web", ShopEvidence.IMAGE, Optional.empty(), Optional.empty())),
                pod.owner());
    }
}
