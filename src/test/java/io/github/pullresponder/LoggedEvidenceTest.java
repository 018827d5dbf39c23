package io.github.pullresponder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.cluster.LogQueryPodFilter;
import io.github.pullresponder.cluster.LoggedPullFailure;
import io.github.pullresponder.evidence.ClusterLogs;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.read.TimeWindow;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.estate.Estate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads failed pulls and their clusters from the logs with the real clients. */
class LoggedEvidenceTest {
    private static final String SUBSCRIPTION = "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12";
    private static final String CLUSTER =
            SUBSCRIPTION + "/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store";
    private static final String WORKSPACE = "0ab98fe9-332c-5b2c-9eb9-e10383d2cc8a";
    private static final String MESSAGE = "Failed to pull image \"fabrikam.azurecr.io/store/cart:2.3.1\": not found";
    private static final TimeWindow WINDOW =
            new TimeWindow(Instant.parse("2026-11-22T09:00:00Z"), Instant.parse("2026-11-22T10:00:00Z"));
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private static ObjectNode row(String pod, String time, String reason, String message) {
        return JSON.createObjectNode()
                .put("TimeGenerated", time)
                .put("ClusterId", CLUSTER)
                .put("Namespace", "store")
                .put("Name", pod)
                .put("Reason", reason)
                .put("Message", message);
    }

    private static ObjectNode failed(String pod, String time) {
        return row(pod, time, "Failed", MESSAGE);
    }

    private void withRows(List<ObjectNode> rows, Consumer<ClusterLogs> test) {
        var estate = estate(rows);
        try (var azure = SimulatedAzure.serve(estate)) {
            test.accept(AzureEvidenceSourcesTest.sources(azure, List.of(), estate.clock(), new RequestCounter())
                    .logs());
        }
    }

    private Estate estate(List<ObjectNode> rows) {
        try {
            var store = Path.of("target", "test-classes", "estates", "store").toAbsolutePath();
            JSON.writeValue(folder.resolve("base.json").toFile(), Map.of("base", store.toString()));
            JSON.writeValue(folder.resolve("logs.json").toFile(), Map.of(WORKSPACE, Map.of("KubeEvents", rows)));
            return BundledEstates.load(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> podsOf(ClusterLogs logs, LogQueryPodFilter pods) {
        return logs.pullFailures(WORKSPACE, pods, WINDOW).rows().stream()
                .map(LoggedPullFailure::pod)
                .toList();
    }

    @Test
    void aRowIsReadWithItsStoredValues() {
        var complete = failed("cart-1", "2026-11-22T09:58:45Z")
                .put("Computer", "aks-apps-31415926-vmss000002")
                .put("Count", 7.0)
                .put("FirstSeen", "2026-11-22T09:40:12Z")
                .put("LastSeen", "2026-11-22T09:58:40Z");
        withRows(List.of(complete, failed("cart-2", "2026-11-22T09:57:00Z")), logs -> {
            var rows =
                    logs.pullFailures(WORKSPACE, LogQueryPodFilter.ALL, WINDOW).rows();

            assertThat(rows).hasSize(2).first().satisfies(row -> {
                assertThat(row.cluster()).isEqualTo(ResourceId.parse(CLUSTER));
                assertThat(row.namespace()).isEqualTo("store");
                assertThat(row.node()).contains("aks-apps-31415926-vmss000002");
                assertThat(row.event().count()).isEqualTo(7);
                assertThat(row.event().first()).contains(Instant.parse("2026-11-22T09:40:12Z"));
                assertThat(row.last()).isEqualTo(Instant.parse("2026-11-22T09:58:40Z"));
                assertThat(row.arrived()).isEqualTo(Instant.parse("2026-11-22T09:58:45Z"));
            });
            assertThat(rows).last().satisfies(row -> {
                assertThat(row.node()).isEmpty();
                assertThat(row.event().count()).isEqualTo(1);
                assertThat(row.last()).isEqualTo(row.happened());
            });
        });
    }

    private static boolean isFoundFor(String pod, ClusterLogs logs) {
        return logs.newestPullFailure(WORKSPACE, ResourceId.parse(CLUSTER), "store", pod)
                .isPresent();
    }

    @Test
    void thePackagedQueryIsThatOfTheAlertRule() throws IOException {
        try (var packaged = getClass().getResourceAsStream("/failed-pulls.kql")) {
            assertThat(packaged).hasContent(Files.readString(Path.of("infra", "failed-pulls.kql")));
        }
    }

    /** The alert rule's own test has the same rows: {@code EventsTemplateTest}. */
    @Test
    void onlyFailedPullsCount() {
        withRows(
                List.of(
                        failed("image", "2026-11-22T09:59:00Z"),
                        row(
                                "sandbox",
                                "2026-11-22T09:58:00Z",
                                "FailedCreatePodSandBox",
                                "Failed to create pod sandbox: failed to get sandbox image \"mcr.microsoft.com/pause:3.9\": FAILED to pull image \"x\""),
                        row("mount", "2026-11-22T09:57:00Z", "FailedMount", MESSAGE),
                        row("crash", "2026-11-22T09:56:00Z", "Failed", "Error: ImagePullBackOff"),
                        row("network", "2026-11-22T09:55:00Z", "FailedCreatePodSandBox", "no address left")),
                logs -> {
                    assertThat(podsOf(logs, LogQueryPodFilter.ALL)).containsExactly("image", "sandbox");
                    assertThat(logs.pullFailuresArrived(WORKSPACE, WINDOW).rows())
                            .extracting(LoggedPullFailure::pod)
                            .containsExactly("image", "sandbox");
                    assertThat(Stream.of("image", "sandbox", "mount", "crash", "network"))
                            .filteredOn(pod -> isFoundFor(pod, logs))
                            .containsExactly("image", "sandbox");
                });
    }

    @Test
    void theWindowExcludesLaterRows() {
        withRows(
                List.of(
                        failed("before", "2026-11-22T08:59:59.999Z"),
                        failed("start", "2026-11-22T09:00:00Z"),
                        failed("end", "2026-11-22T10:00:00Z"),
                        failed("after", "2026-11-22T10:00:01Z")),
                logs -> assertThat(podsOf(logs, LogQueryPodFilter.ALL)).containsExactly("end", "start"));
    }

    @Test
    void theQueryIsLimitedToTheNamedObjects() {
        var other = failed("cart-1", "2026-11-22T09:58:00Z").put("ClusterId", CLUSTER + "-2");
        var byResource = failed("cart-3", "2026-11-22T09:57:00Z").put("_ResourceId", CLUSTER.toLowerCase());
        byResource.remove("ClusterId");
        withRows(List.of(failed("cart-1", "2026-11-22T09:59:00Z"), other, byResource), logs -> {
            var cluster =
                    Optional.of(ResourceId.parse(CLUSTER.toUpperCase().replace("/SUBSCRIPTIONS", "/subscriptions")));
            assertThat(podsOf(logs, new LogQueryPodFilter(cluster, Optional.empty(), Optional.empty())))
                    .containsExactly("cart-1", "cart-3");
            assertThat(podsOf(logs, new LogQueryPodFilter(cluster, Optional.of("store"), Optional.of("cart-3"))))
                    .containsExactly("cart-3");
            assertThat(podsOf(logs, new LogQueryPodFilter(Optional.empty(), Optional.of("other"), Optional.empty())))
                    .isEmpty();
        });
    }

    @Test
    void textFromOutsideStaysInsideALiteral() {
        withRows(List.of(failed("cart-1", "2026-11-22T09:59:00Z")), logs -> {
            for (var attempt : List.of("x' or 1 == 1 //", "x\\' or 1 == 1 //", "x'\n| union SecurityEvent //")) {
                assertThat(podsOf(
                                logs,
                                new LogQueryPodFilter(Optional.empty(), Optional.of(attempt), Optional.of(attempt))))
                        .isEmpty();
                assertThat(isFoundFor(attempt, logs)).isFalse();
            }
        });
    }

    @Test
    void rowsThatDoNotSayWhoseTheyAreAreLeftOut() {
        var nameless = failed("cart-1", "2026-11-22T09:59:00Z");
        nameless.remove("Name");
        var homeless = failed("cart-2", "2026-11-22T09:59:00Z").put("ClusterId", "aks-store");
        withRows(
                List.of(nameless, homeless, failed("cart-3", "2026-11-22T09:58:00Z")),
                logs -> assertThat(podsOf(logs, LogQueryPodFilter.ALL)).containsExactly("cart-3"));
    }

    @Test
    void theAnswerIsBoundedToTheNewestRows() {
        var rows = new java.util.ArrayList<ObjectNode>();
        for (var i = 0; i < 5_001; i++) {
            rows.add(failed(
                    "cart-" + i,
                    Instant.parse("2026-11-22T09:00:00Z").plusMillis(i * 100L).toString()));
        }
        withRows(rows, logs -> {
            var answer = logs.pullFailures(WORKSPACE, LogQueryPodFilter.ALL, WINDOW);
            assertThat(answer.more()).isTrue();
            assertThat(answer.rows())
                    .hasSize(5_000)
                    .first()
                    .extracting(LoggedPullFailure::pod)
                    .isEqualTo("cart-5000");
        });
    }

    @Test
    void newRowsAreDistinguishedFromOldOnes() {
        withRows(
                List.of(
                        failed("old", "2026-11-22T09:00:00Z"),
                        failed("new", "2026-11-22T09:00:00.001Z"),
                        failed("newest", "2026-11-22T10:00:00Z"),
                        failed("next", "2026-11-22T10:00:00.001Z")),
                logs -> assertThat(logs.pullFailuresArrived(WORKSPACE, WINDOW).rows())
                        .extracting(LoggedPullFailure::pod)
                        .containsExactly("newest", "new"));
    }

    @Test
    void everyVisibleClusterIsListed() {
        try (var azure = SimulatedAzure.serve(BundledEstates.named("store"))) {
            assertThat(AzureEvidenceSourcesTest.sources(azure, new RequestCounter())
                            .clusters()
                            .visible())
                    .singleElement()
                    .satisfies(cluster -> {
                        assertThat(cluster.id()).isEqualTo(ResourceId.parse(CLUSTER));
                        assertThat(cluster.location()).isEqualTo("northeurope");
                        assertThat(cluster.nodeResourceGroup()).isEqualTo("MC_rg-store_aks-store_northeurope");
                        assertThat(cluster.subnets())
                                .containsExactly(
                                        ResourceId.parse(
                                                SUBSCRIPTION
                                                        + "/resourceGroups/rg-store/providers/Microsoft.Network/virtualNetworks/vnet-store/subnets/nodes"));
                        assertThat(cluster.outboundType()).isEqualTo("loadBalancer");
                        assertThat(cluster.logWorkspace().orElseThrow().name()).isEqualTo("logs-store");
                        assertThat(cluster.kubeletObjectId()).contains("4f742df1-eacd-5c8b-97c8-f4710103de59");
                        assertThat(cluster.servicePrincipalClientId()).isEmpty();
                    });
        }
    }

    @Test
    void aClusterOnAServicePrincipalIsListedWithIt() {
        try (var azure = SimulatedAzure.serve(BundledEstates.named("cluster-secret-expired"))) {
            assertThat(AzureEvidenceSourcesTest.sources(azure, new RequestCounter())
                            .clusters()
                            .visible())
                    .singleElement()
                    .satisfies(cluster -> {
                        assertThat(cluster.servicePrincipalClientId()).isPresent();
                        assertThat(cluster.kubeletObjectId()).isEmpty();
                    });
        }
    }
}
