package io.github.pullresponder.intake.logwatch;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.Cluster.NetworkProfile;
import io.github.pullresponder.cluster.IdentityBinding;
import io.github.pullresponder.cluster.LogQueryPodFilter;
import io.github.pullresponder.cluster.LoggedPullFailure;
import io.github.pullresponder.cluster.LoggedPullFailureRows;
import io.github.pullresponder.cluster.PodEvent;
import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.cluster.ScaleSet;
import io.github.pullresponder.cluster.ServiceAccountImagePullProfile;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.evidence.AccessControl;
import io.github.pullresponder.evidence.ClusterLogs;
import io.github.pullresponder.evidence.ClusterLogs.LoggedPodEvent;
import io.github.pullresponder.evidence.Clusters;
import io.github.pullresponder.evidence.EntraDirectory;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.EvidenceSourcesFactory;
import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.evidence.KeyVaults;
import io.github.pullresponder.evidence.KubernetesObjects;
import io.github.pullresponder.evidence.Networks;
import io.github.pullresponder.evidence.Registries;
import io.github.pullresponder.intake.Payloads;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.read.TimeWindow;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Clusters and the rows of their workspaces; other reads are not supported. A workspace's customer id is "id of" its name. */
public final class LogsInMemory implements EvidenceSourcesFactory, EvidenceSources, Clusters, ClusterLogs {
    /** The rows by customer id of the workspace. */
    public final Map<String, List<LoggedPullFailure>> rows = new HashMap<>();

    public final Map<ResourceId, Optional<ResourceId>> clusters = new LinkedHashMap<>();
    /** The errors by customer id, or by the id of a cluster. */
    public final Map<String, EvidenceUnavailableException> unreadable = new HashMap<>();

    public final List<String> asked = new ArrayList<>();
    public int mostRows = 5_000;

    public static LogsInMemory ofStore() {
        var logs = new LogsInMemory();
        logs.clusters.put(Payloads.CLUSTER, Optional.of(Payloads.WORKSPACE));
        return logs;
    }

    public static String customerIdOf(ResourceId workspace) {
        return "id-of-" + workspace.name();
    }

    public LogsInMemory with(LoggedPullFailure row) {
        rows.computeIfAbsent(customerIdOf(Payloads.WORKSPACE), id -> new ArrayList<>())
                .add(row);
        return this;
    }

    public static LoggedPullFailure row(String pod, String message, String time) {
        return row(Payloads.CLUSTER, pod, message, time, time);
    }

    public static LoggedPullFailure row(
            ResourceId cluster, String pod, String message, String happened, String arrived) {
        var at = Instant.parse(happened);
        var event = new PodEvent("Failed", message, Optional.empty(), 3, Optional.empty(), Optional.of(at));
        return new LoggedPullFailure(cluster, "store", pod, Optional.of("node-1"), event, at, Instant.parse(arrived));
    }

    @Override
    public EvidenceSources open(RequestCounter tally) {
        return this;
    }

    @Override
    public List<ResourceGraphCluster> visible() {
        failIf("visible");
        return clusters.entrySet().stream()
                .map(cluster -> new ResourceGraphCluster(
                        cluster.getKey(),
                        "northeurope",
                        "MC",
                        Set.of(),
                        "loadBalancer",
                        cluster.getValue(),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
    }

    @Override
    public Optional<Cluster> cluster(ResourceId id) {
        asked.add("cluster " + id.name());
        failIf(id.toString().toLowerCase(java.util.Locale.ROOT));
        return Optional.ofNullable(clusters.get(id))
                .map(workspace -> new Cluster(
                        id,
                        "northeurope",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        "MC",
                        List.of(),
                        NetworkProfile.DEFAULT,
                        workspace));
    }

    @Override
    public Optional<String> workspaceCustomerId(ResourceId workspace) {
        return workspace.name().startsWith("gone") ? Optional.empty() : Optional.of(customerIdOf(workspace));
    }

    @Override
    public LoggedPullFailureRows pullFailures(String workspace, LogQueryPodFilter pods, TimeWindow happened) {
        asked.add("%s %s/%s/%s %s"
                .formatted(
                        workspace,
                        pods.cluster().map(ResourceId::name).orElse("*"),
                        pods.namespace().orElse("*"),
                        pods.pod().orElse("*"),
                        happened));
        return answer(
                workspace,
                row -> !row.happened().isBefore(happened.from())
                        && !row.happened().isAfter(happened.to())
                        && pods.cluster().map(row.cluster()::equals).orElse(true)
                        && pods.namespace().map(row.namespace()::equals).orElse(true)
                        && pods.pod().map(row.pod()::equals).orElse(true));
    }

    @Override
    public LoggedPullFailureRows pullFailuresArrived(String workspace, TimeWindow arrived) {
        asked.add(workspace + " arrived " + arrived);
        return answer(
                workspace,
                row -> row.arrived().isAfter(arrived.from()) && !row.arrived().isAfter(arrived.to()));
    }

    private LoggedPullFailureRows answer(String workspace, Predicate<LoggedPullFailure> wanted) {
        failIf(workspace);
        var found = rows.getOrDefault(workspace, List.of()).stream()
                .filter(wanted)
                .sorted(Comparator.comparing(LoggedPullFailure::happened).reversed())
                .toList();
        return new LoggedPullFailureRows(found.stream().limit(mostRows).toList(), found.size() > mostRows);
    }

    private void failIf(String question) {
        if (unreadable.containsKey(question)) {
            throw unreadable.get(question);
        }
    }

    @Override
    public Optional<LoggedPodEvent> newestPullFailure(
            String workspace, ResourceId cluster, String namespace, String pod) {
        throw notAsked();
    }

    @Override
    public List<ScaleSet> scaleSets(ResourceId nodeResourceGroup) {
        throw notAsked();
    }

    @Override
    public Optional<VirtualMachine> virtualMachine(ResourceId id) {
        throw notAsked();
    }

    @Override
    public List<VirtualMachine> virtualMachines(ResourceId nodeResourceGroup) {
        throw notAsked();
    }

    @Override
    public ServiceAccountImagePullProfile imagePullProfile(ResourceId cluster) {
        throw notAsked();
    }

    @Override
    public List<IdentityBinding> identityBindings(ResourceId cluster) {
        throw notAsked();
    }

    @Override
    public Kubeconfig userKubeconfig(ResourceId cluster) {
        throw notAsked();
    }

    @Override
    public Clusters clusters() {
        return this;
    }

    @Override
    public ClusterLogs logs() {
        return this;
    }

    @Override
    public Registries registries() {
        throw notAsked();
    }

    @Override
    public AccessControl accessControl() {
        throw notAsked();
    }

    @Override
    public EntraDirectory directory() {
        throw notAsked();
    }

    @Override
    public Images images() {
        throw notAsked();
    }

    @Override
    public Networks networks() {
        throw notAsked();
    }

    @Override
    public KeyVaults keyVaults() {
        throw notAsked();
    }

    @Override
    public KubernetesObjects workloads(ResourceId cluster) {
        throw notAsked();
    }

    private static IllegalStateException notAsked() {
        return new IllegalStateException("intake does not ask this");
    }
}
