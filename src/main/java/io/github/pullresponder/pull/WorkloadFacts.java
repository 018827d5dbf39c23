package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.cluster.NodeNames;
import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.Workload;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.Workloads;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.Reason;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.RequestCache;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the cluster's Kubernetes API says about one pod; the logs stand in where that API cannot be read. */
final class WorkloadFacts implements AutoCloseable {
    /** Owners whose image can be set; a Job's cannot, but its pod's can. */
    private static final Set<String> SET_IMAGE = Set.of("deployment", "statefulset", "daemonset", "replicaset");

    /** A pod may name thousands, and each is a read; the kubelet itself reads all. */
    private static final int MOST_SECRETS = 20;

    private final EvidenceSources sources;
    private final ReadExecutor reads;
    private final PodName name;
    private final AsyncRead<Cluster> cluster;
    private final AsyncRead<Workloads> workloads;
    private final AsyncRead<Pod> pod;
    private final AsyncRead<ObservedPull> observed;
    private final AsyncRead<Optional<Node>> node;
    private final AsyncRead<Optional<String>> nodePool;
    private final AsyncRead<List<NamedSecret>> pullSecrets;
    private final RequestCache questions = new RequestCache();

    /** A pull secret that the pod or its service account names: what was read of it, or why nothing was. */
    record NamedSecret(String name, Optional<PullSecret> secret, Optional<EvidenceUnavailableException> unread) {}

    WorkloadFacts(
            PodName name,
            AsyncRead<Cluster> cluster,
            EvidenceSources sources,
            ReadExecutor reads,
            PullFailure failure) {
        this.sources = sources;
        this.reads = reads;
        this.name = name;
        this.cluster = cluster;
        this.workloads =
                reads.start("connecting to " + failure.cluster().name(), () -> sources.workloads(failure.cluster()));
        this.pod = workloads.then(api -> reads.start(
                "pod " + name, () -> api.pod(name.namespace(), name.name()).orElseThrow(this::noSuchPod)));
        var events = workloads.then(
                api -> reads.start("events of pod " + name, () -> api.eventsOfPod(name.namespace(), name.name())));
        this.observed = pod.with(events, ObservedPull::of).orElse(this::fromLogs);
        this.node = observed.then(pull -> pull.node().map(this::nodeNamed).orElse(AsyncRead.of(Optional.empty())));
        this.nodePool = observed.then(pull -> pull.node().map(this::nodePoolOf).orElse(AsyncRead.of(Optional.empty())));
        this.pullSecrets = pod.then(this::secretsOf);
    }

    ObservedPull observed() {
        return observed.get();
    }

    /** The node that could not pull, as far as one is known. */
    AsyncRead<Optional<Node>> node() {
        return node;
    }

    AsyncRead<Optional<String>> nodePool() {
        return nodePool;
    }

    /** What the image of the failing container is set on, if a container has that image. */
    Optional<Workload> workloadOf(String image) {
        var it = pod.get();
        return it.containers().stream()
                .filter(container -> container.image().equals(image))
                .findFirst()
                .map(container -> it.owner()
                        .filter(owner -> SET_IMAGE.contains(owner.kind()))
                        .map(owner -> new Workload(it.namespace(), owner.kind(), owner.name(), container.name()))
                        .orElse(new Workload(it.namespace(), "pod", it.name(), container.name())));
    }

    String serviceAccount() {
        return pod.get().serviceAccount();
    }

    AsyncRead<List<NamedSecret>> pullSecrets() {
        return pullSecrets;
    }

    private EvidenceUnavailableException noSuchPod() {
        return EvidenceUnavailableException.because(Reason.NOT_FOUND, "pod " + name);
    }

    private AsyncRead<ObservedPull> fromLogs(EvidenceUnavailableException unreadable) {
        return cluster.then(it -> it.logWorkspace()
                        .map(workspace -> reads.start(
                                "workspace " + workspace.name(),
                                () -> sources.clusters()
                                        .workspaceCustomerId(workspace)
                                        .flatMap(id -> sources.logs()
                                                .newestPullFailure(id, it.id(), name.namespace(), name.name()))))
                        .orElse(AsyncRead.of(Optional.empty())))
                .map(logged -> logged.map(ObservedPull::of).orElseThrow(() -> unreadable))
                .orElse(logsUnreadable -> {
                    throw unreadable;
                });
    }

    private AsyncRead<Optional<Node>> nodeNamed(String name) {
        return workloads.then(api -> reads.start("node " + name, () -> api.node(name)));
    }

    private AsyncRead<Optional<String>> nodePoolOf(String name) {
        var fromName = NodeNames.poolOf(name);
        return node.map(it -> it.flatMap(Node::nodePool).or(() -> fromName))
                .orElse(unreadable -> AsyncRead.of(fromName));
    }

    private AsyncRead<List<NamedSecret>> secretsOf(Pod it) {
        // Those of the pod need not wait for the service account.
        it.imagePullSecrets().stream().limit(MOST_SECRETS).forEach(secret -> secretNamed(it, secret));
        return workloads
                .then(api -> reads.start(
                        "service account %s/%s".formatted(it.namespace(), it.serviceAccount()),
                        () -> api.pullSecretsOfServiceAccount(it.namespace(), it.serviceAccount())))
                .then(ofServiceAccount -> {
                    var names = new LinkedHashSet<>(it.imagePullSecrets());
                    names.addAll(ofServiceAccount);
                    return AsyncRead.all(names.stream()
                            .limit(MOST_SECRETS + 1)
                            .map(secret -> secretNamed(it, secret, List.copyOf(names)))
                            .toList());
                });
    }

    /** The first of those that are too many stands for all of them, and says so. */
    private AsyncRead<NamedSecret> secretNamed(Pod it, String secret, List<String> all) {
        return all.indexOf(secret) < MOST_SECRETS
                ? secretNamed(it, secret)
                : AsyncRead.of(new NamedSecret(
                        secret,
                        Optional.empty(),
                        Optional.of(EvidenceUnavailableException.beyond(
                                "the pod names %d pull secrets, and the first %d of them are read",
                                all.size(), MOST_SECRETS))));
    }

    private AsyncRead<NamedSecret> secretNamed(Pod it, String secret) {
        return questions.once(
                secret,
                () -> workloads
                        .then(api -> reads.start(
                                "secret %s/%s".formatted(it.namespace(), secret),
                                () -> new NamedSecret(
                                        secret, api.pullSecret(it.namespace(), secret), Optional.empty())))
                        .orElse(unreadable ->
                                AsyncRead.of(new NamedSecret(secret, Optional.empty(), Optional.of(unreadable)))));
    }

    @Override
    public void close() {
        workloads.whenRead(Workloads::close);
    }
}
