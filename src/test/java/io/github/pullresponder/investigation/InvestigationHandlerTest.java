package io.github.pullresponder.investigation;

import static io.github.pullresponder.investigation.TestApp.failed;
import static io.github.pullresponder.investigation.TestApp.failure;
import static io.github.pullresponder.investigation.TestApp.pods;
import static io.github.pullresponder.investigation.TestApp.resolved;
import static io.github.pullresponder.investigation.TestApp.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.UndiagnosedFailureReport;
import io.github.pullresponder.notification.NotDeliveredException;
import io.github.pullresponder.notification.Notification;
import io.github.pullresponder.notification.Notification.ReportContent;
import io.github.pullresponder.notification.NotificationKind;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.queue.ResourceChange;
import io.github.pullresponder.queue.WorkItem;
import io.github.pullresponder.queue.WorkItem.AlertIncomplete;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvestigationHandlerTest {
    private final TestApp desk = new TestApp();
    private final InvestigationHandler investigator = desk.process().investigator();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aFailureIsDiagnosedStoredAndReported() {
        var outcome = investigator.investigate(failed("a", "web"), "message-1");

        assertThat(outcome.line())
                .contains("\"outcome\":\"notified\"", "PULL_ROLE_MISSING", "\"correlation\":\"a\"", "\"milliseconds\"");
        assertThat(desk.cards).singleElement().satisfies(card -> {
            assertThat(card.kind()).isEqualTo(NotificationKind.OPENED);
            assertThat(card.audience().causes()).containsExactly("PULL_ROLE_MISSING");
            assertThat(card.audience().namespaces()).containsExactly("shop");
            assertThat(card.possiblyRepeated()).isFalse();
            assertThat(desk.reports())
                    .containsExactly("2026/11/22/" + card.report().orElseThrow() + ".json");
        });
        assertThat(desk.states()).singleElement().satisfies(name -> {
            assertThat(name).startsWith("incidents/aks-shop/contososhop/PULL_ROLE_MISSING-");
            assertThat(desk.blobs.find(name).orElseThrow())
                    .contains("\"state\" : \"OPEN\"", "\"pods\" : \"shop/web\"")
                    .doesNotContain("telling");
        });
    }

    @Test
    void tenDeliveriesOfTheSameEventAreOneCardOneReportOneDiagnosis() {
        for (var i = 0; i < 10; i++) {
            investigator.investigate(failed("a", "web"), "message-" + i);
        }
        onlyOnce();
    }

    @Test
    void manyInstancesWithAThousandPodsNotifyOnceAndCountAll() throws Exception {
        var pods = pods(1_000);
        try (var workers = new Workers(16)) {
            var running = new ArrayList<Future<?>>();
            for (var i = 0; i < pods.length; i++) {
                var number = i;
                running.add(workers.threads.submit(() -> desk.process()
                        .investigator()
                        .investigate(failed("a" + number, pods[number]), "message-" + number)));
            }
            for (var work : running) {
                work.get();
            }
        }
        onlyOnce();
        assertThat(desk.table.listAll("incident:"))
                .singleElement()
                .satisfies(row -> assertThat(row.value("podCount")).contains("1000"));
    }

    @Test
    void anErrorThatOnlyThePodContainsIsReadBeforeItIsRecognizedAsTheSame() {
        var first = written(bare("a"));
        investigator.investigate(first, "message-1");
        investigator.investigate(written(bare("b")), "message-2");
        onlyOnce();
    }

    private static WorkItem bare(String id) {
        var full = failure(id, ShopEvidence.NOW, Optional.empty(), "web");
        return new PullFailed(
                id,
                full.origin(),
                PullFailure.of(ShopEvidence.CLUSTER, full.failure().pods(), Optional.empty(), Optional.empty()),
                0,
                Optional.empty());
    }

    @Test
    void afterAWhileItIsDiagnosedAgainAndNotReportedAgain() {
        investigator.investigate(failed("a", "web"), "message-1");
        desk.watch.move(InvestigationLeases.FRESH.plusSeconds(1));
        investigator.investigate(failed("b", "web"), "message-2");

        assertThat(desk.diagnoses).hasSize(2);
        assertThat(desk.cards).hasSize(1);
        assertThat(desk.reports()).as("the second says nothing new").hasSize(1);
    }

    @Test
    void anotherCauseIsReported() {
        investigator.investigate(failed("a", "web"), "message-1");
        desk.watch.move(InvestigationLeases.FRESH.plusSeconds(1));
        desk.shop.assignments.add(ShopEvidence.assignment(ShopEvidence.KUBELET_OBJECT, ShopEvidence.ACR_PULL_GUID));
        desk.shop.scaleSets.clear();
        desk.shop.scaleSets.add(ShopEvidence.scaleSet("user"));
        investigator.investigate(failed("b", "web"), "message-2");

        assertThat(desk.cards)
                .extracting(notification -> notification.audience().causes())
                .last()
                .asString()
                .contains("KUBELET_IDENTITY_NOT_ON_NODES");
        assertThat(desk.cards).hasSize(2);
    }

    @Test
    void morePodsAreReportedAtMostOnceAnHour() {
        investigator.investigate(failed("a", pods(1)), "message-1");
        desk.watch.move(Duration.ofMinutes(20));
        investigator.investigate(failed("b", pods(3)), "message-2");
        assertThat(desk.cards).hasSize(1);

        desk.watch.move(Duration.ofMinutes(41));
        investigator.investigate(failed("c", pods(3)), "message-3");
        assertThat(desk.cards).last().satisfies(card -> {
            assertThat(card.kind()).isEqualTo(NotificationKind.GROWN);
            assertThat(((ReportContent) card.content()).podCount()).isEqualTo(3);
        });

        desk.watch.move(Duration.ofMinutes(61));
        investigator.investigate(failed("d", pods(3)), "message-4");
        assertThat(desk.cards).hasSize(2);
    }

    @Test
    void afterTheCoolDownAReminderIsSent() {
        investigator.investigate(failed("a", "web"), "message-1");
        desk.watch.move(TestApp.COOL_DOWN);
        investigator.investigate(failed("b", "web"), "message-2");

        assertThat(desk.cards).last().extracting(Notification::kind).isEqualTo(NotificationKind.REMINDER);
    }

    @Test
    void aResolvedAlertClosesItsIncident() {
        investigator.investigate(written(failure("a", ShopEvidence.NOW, Optional.of("alert-1"), "web")), "message-1");
        desk.watch.move(Duration.ofMinutes(20));
        investigator.investigate(resolved("alert-1", desk.watch.instant()), "message-2");
        investigator.investigate(resolved("alert-1", desk.watch.instant()), "message-3");

        assertThat(desk.cards).hasSize(2).last().satisfies(card -> {
            assertThat(card.kind()).isEqualTo(NotificationKind.RESOLVED);
            assertThat(card.text()).contains("AcrPull is missing");
        });
    }

    @Test
    void oneOfTwoAlertsThatResolvesDoesNotEndIt() {
        investigator.investigate(written(failure("a", ShopEvidence.NOW, Optional.of("alert-1"), "web")), "message-1");
        investigator.investigate(written(failure("b", ShopEvidence.NOW, Optional.of("alert-2"), "api")), "message-2");
        desk.watch.move(Duration.ofMinutes(20));
        investigator.investigate(resolved("alert-1", desk.watch.instant()), "message-3");
        assertThat(desk.cards).hasSize(1);

        investigator.investigate(resolved("alert-2", desk.watch.instant()), "message-4");
        assertThat(desk.cards).hasSize(2);
    }

    @Test
    void anAlertThatArrivesAfterItsEndIsNotReported() {
        investigator.investigate(resolved("alert-1", ShopEvidence.NOW.plusSeconds(600)), "message-1");
        var outcome = investigator.investigate(
                written(failure("a", ShopEvidence.NOW, Optional.of("alert-1"), "web")), "message-2");

        assertThat(outcome.result()).isEqualTo("already resolved");
        assertThat(desk.cards).isEmpty();
    }

    @Test
    void aClosedIncidentThatRecursIsReportedAgain() {
        investigator.investigate(written(failure("a", ShopEvidence.NOW, Optional.of("alert-1"), "web")), "message-1");
        desk.watch.move(Duration.ofMinutes(20));
        investigator.investigate(resolved("alert-1", desk.watch.instant()), "message-2");
        investigator.investigate(
                written(failure("b", desk.watch.instant(), Optional.of("alert-2"), "web")), "message-3");

        assertThat(desk.cards).hasSize(3);
    }

    @Test
    void aClosedIncidentThatRecursAMomentLaterIsReportedAgainToo() {
        investigator.investigate(written(failure("a", ShopEvidence.NOW, Optional.of("alert-1"), "web")), "message-1");
        desk.watch.move(Duration.ofMinutes(6));
        investigator.investigate(resolved("alert-1", desk.watch.instant()), "message-2");
        desk.watch.move(Duration.ofMinutes(1));
        investigator.investigate(
                written(failure("b", desk.watch.instant(), Optional.of("alert-2"), "web")), "message-3");

        assertThat(desk.cards).hasSize(3);
    }

    @Test
    void aCardThatIsNotAcceptedIsSentByTheNextAttempt() {
        desk.teamsIsDown(true);
        assertThatThrownBy(() -> investigator.investigate(failed("a", "web"), "message-1"))
                .isInstanceOf(NotDeliveredException.class);
        desk.teamsIsDown(false);
        investigator.investigate(failed("a", "web"), "message-1");

        assertThat(desk.cards).hasSize(1);
        assertThat(desk.reports()).hasSize(1);
    }

    @Test
    void anUnreadableClusterIsReportedAsNotDiagnosed() {
        desk.shop.unreadable.put(
                "cluster", EvidenceUnavailableException.forbidden("cluster aks-shop", Permission.READ_CLUSTER));
        investigator.investigate(failed("a", "web"), "message-1");

        assertThat(undiagnosed().error().message()).contains("401 Unauthorized");
        assertThat(desk.cards).hasSize(1);
    }

    @Test
    void aTemporarilyUnreadableFailureIsRetriedAndFinallyGivenUp() {
        desk.shop.unreadable.put(
                "cluster",
                EvidenceUnavailableException.because(
                        EvidenceUnavailableException.UnavailabilityReason.THROTTLED, "cluster aks-shop"));
        for (var i = 0; i < 5; i++) {
            assertThatThrownBy(() -> investigator.investigate(failed("a", "web"), "message-1"))
                    .isInstanceOf(EvidenceUnavailableException.class);
        }
        for (var i = 0; i < 3; i++) {
            investigator.giveUp(failed("a", "web"), "every attempt failed", "poison-1");
        }
        assertThat(desk.cards).hasSize(1);
        assertThat(desk.reports()).hasSize(1);

        desk.shop.unreadable.clear();
        investigator.investigate(failed("b", "web"), "message-2");
        assertThat(desk.cards)
                .extracting(notification -> notification.audience().causes())
                .last()
                .asString()
                .contains("PULL_ROLE_MISSING");
    }

    @Test
    void anInvalidWorkItemIsReportedWithItsText() {
        investigator.giveUp("{\"version\": 9}", "every attempt failed", "poison-1");

        assertThat(undiagnosed().error().message()).contains("\"version\": 9");
        assertThat(undiagnosed().checks())
                .singleElement()
                .satisfies(check -> assertThat(check.verdict().detail()).contains("version 9 is not known"));
        assertThat(desk.cards).hasSize(1);
        assertThat(desk.blobs.list("given-up/"))
                .as("stored, to be put back on the queue once a newer release runs")
                .singleElement()
                .satisfies(name -> assertThat(desk.blobs.find(name)).contains("{\"version\": 9}"));
    }

    @Test
    void anAlertWithoutReadableDataIsReportedWithTheMissingData() {
        var alert = failure("a", ShopEvidence.NOW, Optional.empty(), "web").origin();
        var incomplete = written(new AlertIncomplete(
                "incomplete-1",
                alert,
                Optional.of(ShopEvidence.CLUSTER),
                "the logs: forbidden, needs Log Analytics Reader"));
        investigator.investigate(incomplete, "message-1");
        investigator.investigate(incomplete, "message-2");

        onlyOnce();
        assertThat(undiagnosed().subject().cluster()).contains(ShopEvidence.CLUSTER);
        assertThat(undiagnosed().checks().get(0).verdict().detail())
                .isEqualTo("alert image-pull-failures reports pull failures but names no pods: the logs: forbidden,"
                        + " needs Log Analytics Reader");
    }

    /** The only report so far, which is on a failure that could not be diagnosed. */
    private UndiagnosedFailureReport undiagnosed() {
        assertThat(desk.diagnoses).singleElement().isInstanceOf(UndiagnosedFailureReport.class);
        return (UndiagnosedFailureReport) desk.diagnoses.get(0);
    }

    /** Anyone who can create a pod chooses its image; the state is stored under a name of at most 1,024 characters. */
    @Test
    void aVeryLongRegistryNameIsReportedOnceAndStored() {
        desk.shop.unreadable.put(
                "cluster", EvidenceUnavailableException.forbidden("cluster aks-shop", Permission.READ_CLUSTER));
        var image = "registry.".repeat(200) + "example/web:1";
        var first = TestApp.failure("a", ShopEvidence.NOW, Optional.empty(), "web");
        var item = new PullFailed(
                first.id(),
                first.origin(),
                PullFailure.of(
                        ShopEvidence.CLUSTER,
                        first.failure().pods(),
                        Optional.of(image),
                        Optional.of("Failed to pull image \"%s\": 401 Unauthorized".formatted(image))),
                1,
                Optional.empty());
        investigator.investigate(TestApp.written(item), "message-1");

        assertThat(desk.cards).hasSize(1);
        assertThat(desk.states()).singleElement().asString().hasSizeLessThan(700);
    }

    @Test
    void aChangeThatCannotBeExaminedSendsNoNotification() {
        var changed = written(new ResourceChanged(
                "change-1",
                failure("a", ShopEvidence.NOW, Optional.empty(), "web").origin(),
                new ResourceChange(
                        "Microsoft.ContainerRegistry/registries/write",
                        ShopEvidence.REGISTRY,
                        Optional.empty(),
                        Optional.empty()),
                Optional.of(ShopEvidence.CLUSTER)));
        desk.changesFailWith(EvidenceUnavailableException.forbidden("the pods of aks-shop", Permission.READ_WORKLOADS));
        assertThat(investigator.investigate(changed, "message-1").line())
                .contains("\"outcome\":\"not examined\"", "Azure Kubernetes Service RBAC Reader");

        desk.changesFailWith(EvidenceUnavailableException.because(
                EvidenceUnavailableException.UnavailabilityReason.TIMED_OUT, "the pods of aks-shop"));
        assertThatThrownBy(() -> investigator.investigate(changed, "message-1"))
                .isInstanceOf(EvidenceUnavailableException.class);
        assertThat(investigator
                        .giveUp(changed, "every attempt failed", "poison-1")
                        .line())
                .contains("\"outcome\":\"given up\"", "given-up/change-1-");

        assertThat(desk.cards).isEmpty();
        assertThat(storedOf("change-1")).containsExactly(changed);
    }

    private List<String> storedOf(String item) {
        return desk.blobs.list("given-up/" + item + "-").stream()
                .map(name -> desk.blobs.find(name).orElseThrow())
                .toList();
    }

    @Test
    void givingUpKeepsTheMessageBeforeAnythingElseIsTried() {
        desk.steps = step -> {
            if (!step.contains("blob")) {
                throw new StorageUnavailableException("the table");
            }
        };
        for (var message : List.of(failed("a", "web"), "{\"version\": 9}")) {
            assertThatThrownBy(() -> investigator.giveUp(message, "every attempt failed", "poison-1"))
                    .isInstanceOf(StorageUnavailableException.class);
        }

        assertThat(storedOf("a")).containsExactly(failed("a", "web"));
        assertThat(storedOf("unreadable")).containsExactly("{\"version\": 9}");
    }

    @Test
    void givingUpStoresTheMessageEvenDuringAnotherDiagnosis() {
        desk.shop.unreadable.put(
                "cluster",
                EvidenceUnavailableException.because(
                        EvidenceUnavailableException.UnavailabilityReason.THROTTLED, "cluster aks-shop"));
        investigator.giveUp(failed("a", "web"), "every attempt failed", "poison-1");
        var other = failed("a", "web", "api");
        investigator.giveUp(other, "every attempt failed", "poison-2");

        assertThat(storedOf("a")).containsExactlyInAnyOrder(failed("a", "web"), other);
        assertThat(desk.cards).hasSize(1);
    }

    @Test
    void aDiagnosedFailureIsNotStoredAsGivenUp() {
        investigator.investigate(failed("a", "web"), "message-1");

        assertThat(desk.blobs.list("given-up/")).isEmpty();
    }

    private void onlyOnce() {
        assertThat(desk.cards).hasSize(1);
        assertThat(desk.reports()).hasSize(1);
        assertThat(desk.diagnoses).hasSize(1);
    }

    private static final class Workers implements AutoCloseable {
        private final java.util.concurrent.ExecutorService threads;

        Workers(int count) {
            threads = Executors.newFixedThreadPool(count);
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }
}
