package io.github.pullresponder.intake.alert;

import static io.github.pullresponder.intake.Payloads.CLUSTER;
import static io.github.pullresponder.intake.Payloads.IMAGE;
import static io.github.pullresponder.intake.Payloads.REGISTRY;
import static io.github.pullresponder.intake.Payloads.WORKSPACE;
import static io.github.pullresponder.intake.logwatch.LogsInMemory.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.intake.Payloads;
import io.github.pullresponder.intake.input.ParsedWorkItems;
import io.github.pullresponder.intake.logwatch.LogsInMemory;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.queue.ResourceChange;
import io.github.pullresponder.queue.WorkItem;
import io.github.pullresponder.queue.WorkItem.AlertIncomplete;
import io.github.pullresponder.queue.WorkItem.AlertResolved;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertWorkItemReaderTest {
    private static final PodName CART = new PodName("store", "cart-6f8d9c7b5-q4m7z");

    private final LogsInMemory logs = LogsInMemory.ofStore();

    private ParsedWorkItems work(String payload) {
        return workOf(Payloads.named(payload));
    }

    private ParsedWorkItems workOf(String body) {
        return new AlertWorkItemReader(logs).toWorkItems(AlertParser.parse(body));
    }

    private static PullFailed onlyFailure(ParsedWorkItems understood) {
        assertThat(understood.items()).hasSize(1);
        return (PullFailed) understood.items().get(0);
    }

    @Test
    void anAlertThatNamesAPodIsCompleteAsItIs() {
        var failed = onlyFailure(work("alert-log-v2-pod"));

        assertThat(failed.failure().cluster()).isEqualTo(CLUSTER);
        assertThat(failed.failure().pods()).containsExactly(CART);
        assertThat(failed.podCount()).isEqualTo(1);
        assertThat(failed.failure().image()).isEmpty();
        assertThat(failed.failure().message()).isEmpty();
        assertThat(failed.alertId().orElseThrow()).endsWith("alerts/5d0c1f2a-0000-4000-8000-000000000001");
        assertThat(failed.origin().trigger()).isEqualTo(new Trigger(TriggerType.ALERT, "image-pull-failures"));
        assertThat(failed.origin().correlation()).isEqualTo(failed.alertId().orElseThrow());
        assertThat(failed.origin().at()).isEqualTo(Instant.parse("2026-11-22T10:00:03.626123400Z"));
        assertThat(logs.asked).isEmpty();
    }

    @Test
    void aPrometheusAlertAboutPullsNeedsNoLogs() {
        var failed = onlyFailure(work("alert-prometheus-pod"));

        assertThat(failed.failure().cluster()).isEqualTo(CLUSTER);
        assertThat(failed.failure().pods()).containsExactly(CART);
        assertThat(logs.asked).isEmpty();
    }

    @Test
    void everyConditionOfAnAlertIsAFailure() {
        assertThat(work("alert-log-v2-two-conditions").items())
                .extracting(item -> ((PullFailed) item).failure().image())
                .containsExactlyInAnyOrder(Optional.empty(), Optional.of("fabrikam.azurecr.io/store/catalog:1.9.0"));
    }

    @Test
    void theRowsOfVersionOneAreGroupedLikeThoseOfTheLogs() {
        var failed = onlyFailure(work("alert-log-v1-results"));

        assertThat(failed.failure().image()).contains(IMAGE);
        assertThat(failed.failure().pods()).containsExactly(CART, new PodName("store", "cart-6f8d9c7b5-r5n8x"));
        assertThat(failed.failure().message().orElseThrow()).contains("401 Unauthorized");
        assertThat(logs.asked).isEmpty();
    }

    @Test
    void anAlertAboutAClusterIsCompletedFromItsLogs() {
        logs.with(row("cart-1", Payloads.unauthorized(IMAGE), "2026-11-22T09:57:00Z"))
                .with(row("cart-2", Payloads.unauthorized(IMAGE), "2026-11-22T09:58:00Z"))
                .with(row("cart-0", Payloads.unauthorized(IMAGE), "2026-11-22T09:54:59Z"));

        var failed = onlyFailure(work("alert-log-v2-cluster"));

        assertThat(failed.failure().pods())
                .as("of the window, the newest first")
                .containsExactly(new PodName("store", "cart-2"), new PodName("store", "cart-1"));
        assertThat(failed.failure().image()).contains(IMAGE);
        assertThat(logs.asked)
                .containsExactly(
                        "cluster aks-store",
                        "id-of-logs-store aks-store/*/* 2026-11-22T09:55:00Z/2026-11-22T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "alert-log-v2-workspace, */*/*",
        "alert-log-v2-namespace, */store/*",
        "alert-log-v2-injection, '*/store'' or 1 == 1 | union SecurityEvent ///x\\'' | take 1 //'",
        "alert-log-v2-other-rule, aks-store/store/cart-6f8d9c7b5-q4m7z"
    })
    void theLogsAreQueriedForTheDimensionsOfTheAlert(String payload, String pods) {
        work(payload);

        assertThat(logs.asked).last().asString().startsWith("id-of-logs-store " + pods + " 2026-11-22T09:55:00Z/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alert-log-v2-cluster", "alert-log-v2-other-rule", "alert-metric-cpu"})
    void anAlertWithoutFailedPullsIsUnderstoodAndLeadsToNothing(String payload) {
        var understood = work(payload);

        assertThat(understood.items()).isEmpty();
        assertThat(understood.note().orElseThrow()).startsWith("no failed pulls from 2026-11-22T09:5");
        assertThat(understood.incomplete()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alert-test-log-v2 | a test alert: nothing in it exists",
                "alert-test-activity | a test alert: nothing in it exists",
                "alert-test-cluster | a test alert: nothing in it exists",
                "alert-metric-vm | it names no cluster and no workspace",
                "alert-budget | it names no cluster and no workspace",
                "alert-activity-started | the operation failed or is not finished",
                "alert-activity-vm-restart | pulls do not depend on it",
                "alert-service-health | pulls do not depend on it",
            })
    void anAlertUnrelatedToPullsIsReportedAsUnrelated(String payload, String note) {
        assertThat(work(payload)).isEqualTo(ParsedWorkItems.nothing(note));
        assertThat(logs.asked).isEmpty();
    }

    @Test
    void aResolvedAlertEndsTheOneThatFired() {
        var fired = onlyFailure(work("alert-log-v2-pod"));
        var items = work("alert-log-v2-resolved").items();

        assertThat(items).singleElement().isInstanceOfSatisfying(AlertResolved.class, resolved -> {
            assertThat(Optional.of(resolved.alertId())).isEqualTo(fired.alertId());
            assertThat(resolved.id()).isNotEqualTo(fired.id());
            assertThat(resolved.origin().at()).isEqualTo(Instant.parse("2026-11-22T10:14:00.5Z"));
        });
    }

    @Test
    void anOperationThatPullsDependOnIsAChange() {
        assertThat(work("alert-activity-regenerate-credential").items())
                .singleElement()
                .isInstanceOfSatisfying(ResourceChanged.class, changed -> {
                    assertThat(changed.change())
                            .isEqualTo(new ResourceChange(
                                    "Microsoft.ContainerRegistry/registries/regenerateCredential/action",
                                    REGISTRY,
                                    Optional.of("Example Operator"),
                                    Optional.empty()));
                    assertThat(changed.cluster()).isEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alert-log-v2-pod",
                "alert-log-v2-two-conditions",
                "alert-log-v2-cluster",
                "alert-log-v2-resolved",
                "alert-log-v1-results",
                "alert-activity-regenerate-credential"
            })
    void theSameDeliveryHasTheSameIds(String payload) {
        logs.with(row("cart-1", Payloads.unauthorized(IMAGE), "2026-11-22T09:57:00Z"))
                .with(row("cart-2", Payloads.notFound(IMAGE), "2026-11-22T09:58:00Z"));
        var ids = work(payload).items().stream().map(WorkItem::id).toList();

        assertThat(ids).isNotEmpty().doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{32}"));
        for (var i = 0; i < 10; i++) {
            assertThat(work(payload).items()).extracting(WorkItem::id).isEqualTo(ids);
        }
        assertThat(workOf(Payloads.named(payload).replace("5d0c1f2a", "6e1d2a3b"))
                        .items())
                .as("of another alert")
                .extracting(WorkItem::id)
                .doesNotContainAnyElementsOf(ids);
    }

    @ParameterizedTest
    @EnumSource(
            value = UnavailabilityReason.class,
            names = {"THROTTLED", "UNREACHABLE", "TIMED_OUT"})
    void transientFailuresAreRethrownSoTheAlertIsDeliveredAgain(UnavailabilityReason reason) {
        logs.unreadable.put(
                LogsInMemory.customerIdOf(WORKSPACE), EvidenceUnavailableException.because(reason, "the logs"));

        assertThatThrownBy(() -> work("alert-log-v2-workspace"))
                .isInstanceOfSatisfying(
                        EvidenceUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void unreadableLogsMakeTheAlertIncompleteAndAreReported() {
        var forbidden = EvidenceUnavailableException.forbidden("the logs", Permission.QUERY_LOGS);
        logs.unreadable.put(LogsInMemory.customerIdOf(WORKSPACE), forbidden);

        var understood = work("alert-log-v2-cluster");
        assertThat(understood.incomplete()).contains(forbidden.getMessage());
        assertThat(understood.note()).isEmpty();
        assertThat(understood.items()).singleElement().isInstanceOfSatisfying(AlertIncomplete.class, item -> {
            assertThat(item.cluster()).contains(CLUSTER);
            assertThat(item.why()).isEqualTo(forbidden.getMessage());
            assertThat(work("alert-log-v2-cluster").items()).containsExactly(item);
        });
    }

    @Test
    void aClusterThatDoesNotExistMakesTheAlertIncomplete() {
        logs.clusters.clear();

        assertThat(work("alert-log-v2-cluster").incomplete())
                .contains("cluster aks-store: does not exist, or is not visible");
    }

    @Test
    void aClusterWithoutLogsMakesTheAlertIncomplete() {
        logs.clusters.put(CLUSTER, Optional.empty());

        assertThat(work("alert-log-v2-cluster").incomplete())
                .contains("cluster aks-store writes no logs to a workspace");
    }

    @Test
    void readableWorkspacesAreStillProcessed() {
        var other = ResourceId.parse(CLUSTER + "-2");
        logs.with(row("cart-1", Payloads.unauthorized(IMAGE), "2026-11-22T09:57:00Z"));
        var body = Payloads.with(
                "alert-log-v2-cluster",
                "/data/essentials/alertTargetIDs",
                "[\"%s\", \"%s\"]".formatted(CLUSTER, other));

        var understood = workOf(body);

        assertThat(understood.items()).hasSize(1);
        assertThat(understood.incomplete()).contains("cluster aks-store-2: does not exist, or is not visible");
    }

    @Test
    void rowsBeyondTheLimitAreReported() {
        logs.mostRows = 1;
        logs.with(row("cart-1", Payloads.unauthorized(IMAGE), "2026-11-22T09:57:00Z"))
                .with(row("cart-2", Payloads.unauthorized(IMAGE), "2026-11-22T09:58:00Z"));

        var understood = work("alert-log-v2-workspace");

        assertThat(onlyFailure(understood).failure().pods()).containsExactly(new PodName("store", "cart-2"));
        assertThat(understood.note().orElseThrow()).contains("more failures");
    }

    @Test
    void anEndlessListOfClustersIsNotReadToItsEnd() {
        var clusters = new java.util.StringJoiner("\",\"", "[\"", "\"]");
        for (var i = 0; i < 1_000; i++) {
            clusters.add(CLUSTER + "-" + i);
        }

        var understood =
                workOf(Payloads.with("alert-log-v2-cluster", "/data/essentials/alertTargetIDs", clusters.toString()));

        assertThat(logs.asked).hasSize(20);
        assertThat(understood.note().orElseThrow()).contains("more failures");
    }

    @Test
    void everyClusterIsReadOnceRegardlessOfItsPods() {
        var condition = "{\"searchQuery\": \"Perf\", \"dimensions\": [{\"name\": \"Namespace\", \"value\": \"%s\"}]}";

        workOf(Payloads.with(
                "alert-log-v2-cluster",
                "/data/alertContext/condition/allOf",
                "[%s, %s]".formatted(condition.formatted("store"), condition.formatted("depot"))));

        assertThat(logs.asked).hasSize(3).containsOnlyOnce("cluster aks-store");
    }

    @Test
    void aRuleThatOnlyNamesAnImageIsNotAboutPulls() {
        var body = Payloads.named("alert-prometheus-pod")
                .replace("kube_pod_container_status_waiting_reason", "container_memory_working_set_bytes{image!=''}")
                .replace("ImagePullBackOff", "OOMKilled");

        assertThat(workOf(body).items()).isEmpty();
        assertThat(logs.asked).hasSize(2);
    }

    @Test
    void idsOfClustersCompareIgnoringCase() {
        var lower = ResourceId.parse(CLUSTER.toString().toLowerCase(Locale.ROOT));
        logs.with(row("cart-1", Payloads.unauthorized(IMAGE), "2026-11-22T09:57:00Z"))
                .with(row(
                        lower, "cart-2", Payloads.unauthorized(IMAGE), "2026-11-22T09:58:00Z", "2026-11-22T09:58:00Z"));

        assertThat(onlyFailure(work("alert-log-v2-workspace")).podCount()).isEqualTo(2);
    }
}
