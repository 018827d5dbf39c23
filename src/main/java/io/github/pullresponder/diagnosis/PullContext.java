package io.github.pullresponder.diagnosis;

import io.github.pullresponder.diagnosis.PullFailure.PodName;
import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.Fact;
import io.github.pullresponder.evidence.Principal;
import io.github.pullresponder.evidence.Reads;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.ScaleSet;
import io.github.pullresponder.evidence.Unreadable;
import io.github.pullresponder.evidence.Unreadable.Reason;
import io.github.pullresponder.evidence.roles.PullAccess;
import io.github.pullresponder.evidence.roles.RoleAssignment;
import io.github.pullresponder.pull.ImageReference;
import io.github.pullresponder.pull.PullError;
import io.github.pullresponder.pull.PullErrorParser;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One pull and every question a check may ask about it.
 *
 * <p>Each question is read at most once per diagnosis, however many checks ask it. Its methods wait for their answer; they
 * throw {@link Unreadable} where there is none and {@link DoesNotApply} where the question makes no sense for this pull, and
 * a check lets both pass.
 */
public final class PullContext implements AutoCloseable {
    private static final String HTTPS_PORT = ":443";

    private final PullFailure failure;
    private final EvidenceSources sources;
    private final Reads reads;
    private final Clock clock;
    private final Fact<Cluster> cluster;
    private final RegistryFacts registries;
    private final Optional<WorkloadFacts> workload;
    private final Map<Object, Fact<?>> asked = new ConcurrentHashMap<>();

    PullContext(PullFailure failure, EvidenceSources sources, Reads reads, Clock clock) {
        this.failure = failure;
        this.sources = sources;
        this.reads = reads;
        this.clock = clock;
        var what = "cluster " + failure.cluster().name();
        this.cluster = reads.start(
                what,
                () -> sources.clusters()
                        .cluster(failure.cluster())
                        .orElseThrow(() -> Unreadable.because(Reason.NOT_FOUND, what)));
        this.registries = new RegistryFacts(sources, reads);
        this.workload = failure.pods().stream()
                .findFirst()
                .map(pod -> new WorkloadFacts(pod, cluster, sources, reads, failure));
    }

    public Instant now() {
        return clock.instant();
    }

    public List<PodName> pods() {
        return failure.pods();
    }

    public Cluster cluster() {
        return cluster.get();
    }

    /** The image as it was written: not yet known to be a valid reference. */
    public String imageText() {
        return failure.image()
                .or(() -> workload.map(facts -> facts.observed().image()))
                .orElse("");
    }

    public ImageReference image() {
        return ImageReference.find(imageText()).orElseThrow(() -> new DoesNotApply("the image reference is not valid"));
    }

    public PullError error() {
        return failure.message()
                .map(PullErrorParser::parse)
                .or(() -> workload.map(facts -> facts.observed().error()))
                .orElseGet(() -> PullErrorParser.parse(""));
    }

    Optional<ObservedPull> observed() {
        return workload.map(WorkloadFacts::observed);
    }

    /** The pool of the node that could not pull, where a node is known. */
    public Optional<String> nodePool() {
        return workload.flatMap(WorkloadFacts::nodePool);
    }

    /** The registry of the image, which must be an Azure one that the responder may see. */
    public Registry registry() {
        return registries.registry(loginServer()).get();
    }

    /** Whether the registry lies in another tenant than the cluster, as far as both say theirs. */
    public boolean registryIsInAnotherTenant() {
        var registryTenant = registries.entry(loginServer()).get().tenantId();
        var clusterTenant = cluster().tenantId();
        return registryTenant.isPresent()
                && clusterTenant.isPresent()
                && !clusterTenant.get().equalsIgnoreCase(registryTenant.get());
    }

    private String loginServer() {
        var host = hostWithoutDefaultPort();
        if (!AzureHosts.isRegistry(host)) {
            throw new DoesNotApply(host + " is not an Azure container registry");
        }
        return host;
    }

    private String hostWithoutDefaultPort() {
        var host = image().host();
        return host.endsWith(HTTPS_PORT) ? host.substring(0, host.length() - HTTPS_PORT.length()) : host;
    }

    /** Who is meant to pull: a pull secret that the pod names for this host, else the cluster's own identity. */
    public PullingIdentity identity() {
        return this.<PullingIdentity>once("identity", () -> {
                    var host = hostWithoutDefaultPort();
                    var secrets = workload.map(WorkloadFacts::pullSecrets).orElse(Fact.of(List.of()));
                    return cluster.with(secrets, (it, named) -> MeantToPull.from(host, namespace(), it, named));
                })
                .get();
    }

    private String namespace() {
        return failure.pods().stream().findFirst().map(PodName::namespace).orElse("");
    }

    /** The cluster's own identity, if that is who is meant to pull. */
    public ClusterIdentity clusterIdentity() {
        var identity = identity();
        if (identity instanceof PullingIdentity.NamedPullSecret secret) {
            throw new DoesNotApply("the pod pulls with " + secret.name());
        }
        return clusterPrincipal().get();
    }

    /** What the cluster's own identity may do at the registry, whoever is meant to pull. */
    public PullAccess clusterAccess() {
        var host = loginServer();
        var repository = image().repository();
        var registry = registries.registry(host);
        var definitions = registries.roleDefinitions(host);
        var principal = clusterPrincipal();
        var assignments = principal.then(it -> registries.assignedTo(it.objectId(), host));
        return PullAccess.of(
                principal.get().objectId(), assignments.get(), definitions.get(), registry.get(), repository, now());
    }

    /** What every principal's own assignments at the registry permit, by principal. */
    public Map<String, PullAccess> accessByPrincipal() {
        var host = loginServer();
        var registry = registries.registry(host);
        var definitions = registries.roleDefinitions(host);
        return registries.assignments(host).get().stream()
                .collect(Collectors.groupingBy(RoleAssignment::principalId))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        held -> PullAccess.of(
                                held.getKey(),
                                held.getValue(),
                                definitions.get(),
                                registry.get(),
                                image().repository(),
                                now())));
    }

    /** Those of the given principals that the directory knows. */
    public List<Principal> servicePrincipals(Set<String> objectIds) {
        return once(
                        Set.copyOf(objectIds),
                        () -> reads.start(
                                "service principals", () -> sources.directory().servicePrincipals(objectIds)))
                .get();
    }

    /** The scale sets that the cluster's nodes run on. */
    public List<ScaleSet> scaleSets() {
        return once(
                        "scale sets",
                        () -> cluster.then(it -> {
                            var group = it.id().resourceGroupNamed(it.nodeResourceGroup());
                            return reads.start(
                                    "scale sets", () -> sources.clusters().scaleSets(group));
                        }))
                .get();
    }

    private Fact<ClusterIdentity> clusterPrincipal() {
        return once(
                "cluster principal",
                () -> cluster.then(it -> it.kubeletIdentity()
                        .map(kubelet -> Fact.of(new ClusterIdentity(kubelet.name(), kubelet.objectId())))
                        .or(() -> it.servicePrincipalClientId().map(this::servicePrincipal))
                        .orElseThrow(() -> new DoesNotApply("the cluster names no identity that pulls"))));
    }

    private Fact<ClusterIdentity> servicePrincipal(String clientId) {
        var what = "the service principal of app " + clientId;
        return reads.start(
                what,
                () -> sources.directory()
                        .servicePrincipalOfApp(clientId)
                        .map(principal -> new ClusterIdentity(principal.displayName(), principal.objectId()))
                        .orElseThrow(() -> Unreadable.because(Reason.NOT_FOUND, what)));
    }

    @SuppressWarnings("unchecked")
    private <T> Fact<T> once(Object question, Supplier<Fact<T>> ask) {
        return (Fact<T>) asked.computeIfAbsent(question, unasked -> ask.get());
    }

    @Override
    public void close() {
        workload.ifPresent(WorkloadFacts::close);
    }
}
