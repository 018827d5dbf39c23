package io.github.pullresponder.preflight;

import io.github.pullresponder.evidence.ClusterEntry;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.Fact;
import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.evidence.Pod;
import io.github.pullresponder.evidence.Reads;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.TimeWindow;
import io.github.pullresponder.evidence.Unreadable;
import io.github.pullresponder.evidence.Workloads;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything that diagnoses read of a cluster, asked for once. Single objects are asked for by a name that nothing has. */
final class ClusterTrials {
    /** A name that Kubernetes permits and nobody uses. */
    private static final String NOTHING = "pull-responder-preflight";

    private static final String DEFAULT_NAMESPACE = "default";
    private static final Duration A_MOMENT = Duration.ofMinutes(1);

    /** What can be tried on a cluster. */
    static final Set<Permission> PERMISSIONS = Set.of(
            Permission.READ_CLUSTER,
            Permission.READ_SCALE_SETS,
            Permission.READ_NETWORKS,
            Permission.READ_CLUSTER_USER_CREDENTIAL,
            Permission.READ_WORKLOADS,
            Permission.READ_NODES,
            Permission.READ_PULL_SECRETS,
            Permission.LIST_PULL_SECRETS);

    static final Set<Permission> PERMISSIONS_OF_LOGS = Set.of(Permission.READ_WORKSPACE, Permission.QUERY_LOGS);

    private final EvidenceSources sources;
    private final Reads reads;
    private final Clock clock;

    ClusterTrials(EvidenceSources sources, Reads reads, Clock clock) {
        this.sources = sources;
        this.reads = reads;
        this.clock = clock;
    }

    List<Pending> start(ClusterEntry cluster) {
        var pending = new ArrayList<Pending>();
        pending.addAll(ofAzure(cluster));
        pending.addAll(ofKubernetes(cluster.id()));
        return pending;
    }

    private List<Pending> ofAzure(ClusterEntry cluster) {
        var id = cluster.id();
        var nodes = id.resourceGroupNamed(cluster.nodeResourceGroup());
        var network = cluster.subnets().stream().findFirst().map(ResourceId::parent);
        return List.of(
                trial(Permission.READ_CLUSTER, id, () -> sources.clusters().cluster(id)),
                trial(
                        Permission.READ_SCALE_SETS,
                        nodes,
                        () -> sources.clusters().scaleSets(nodes)),
                network.map(it -> trial(
                                Permission.READ_NETWORKS,
                                it,
                                () -> sources.networks().network(it)))
                        .orElseGet(() -> trial(
                                Permission.READ_NETWORKS,
                                nodes,
                                () -> sources.networks().networksIn(nodes))));
    }

    private List<Pending> ofKubernetes(ResourceId cluster) {
        var connection = reads.start("Kubernetes API of " + cluster.name(), () -> sources.workloads(cluster));
        Fact<List<Pod>> pods = asking(connection, "pods of " + cluster.name(), ClusterTrials::everyPod);
        var node = asking(connection, "a node of " + cluster.name(), workloads -> workloads.node(NOTHING));
        var list = asking(connection, "pull secrets of " + cluster.name(), Workloads::pullSecrets);
        var secret = pods.then(all -> asking(
                connection,
                "a pull secret of " + cluster.name(),
                workloads -> workloads.pullSecret(namespaceOf(all), NOTHING)));
        var pending = List.of(
                Pending.of(Permission.READ_CLUSTER_USER_CREDENTIAL, cluster.name(), cluster, connection),
                Pending.of(Permission.READ_WORKLOADS, cluster.name(), cluster, pods),
                Pending.of(Permission.READ_NODES, cluster.name(), cluster, node),
                Pending.of(Permission.READ_PULL_SECRETS, cluster.name(), cluster, secret),
                Pending.of(Permission.LIST_PULL_SECRETS, cluster.name(), cluster, list));
        Fact.settled(List.of(pods, node, list, secret)).whenRead(all -> connection.whenRead(Workloads::close));
        return pending;
    }

    private <T> Fact<T> asking(Fact<Workloads> connection, String what, Function<Workloads, T> question) {
        return connection.then(workloads -> reads.start(what, () -> question.apply(workloads)));
    }

    private static List<Pod> everyPod(Workloads workloads) {
        workloads.eventsOfPod(DEFAULT_NAMESPACE, NOTHING);
        workloads.pullSecretsByServiceAccount();
        return workloads.pods();
    }

    /** Rights to secrets may be given by namespace: what counts is one in which a pod needs them. */
    private static String namespaceOf(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> !pod.imagePullSecrets().isEmpty())
                .map(Pod::namespace)
                .findFirst()
                .orElse(DEFAULT_NAMESPACE);
    }

    /** The logs of one or more clusters. */
    List<Pending> startLogs(ResourceId workspace) {
        var name = workspace.name();
        var customerId = reads.start("workspace " + name, () -> customerIdOf(workspace));
        var now = clock.instant();
        var moment = new TimeWindow(now.minus(A_MOMENT), now);
        var rows = customerId.then(
                id -> reads.start("logs of " + name, () -> sources.logs().pullFailuresArrived(id, moment)));
        return List.of(
                Pending.of(Permission.READ_WORKSPACE, workspace.name(), workspace, customerId),
                Pending.of(Permission.QUERY_LOGS, workspace.name(), workspace, rows));
    }

    /** It is found with Resource Graph, which leaves out what may not be seen. */
    private String customerIdOf(ResourceId workspace) {
        return sources.clusters()
                .workspaceCustomerId(workspace)
                .orElseThrow(() -> Unreadable.forbidden("workspace " + workspace.name(), Permission.READ_WORKSPACE));
    }

    private Pending trial(Permission permission, ResourceId scope, Supplier<?> read) {
        return Pending.start(reads, permission, scope, read);
    }
}
