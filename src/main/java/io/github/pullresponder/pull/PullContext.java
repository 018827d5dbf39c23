package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.AcrPullBinding;
import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.IdentityBinding;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.cluster.Workload;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.identity.DenyAssignment;
import io.github.pullresponder.identity.DirectoryServicePrincipal;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.PullAccess;
import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.image.RegistryHostNormalizer;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.pull.PullingIdentity.ClusterServicePrincipal;
import io.github.pullresponder.pull.PullingIdentity.KubeletIdentity;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.pull.PullingIdentity.ServiceAccountIdentity;
import io.github.pullresponder.pull.PullingIdentity.UnreadSecretState;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.read.RequestCache;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.registry.CacheRule;
import io.github.pullresponder.registry.CredentialRegeneration;
import io.github.pullresponder.registry.CredentialSet;
import io.github.pullresponder.registry.MicrosoftRegistryHosts;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryResourceHealth;
import io.github.pullresponder.registry.RegistryToken;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.resource.ResourceId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One pull, with every question that a check may ask about it.
 *
 * <p>Each question is read at most once per diagnosis, for all checks together. The methods wait for their answer. They throw
 * {@link EvidenceUnavailableException} if there is none and {@link NotApplicableException} if the question does not apply to this pull;
 * checks let both propagate.
 */
public final class PullContext implements AutoCloseable {
    private final PullFailure failure;
    private final EvidenceSources sources;
    private final ReadExecutor reads;
    private final Clock clock;
    private final AsyncRead<Cluster> cluster;
    private final RegistryFacts registries;
    private final KeyVaultFacts vaults;
    private final Optional<PodFacts> workload;
    private final ServiceAccountIdentityFacts serviceAccounts;
    private final NodeFacts nodes;
    private final RequestCache questions = new RequestCache();

    public PullContext(PullFailure failure, EvidenceSources sources, ReadExecutor reads, Clock clock) {
        if (!failure.namesPodOrImage()) {
            throw new IllegalArgumentException("a pull failure names a pod or an image");
        }
        this.failure = failure;
        this.sources = sources;
        this.reads = reads;
        this.clock = clock;
        var what = "cluster " + failure.cluster().name();
        this.cluster = reads.start(
                what,
                () -> sources.clusters()
                        .cluster(failure.cluster())
                        .orElseThrow(() -> EvidenceUnavailableException.because(UnavailabilityReason.NOT_FOUND, what)));
        this.registries = new RegistryFacts(sources, reads);
        this.vaults = new KeyVaultFacts(sources, reads);
        this.workload =
                failure.pods().stream().findFirst().map(pod -> new PodFacts(pod, cluster, sources, reads, failure));
        this.serviceAccounts = new ServiceAccountIdentityFacts(cluster, workload, sources, reads);
        this.nodes = new NodeFacts(cluster, workload, sources, reads);
    }

    /** The answer to a question that improves a finding but does not decide it; absent if there is none. */
    public static <T> Optional<T> optionally(Supplier<T> question) {
        return orEmpty(() -> Optional.of(question.get()));
    }

    /** The answer to an optional question that may also have an empty answer. */
    public static <T> Optional<T> orEmpty(Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (EvidenceUnavailableException | NotApplicableException e) {
            return Optional.empty();
        }
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

    /** The image as it was written: not necessarily a valid reference. */
    public String imageText() {
        return failure.image().map(this::withTagOfPod).orElseGet(() -> stated().image());
    }

    /** Adds the tag or digest of the pod's own reference, which an alert may omit. */
    private String withTagOfPod(String image) {
        return failure.isPredicted() || failure.message().isPresent()
                ? image
                : orEmpty(this::observed)
                        .map(PodPullStatus::image)
                        .filter(ofPod -> EffectivePullError.isOfItsRepository(image, ofPod))
                        .orElse(image);
    }

    public ImageReference image() {
        return ImageReference.find(imageText())
                .orElseThrow(() -> new NotApplicableException("the image reference is not valid"));
    }

    public PullError error() {
        return failure.isPredicted() ? EffectivePullError.NOTHING.error() : stated().error();
    }

    /** A note for the reader about the message of the trigger. */
    public Optional<TriggerMessageNote> messageNote() {
        return stated().note();
    }

    private EffectivePullError stated() {
        if (failure.message().isEmpty()) {
            return workload.map(PodFacts::observed)
                    .map(observed -> failure.image()
                            .map(image -> EffectivePullError.byPod(image, observed))
                            .orElseGet(() -> EffectivePullError.byPod(observed)))
                    .orElse(EffectivePullError.NOTHING);
        }
        var message = failure.message().get();
        var image = failure.image();
        if (image.isPresent()) {
            return EffectivePullError.byMessage(image.get(), message, orEmpty(this::observed));
        }
        // A message with an image is sufficient if its pod cannot be read.
        var observed = failure.namedImage().isPresent() ? orEmpty(this::observed) : observed();
        return observed.map(pull -> EffectivePullError.byMessage(message, pull))
                .orElseGet(
                        () -> EffectivePullError.byMessage(failure.namedImage().orElse(""), message, Optional.empty()));
    }

    /** A time before which the error was not reported, by the clock of the cluster's API server; absent if only the message is known. */
    public Optional<Instant> reportedSince() {
        return history().filter(pull -> pull.error().equals(error())).flatMap(PodPullStatus::recorded);
    }

    Optional<PodPullStatus> observed() {
        return workload.map(PodFacts::observed);
    }

    /** The times, number and place of the failures; absent if nothing has failed. */
    public Optional<PodPullStatus> history() {
        return failure.isPredicted() ? Optional.empty() : orEmpty(this::observed);
    }

    /** The failing node, and the machines of the cluster's nodes. */
    public NodeFacts nodes() {
        return nodes;
    }

    /** The registry of the image, which must be an Azure registry that is visible to Pull Responder. */
    public Registry registry() {
        return registries.registry(loginServer()).get();
    }

    /** The tenant of the registry, if Resource Graph returns it. */
    public Optional<String> registryTenant() {
        return registries.entry(loginServer()).get().tenantId();
    }

    /** Returns true if the registry is in another tenant than the cluster; false if one of the two is unknown. */
    public boolean registryIsInAnotherTenant() {
        var registryTenant = registryTenant();
        var clusterTenant = cluster().tenantId();
        return registryTenant.isPresent()
                && clusterTenant.isPresent()
                && !clusterTenant.get().equalsIgnoreCase(registryTenant.get());
    }

    private String loginServer() {
        var host = host();
        if (!AzureRegistryHosts.isRegistry(host)) {
            throw new NotApplicableException(host + " is not an Azure container registry");
        }
        return AzureRegistryHosts.loginServerOf(host);
    }

    /** The host of the image, without the default port. */
    public String host() {
        return RegistryHostNormalizer.withoutDefaultPort(image().host());
    }

    /** Every registry that is visible to Pull Responder. */
    public List<ResourceGraphRegistry> visibleRegistries() {
        return registries.visible().get();
    }

    /** The names of the subscriptions that were searched for registries. */
    public List<String> searchedSubscriptions() {
        return registries.searchedSubscriptions().get();
    }

    /** The replicas of the registry. */
    public ReplicaFacts replicas() {
        return new ReplicaFacts(registries, registry(), images());
    }

    /** The time of the last failed pull of the image, if it is known. */
    public Optional<Instant> failedAt() {
        return failure.message().isPresent()
                ? Optional.empty()
                : orEmpty(this::observed)
                        .filter(pull -> EffectivePullError.isSameImage(imageText(), pull.image()))
                        .flatMap(PodPullStatus::last);
    }

    /** Azure's own assessment of the registry's health. */
    public RegistryResourceHealth registryHealth() {
        return registries.health(loginServer()).get();
    }

    /** The registry's own answers about the image. */
    public ImageFacts images() {
        var entry = registries.entry(loginServer());
        return questions
                .once("images", () -> AsyncRead.of(new ImageFacts(entry, image(), sources, reads)))
                .get();
    }

    /** The rule of the artifact cache that fetches the image from another registry, if one does. */
    public Optional<CacheRule> cacheRule() {
        return CacheRule.serving(
                image().repository(), registries.cacheRules(loginServer()).get());
    }

    /** The credential set of a cache rule; absent if it does not exist. */
    public Optional<CredentialSet> credentialSet(ResourceId id) {
        return registries.credentialSet(id).get();
    }

    /** The object that the image is set on, where a pod is known. */
    public Optional<Workload> workload() {
        return workload.flatMap(facts -> facts.workloadOf(imageText()));
    }

    /** The last time that a container with an image of this registry started in the cluster, where a pod is known. */
    public Optional<Instant> lastStart() {
        return workload.flatMap(facts -> facts.lastStart(host()).get());
    }

    /** The service account of the pod, where a pod is known. */
    public Optional<String> serviceAccount() {
        return workload.map(PodFacts::serviceAccount);
    }

    /** The intended pulling identity: the first pull secret for the image, else the cluster's own identity, else none. */
    public PullingIdentity identity() {
        var secrets = pullSecrets();
        for (var secret : secrets) {
            if (secret.state() instanceof UnreadSecretState unread) {
                throw unread.why();
            }
        }
        return secrets.stream()
                .<PullingIdentity>map(secret -> secret)
                .findFirst()
                .or(this::clusterIdentity)
                .orElseGet(PullingIdentity.Anonymous::new);
    }

    /** The pull secrets of the pod that are intended for this image. */
    public List<ReferencedPullSecret> pullSecrets() {
        return secrets().get();
    }

    /** The object from which a controller creates and renews a pull secret, if one does. */
    public Optional<AcrPullBinding> acrPullBindingOf(ReferencedPullSecret secret) {
        return workload.map(facts -> facts.pullSecrets().get().get(secret.secret()))
                .filter(ReadResult::isRead)
                .flatMap(ReadResult::get)
                .flatMap(PullSecret::madeBy);
    }

    /** The identity with which the cluster's nodes pull, regardless of pull secrets. */
    public Optional<PullingIdentity> clusterIdentity() {
        orEmpty(nodes::node).ifPresent(NodeFacts::requireMachine);
        var cluster = cluster();
        if (cluster.kubeletIdentity().isPresent() && pullsAsServiceAccount()) {
            return Optional.of(serviceAccounts.identity());
        }
        return cluster.kubeletIdentity()
                .<PullingIdentity>map(KubeletIdentity::new)
                .or(() -> cluster.servicePrincipalClientId().map(ClusterServicePrincipal::new));
    }

    /**
     * Returns true if the node uses the identity of the pod's service account for this image. For a mirrored image, as in network-isolated
     * clusters with those of {@code mcr.microsoft.com}, it uses the kubelet identity.
     */
    private boolean pullsAsServiceAccount() {
        return AzureRegistryHosts.isRegistry(host())
                && nodes.kubeletVersions().stream().anyMatch(ServiceAccountIdentityFacts::isPossibleFrom)
                && serviceAccounts.profile().isEnabled();
    }

    /**
     * An identity in annotations of the pod's service account although the cluster does not use such identities: nodes whose credential
     * provider was configured manually may use it.
     */
    public Optional<PullingIdentity> annotatedIdentity() {
        return clusterIdentity().filter(KubeletIdentity.class::isInstance).isPresent()
                ? serviceAccounts.annotatedIdentity()
                : Optional.empty();
    }

    /** The identity binding of a service account's identity; empty if the cluster has none for it. */
    public Optional<IdentityBinding> bindingOf(ServiceAccountIdentity identity) {
        return serviceAccounts.bindingOf(identity);
    }

    /** All identity bindings of the cluster. */
    public List<IdentityBinding> identityBindings() {
        return serviceAccounts.bindings();
    }

    /** The resource id of a service account's identity, if it can be found. */
    public Optional<ResourceId> resourceIdOf(ServiceAccountIdentity identity) {
        return serviceAccounts.resourceIdOf(identity);
    }

    private AsyncRead<List<ReferencedPullSecret>> secrets() {
        var image = image();
        var namespace =
                failure.pods().stream().findFirst().map(PodName::namespace).orElse("");
        return questions.once(
                "secrets",
                () -> workload.map(pod -> pod.images().with(pod.pullSecrets(), (images, named) -> {
                            var intended = new PullSecretMatcher(image, images);
                            return named.entrySet().stream()
                                    .flatMap(secret ->
                                            intended.from(namespace, secret.getKey(), secret.getValue()).stream())
                                    .toList();
                        }))
                        .orElse(AsyncRead.of(List.of()))
                        .orElse(unreadable -> AsyncRead.of(List.of(
                                new ReferencedPullSecret(namespace, "(unknown)", new UnreadSecretState(unreadable))))));
    }

    /** Starts the reads that checks of credentials need, so that no check waits for them one by one. */
    public void prefetchCredentials() {
        var host = loginServer();
        registries.registry(host);
        registries.roleDefinitions(host);
        registries.assignments(host);
        registries.denyAssignments(host);
        nodes.prefetch();
        applications();
        cluster.onRead(
                read -> read.kubeletIdentity().ifPresent(kubelet -> registries.assignedTo(kubelet.objectId(), host)));
    }

    /**
     * The principal of an identity.
     *
     * @throws NotApplicableException if it has none in the directory, or was deleted
     */
    public PullPrincipal pullerOf(PullingIdentity identity) {
        if (identity instanceof ServiceAccountIdentity account) {
            return serviceAccounts.pullerOf(account);
        }
        rejectTokens(identity);
        return applications().pullerOf(identity);
    }

    /**
     * The application of a service principal in the directory.
     *
     * @throws NotApplicableException if the identity is not a service principal
     */
    public EntraApp appOf(PullingIdentity identity) {
        if (identity instanceof ServiceAccountIdentity account) {
            return serviceAccounts.app(account);
        }
        rejectTokens(identity);
        return applications().appOf(identity);
    }

    /** Excludes tokens: a token's name can look like an application's id. An unread name is most likely an application. */
    private void rejectTokens(PullingIdentity identity) {
        if (identity instanceof ReferencedPullSecret secret && isToken(secret)) {
            throw new NotApplicableException(secret.name() + " uses a registry token");
        }
    }

    private boolean isToken(ReferencedPullSecret secret) {
        try {
            return secret.usable()
                    .flatMap(usable -> usable.login().userName().appId())
                    .flatMap(this::registryToken)
                    .isPresent();
        } catch (EvidenceUnavailableException e) {
            return false;
        }
    }

    private EntraAppFacts applications() {
        var intended = secrets();
        return questions
                .once("applications", () -> AsyncRead.of(new EntraAppFacts(cluster, intended, sources, reads)))
                .get();
    }

    /** The access that an identity has at the registry. */
    public PullAccess accessOf(PullingIdentity identity) {
        var host = loginServer();
        var registry = registries.registry(host);
        var definitions = registries.roleDefinitions(host);
        var objectId = pullerOf(identity).objectId();
        var assignments = registries.assignedTo(objectId, host);
        return PullAccess.of(
                objectId, assignments.get(), definitions.get(), registry.get(), image().repository(), now());
    }

    /** The deny assignments at the registry and above it. */
    public List<DenyAssignment> denyAssignments() {
        return registries.denyAssignments(loginServer()).get();
    }

    /** Both passwords of the registry's admin user. */
    public List<SecretValue> adminPasswords() {
        return registries.adminPasswords(loginServer()).get();
    }

    /** A token of the registry by its name. */
    public Optional<RegistryToken> registryToken(String name) {
        return registries.token(name, loginServer()).get();
    }

    /** Regenerations of the registry's admin passwords since then, newest first. */
    public List<CredentialRegeneration> regenerationsSince(Instant since) {
        return registries.regenerations(since, loginServer()).get();
    }

    /** The access that every principal's own assignments at the registry give, by principal. */
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

    /** The principals in the directory with the given object ids. */
    public List<DirectoryServicePrincipal> servicePrincipals(Set<String> objectIds) {
        return questions
                .once(
                        Set.copyOf(objectIds),
                        () -> reads.start(
                                "service principals", () -> sources.directory().servicePrincipals(objectIds)))
                .get();
    }

    /** The network path from the nodes to the registry, which may be Microsoft's own. */
    public PullPath path() {
        if (!MicrosoftRegistryHosts.isLoginServer(host())) {
            var loginServer = loginServer();
            // Started before anything is waited for: the nodes' network does not depend on the registry.
            var facts = networkFacts(() -> NetworkFacts.TargetRegistryFacts.registry(loginServer, registries));
            var path = new PullPath(cluster(), registry(), facts, error());
            return path.with(() -> facts.connectedGroups(path.unconnected()));
        }
        var bootstrap = cluster().network().bootstrapRegistry();
        if (bootstrap.isPresent()) {
            throw new NotApplicableException("the nodes of %s take the images of %s from registry %s"
                    .formatted(cluster().name(), host(), bootstrap.get().name()));
        }
        var facts = networkFacts(NetworkFacts.TargetRegistryFacts::microsoftRegistry);
        return PullPath.toMicrosoftRegistry(cluster(), facts, error());
    }

    private NetworkFacts networkFacts(Supplier<NetworkFacts.TargetRegistryFacts> target) {
        return questions
                .once(
                        "network",
                        () -> AsyncRead.of(new NetworkFacts(
                                target.get(),
                                cluster,
                                workload,
                                nodes,
                                new NetworkPartsReader(sources.networks(), reads))))
                .get();
    }

    /** The vaults of encryption keys. */
    public KeyVaultFacts vaults() {
        return vaults;
    }

    @Override
    public void close() {
        workload.ifPresent(PodFacts::close);
    }
}
