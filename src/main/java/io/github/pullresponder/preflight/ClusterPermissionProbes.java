package io.github.pullresponder.preflight;

import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.KubernetesObjects;
import io.github.pullresponder.network.VirtualNetwork;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.TimeWindow;
import io.github.pullresponder.resource.ResourceId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The reads of a diagnosis that concern a cluster, each tested once. Single objects are read by a name that no object has. */
final class ClusterPermissionProbes {
    /** A name that Kubernetes permits and that is not in use. */
    private static final String NOTHING = "pull-responder-preflight";

    private static final String DEFAULT_NAMESPACE = "default";
    private static final Duration A_MOMENT = Duration.ofMinutes(1);

    /** The permissions that can be tested on a cluster. */
    static final Set<Permission> PERMISSIONS = Set.of(
            Permission.READ_CLUSTER,
            Permission.READ_IDENTITY_BINDINGS,
            Permission.READ_SCALE_SETS,
            Permission.READ_MACHINES,
            Permission.READ_NETWORKS,
            Permission.READ_CONNECTIVITY,
            Permission.READ_ADMIN_RULES,
            Permission.READ_CLUSTER_USER_CREDENTIAL,
            Permission.READ_WORKLOADS,
            Permission.READ_NODES,
            Permission.READ_PULL_SECRETS,
            Permission.LIST_PULL_SECRETS);

    static final Set<Permission> PERMISSIONS_OF_LOGS = Set.of(Permission.READ_WORKSPACE, Permission.QUERY_LOGS);

    private final EvidenceSources sources;
    private final ReadExecutor reads;
    private final Clock clock;

    ClusterPermissionProbes(EvidenceSources sources, ReadExecutor reads, Clock clock) {
        this.sources = sources;
        this.reads = reads;
        this.clock = clock;
    }

    List<AsyncRead<Optional<PermissionProbe>>> start(ResourceGraphCluster cluster) {
        var probes = new ArrayList<AsyncRead<Optional<PermissionProbe>>>();
        probes.addAll(ofAzure(cluster));
        probes.addAll(ofKubernetes(cluster.id()));
        return probes;
    }

    private List<AsyncRead<Optional<PermissionProbe>>> ofAzure(ResourceGraphCluster cluster) {
        var id = cluster.id();
        var nodes = id.resourceGroupNamed(cluster.nodeResourceGroup());
        var network = cluster.subnets().stream().findFirst().map(ResourceId::parent);
        return List.of(
                probe(Permission.READ_CLUSTER, id, () -> sources.clusters().cluster(id)),
                probe(
                        Permission.READ_IDENTITY_BINDINGS,
                        id,
                        () -> sources.clusters().identityBindings(id)),
                probe(
                        Permission.READ_SCALE_SETS,
                        nodes,
                        () -> sources.clusters().scaleSets(nodes)),
                probe(Permission.READ_MACHINES, nodes, () -> sources.clusters().virtualMachines(nodes)),
                network.map(known -> probe(
                                Permission.READ_NETWORKS,
                                known,
                                () -> sources.networks().network(known)))
                        .orElseGet(() -> probe(
                                Permission.READ_NETWORKS,
                                nodes,
                                () -> sources.networks().networksIn(nodes))),
                probe(
                        Permission.READ_CONNECTIVITY,
                        network.orElse(nodes),
                        () -> ofEach(network, nodes, sources.networks()::connectedGroups)),
                probe(
                        Permission.READ_ADMIN_RULES,
                        network.orElse(nodes),
                        () -> ofEach(network, nodes, sources.networks()::adminRulesOf)));
    }

    /** Reads from the cluster's network; a network that AKS creates is in the node resource group. */
    private <T> List<T> ofEach(Optional<ResourceId> network, ResourceId nodes, Function<ResourceId, T> read) {
        return network
                .map(List::of)
                .orElseGet(() -> sources.networks().networksIn(nodes).stream()
                        .map(VirtualNetwork::id)
                        .toList())
                .stream()
                .map(read)
                .toList();
    }

    private List<AsyncRead<Optional<PermissionProbe>>> ofKubernetes(ResourceId cluster) {
        var connection = reads.start("Kubernetes API of " + cluster.name(), () -> sources.workloads(cluster));
        AsyncRead<List<Pod>> pods = asking(connection, "pods of " + cluster.name(), ClusterPermissionProbes::everyPod);
        var node = asking(connection, "a node of " + cluster.name(), workloads -> workloads.node(NOTHING));
        var list = asking(connection, "pull secrets of " + cluster.name(), KubernetesObjects::pullSecrets);
        var secret = pods.then(all -> asking(
                connection,
                "a pull secret of " + cluster.name(),
                workloads -> workloads.pullSecret(namespaceOf(all), NOTHING)));
        var probes = List.of(
                PermissionProbe.of(Permission.READ_CLUSTER_USER_CREDENTIAL, cluster.name(), cluster, connection),
                PermissionProbe.of(Permission.READ_WORKLOADS, cluster.name(), cluster, pods),
                PermissionProbe.of(Permission.READ_NODES, cluster.name(), cluster, node),
                PermissionProbe.of(Permission.READ_PULL_SECRETS, cluster.name(), cluster, secret),
                PermissionProbe.of(Permission.LIST_PULL_SECRETS, cluster.name(), cluster, list));
        AsyncRead.ended(List.of(pods, node, list, secret)).onRead(all -> connection.onRead(KubernetesObjects::close));
        return probes;
    }

    private <T> AsyncRead<T> asking(
            AsyncRead<KubernetesObjects> connection, String what, Function<KubernetesObjects, T> question) {
        return connection.then(workloads -> reads.start(what, () -> question.apply(workloads)));
    }

    private static List<Pod> everyPod(KubernetesObjects workloads) {
        workloads.eventsOfPod(DEFAULT_NAMESPACE, NOTHING);
        workloads.pullSecretsByServiceAccount();
        return workloads.pods();
    }

    /** A namespace in which a pod has a pull secret: rights to secrets may be granted by namespace. */
    private static String namespaceOf(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> !pod.imagePullSecrets().isEmpty())
                .map(Pod::namespace)
                .findFirst()
                .orElse(DEFAULT_NAMESPACE);
    }

    /** The logs of one or more clusters. */
    List<AsyncRead<Optional<PermissionProbe>>> startLogs(ResourceId workspace) {
        var name = workspace.name();
        var customerId = reads.start("workspace " + name, () -> customerIdOf(workspace));
        var now = clock.instant();
        var moment = new TimeWindow(now.minus(A_MOMENT), now);
        var rows = customerId.then(
                id -> reads.start("logs of " + name, () -> sources.logs().pullFailuresArrived(id, moment)));
        return List.of(
                PermissionProbe.of(Permission.READ_WORKSPACE, workspace.name(), workspace, customerId),
                PermissionProbe.of(Permission.QUERY_LOGS, workspace.name(), workspace, rows));
    }

    /** The workspace's customer id from Resource Graph, which omits resources that the identity cannot read. */
    private String customerIdOf(ResourceId workspace) {
        return sources.clusters()
                .workspaceCustomerId(workspace)
                .orElseThrow(() -> EvidenceUnavailableException.forbidden(
                        "workspace " + workspace.name(), Permission.READ_WORKSPACE));
    }

    private AsyncRead<Optional<PermissionProbe>> probe(Permission permission, ResourceId scope, Supplier<?> read) {
        return PermissionProbe.of(permission, scope.name(), scope, reads.start(scope.name(), read::get));
    }
}
