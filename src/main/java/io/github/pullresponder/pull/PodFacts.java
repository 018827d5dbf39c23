package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.cluster.NodeMachine;
import io.github.pullresponder.cluster.NodeMachine.UnknownMachine;
import io.github.pullresponder.cluster.NodeNameParser;
import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.ServiceAccountAnnotations;
import io.github.pullresponder.cluster.Workload;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.KubernetesObjects;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.pull.PullingIdentity.ServiceAccountIdentity;
import io.github.pullresponder.pull.PullingIdentity.ServiceAccountIdentityReference;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.read.RequestCache;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The data of one pod from the cluster's Kubernetes API; the logs replace it if that API cannot be read. */
final class PodFacts implements AutoCloseable {
    /** Owners whose image can be set; a Job's cannot, but that of its pod can. */
    private static final Set<String> SET_IMAGE = Set.of("deployment", "statefulset", "daemonset", "replicaset");

    /** Limited because a pod may name thousands, and each needs a read; the kubelet itself reads all. */
    private static final int MOST_SECRETS = 20;

    private final EvidenceSources sources;
    private final ReadExecutor reads;
    private final PodName name;
    private final AsyncRead<Cluster> cluster;
    private final AsyncRead<KubernetesObjects> workloads;
    private final AsyncRead<Pod> pod;
    private final AsyncRead<PodPullStatus> observed;
    private final AsyncRead<Optional<Node>> node;
    private final AsyncRead<Optional<String>> nodePool;
    private final AsyncRead<Map<String, ReadResult<Optional<PullSecret>>>> pullSecrets;
    private final RequestCache questions = new RequestCache();

    PodFacts(
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
        var wanted = failure.namedImage();
        this.observed = pod.with(events, (read, said) -> PodPullStatus.of(read, said, wanted))
                .orElse(this::fromLogs);
        this.node = observed.then(pull -> pull.node().map(this::nodeNamed).orElse(AsyncRead.of(Optional.empty())));
        this.nodePool = observed.then(pull -> pull.node().map(this::nodePoolOf).orElse(AsyncRead.of(Optional.empty())));
        this.pullSecrets = pod.then(this::secretsOf);
    }

    PodPullStatus observed() {
        return observed.get();
    }

    ServiceAccountIdentity asServiceAccount(ServiceAccountIdentityReference named) {
        return new ServiceAccountIdentity(pod.get().namespace(), pod.get().serviceAccount(), named);
    }

    /** The annotations of the pod's service account that name the pulling identity; a deleted service account names none. */
    AsyncRead<ServiceAccountAnnotations> pullAnnotations() {
        return pod.then(failing -> workloads.then(api -> reads.start(
                "annotations of service account %s/%s".formatted(failing.namespace(), failing.serviceAccount()),
                () -> api.pullAnnotations(failing.namespace(), failing.serviceAccount())
                        .orElseGet(() -> new ServiceAccountAnnotations(Optional.empty(), Optional.empty())))));
    }

    /** Returns true if the pod is known to be on a node, without waiting. */
    boolean isOnNode() {
        return observed.answered().flatMap(PodPullStatus::node).isPresent();
    }

    /** The failing node, if one is known. */
    AsyncRead<Optional<Node>> node() {
        return node;
    }

    AsyncRead<Optional<String>> nodePool() {
        return nodePool;
    }

    AsyncRead<Optional<String>> nodeName() {
        return observed.map(PodPullStatus::node);
    }

    /** The object that defines the image of the failing container, if a container has that image. */
    Optional<Workload> workloadOf(String image) {
        var failing = pod.get();
        return failing.containers().stream()
                .filter(container -> container.image().equals(image))
                .findFirst()
                .map(container -> failing.owner()
                        .filter(owner -> SET_IMAGE.contains(owner.kind()))
                        .map(owner -> new Workload(failing.namespace(), owner.kind(), owner.name(), container.name()))
                        .orElse(new Workload(failing.namespace(), "pod", failing.name(), container.name())));
    }

    String serviceAccount() {
        return pod.get().serviceAccount();
    }

    /** The last start of a container with an image of a registry in the cluster. */
    AsyncRead<Optional<Instant>> lastStart(String registryHost) {
        return questions.once(
                "last start " + registryHost,
                () -> workloads.then(
                        api -> reads.start("containers of " + registryHost, () -> api.lastStart(registryHost))));
    }

    /** All images of the pod: those of its containers, and those that it mounts. */
    AsyncRead<List<String>> images() {
        return pod.map(found -> Stream.concat(
                        found.containers().stream().map(Pod.Container::image), found.imageVolumes().stream())
                .toList());
    }

    /** The pull secrets of the pod, else those of its service account, by name; absent if there is none of that name. */
    AsyncRead<Map<String, ReadResult<Optional<PullSecret>>>> pullSecrets() {
        return pullSecrets;
    }

    private EvidenceUnavailableException noSuchPod() {
        return EvidenceUnavailableException.because(UnavailabilityReason.NOT_FOUND, "pod " + name);
    }

    private AsyncRead<PodPullStatus> fromLogs(EvidenceUnavailableException unreadable) {
        return cluster.then(logging -> logging.logWorkspace()
                        .map(workspace -> reads.start(
                                "workspace " + workspace.name(),
                                () -> sources.clusters()
                                        .workspaceCustomerId(workspace)
                                        .flatMap(id -> sources.logs()
                                                .newestPullFailure(id, logging.id(), name.namespace(), name.name()))))
                        .orElse(AsyncRead.of(Optional.empty())))
                .map(logged -> logged.map(PodPullStatus::of).orElseThrow(() -> unreadable))
                .orElse(logsUnreadable -> {
                    throw unreadable;
                });
    }

    private AsyncRead<Optional<Node>> nodeNamed(String name) {
        return workloads.then(api -> reads.start("node " + name, () -> api.node(name)));
    }

    /** Uses the node's own data to find its pool, if it was read; its name counts only for a scale set's instance. */
    private AsyncRead<Optional<String>> nodePoolOf(String name) {
        var fromName = NodeNameParser.poolOf(name);
        return node.map(found -> found.flatMap(Node::nodePool)
                        .or(() ->
                                found.filter(PodFacts::isOutsideOfScaleSets).isPresent() ? Optional.empty() : fromName))
                .orElse(unreadable -> AsyncRead.of(fromName));
    }

    private static boolean isOutsideOfScaleSets(Node node) {
        return !(node.machine() instanceof UnknownMachine || node.machine() instanceof NodeMachine.ScaleSetInstance);
    }

    private AsyncRead<Map<String, ReadResult<Optional<PullSecret>>>> secretsOf(Pod failing) {
        var namespace = failing.namespace();
        // Admission adds those of the service account only to a pod that names none; the kubelet reads only the
        // pod.
        return failing.imagePullSecrets().isEmpty()
                ? workloads
                        .then(api -> reads.start(
                                "service account %s/%s".formatted(namespace, failing.serviceAccount()),
                                () -> api.pullSecretsOfServiceAccount(namespace, failing.serviceAccount())))
                        .then(ofServiceAccount ->
                                AsyncRead.settled(firstSecrets(namespace, new LinkedHashSet<>(ofServiceAccount))))
                : AsyncRead.settled(firstSecrets(namespace, new LinkedHashSet<>(failing.imagePullSecrets())));
    }

    /** Reads the first secrets; one above the limit represents all of the others, with the limit as its error. */
    private Map<String, AsyncRead<Optional<PullSecret>>> firstSecrets(String namespace, Collection<String> names) {
        var secrets = new LinkedHashMap<String, AsyncRead<Optional<PullSecret>>>();
        for (var name : names) {
            if (secrets.size() == MOST_SECRETS) {
                secrets.put(
                        name,
                        AsyncRead.unread(EvidenceUnavailableException.limit(
                                "pull secrets of the pod", MOST_SECRETS, OptionalInt.of(names.size() - MOST_SECRETS))));
                break;
            }
            secrets.put(name, secretNamed(namespace, name));
        }
        return secrets;
    }

    private AsyncRead<Optional<PullSecret>> secretNamed(String namespace, String secret) {
        return questions.once(
                secret,
                () -> workloads.then(api -> reads.start(
                        "secret %s/%s".formatted(namespace, secret), () -> api.pullSecret(namespace, secret))));
    }

    @Override
    public void close() {
        workloads.onRead(KubernetesObjects::close);
    }
}
