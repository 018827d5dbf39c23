package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.IdentityBinding;
import io.github.pullresponder.cluster.KubernetesVersionParser;
import io.github.pullresponder.cluster.ServiceAccountAnnotations;
import io.github.pullresponder.cluster.ServiceAccountImagePullProfile;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.pull.PullingIdentity.AnnotatedIdentity;
import io.github.pullresponder.pull.PullingIdentity.FederatedApplication;
import io.github.pullresponder.pull.PullingIdentity.ServiceAccountDefaultIdentity;
import io.github.pullresponder.pull.PullingIdentity.ServiceAccountIdentity;
import io.github.pullresponder.pull.PullingIdentity.ServiceAccountIdentityReference;
import io.github.pullresponder.pull.PullingIdentity.UnspecifiedIdentity;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.RequestCache;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The identity that the nodes use for the pods of a service account. Each part is read on first use. */
final class ServiceAccountIdentityFacts {
    /** The first minor version in which the kubelet gives service account tokens to its credential provider. */
    private static final int FIRST_MINOR = 34;

    private final AsyncRead<Cluster> cluster;
    private final Optional<PodFacts> workload;
    private final EvidenceSources sources;
    private final ReadExecutor reads;
    private final RequestCache questions = new RequestCache();

    ServiceAccountIdentityFacts(
            AsyncRead<Cluster> cluster, Optional<PodFacts> workload, EvidenceSources sources, ReadExecutor reads) {
        this.cluster = cluster;
        this.workload = workload;
        this.sources = sources;
        this.reads = reads;
    }

    /** Returns true if a kubelet of that version can pull as a service account; an unknown version counts as one that can. */
    static boolean isPossibleFrom(String version) {
        return KubernetesVersionParser.minorOf(version).orElse(FIRST_MINOR) >= FIRST_MINOR;
    }

    ServiceAccountImagePullProfile profile() {
        return questions
                .once(
                        "profile",
                        () -> cluster.then(read -> reads.start(
                                "image pull profile", () -> sources.clusters().imagePullProfile(read.id()))))
                .get();
    }

    List<IdentityBinding> bindings() {
        return questions
                .once(
                        "bindings",
                        () -> cluster.then(read -> reads.start(
                                "identity bindings", () -> sources.clusters().identityBindings(read.id()))))
                .get();
    }

    /** The identity of the pod's service account on a cluster whose nodes pull as service accounts. */
    ServiceAccountIdentity identity() {
        var profile = profile();
        return workload.map(facts -> facts.asServiceAccount(named(annotations(facts), profile)))
                .orElseThrow(() -> EvidenceUnavailableException.beyond(
                        "the nodes of %s pull as the service accounts of pods, and no pod is known",
                        cluster.get().name()));
    }

    /** The identity in annotations, although the cluster's nodes are not known to read them. */
    Optional<PullingIdentity> annotatedIdentity() {
        return workload.flatMap(facts -> {
            var annotations = annotations(facts);
            return annotations
                    .clientIdWithTenant()
                    .map(clientId ->
                            facts.asServiceAccount(new FederatedApplication(clientId, annotations.tenantId())));
        });
    }

    /** An annotation without a value is an identity too: the provider then does not use the default. */
    private static ServiceAccountIdentityReference named(
            ServiceAccountAnnotations annotations, ServiceAccountImagePullProfile profile) {
        return annotations
                .clientId()
                .<ServiceAccountIdentityReference>map(clientId -> clientId.isEmpty()
                        ? new UnspecifiedIdentity()
                        : new AnnotatedIdentity(clientId, annotations.tenantId()))
                .or(() -> profile.defaultIdentity().map(ServiceAccountDefaultIdentity::new))
                .orElseGet(UnspecifiedIdentity::new);
    }

    private ServiceAccountAnnotations annotations(PodFacts facts) {
        return questions.once("annotations", facts::pullAnnotations).get();
    }

    /** The binding of an identity; empty if the cluster has none for it. */
    Optional<IdentityBinding> bindingOf(ServiceAccountIdentity identity) {
        return bindings().stream()
                .filter(binding -> isOf(identity.named(), binding))
                .findFirst();
    }

    private static boolean isOf(ServiceAccountIdentityReference named, IdentityBinding binding) {
        if (named instanceof AnnotatedIdentity annotation) {
            return binding.clientId().equalsIgnoreCase(annotation.clientId());
        }
        return named instanceof ServiceAccountDefaultIdentity byDefault
                && binding.identity().equals(byDefault.identity());
    }

    /**
     * The application of the identity in the directory.
     *
     * @throws NotApplicableException if its client id is not known
     * @throws EvidenceUnavailableException if it signs in to a tenant whose directory is not read
     */
    EntraApp app(ServiceAccountIdentity identity) {
        requireReadTenant(identity);
        var clientId = clientIdOf(identity)
                .orElseThrow(() ->
                        new NotApplicableException("the client id of %s is not known".formatted(identity.name())));
        var app = questions
                .once(
                        "app " + clientId,
                        () -> reads.start(
                                "application " + clientId,
                                () -> sources.directory().apps(Set.of(clientId)).stream()
                                        .findFirst()
                                        .orElseThrow(() -> EvidenceUnavailableException.because(
                                                UnavailabilityReason.NOT_FOUND, "application " + clientId))))
                .get();
        if (app.servicePrincipal().isEmpty() && identity.named().tenant().isPresent() && !signsInHere(identity)) {
            throw ofAnotherTenant(identity);
        }
        return app;
    }

    /** Only the directory of the cluster's tenant is read. */
    private void requireReadTenant(ServiceAccountIdentity identity) {
        if (identity.named().tenant().isPresent() && cluster.get().tenantId().isPresent() && !signsInHere(identity)) {
            throw ofAnotherTenant(identity);
        }
    }

    private boolean signsInHere(ServiceAccountIdentity identity) {
        var own = cluster.get().tenantId();
        return identity.named()
                .tenant()
                .filter(named -> own.filter(named::equalsIgnoreCase).isPresent())
                .isPresent();
    }

    private static EvidenceUnavailableException ofAnotherTenant(ServiceAccountIdentity identity) {
        return EvidenceUnavailableException.notVisible(
                BlindSpot.DIRECTORY_OF_ANOTHER_TENANT,
                "%s signs in to tenant %s, whose directory is not read",
                identity.name(),
                identity.named().tenant().orElseThrow());
    }

    private Optional<String> clientIdOf(ServiceAccountIdentity identity) {
        if (identity.named() instanceof AnnotatedIdentity annotation) {
            return Optional.of(annotation.clientId());
        }
        if (identity.named() instanceof FederatedApplication federation) {
            return Optional.of(federation.clientId());
        }
        return bindingOf(identity).map(IdentityBinding::clientId);
    }

    /**
     * The principal that the registry sees, from the identity binding, else from the directory.
     *
     * @throws NotApplicableException if there is no such principal
     * @throws EvidenceUnavailableException if it signs in to a tenant whose directory is not read
     */
    PullPrincipal pullerOf(ServiceAccountIdentity identity) {
        requireReadTenant(identity);
        if (identity.named() instanceof UnspecifiedIdentity) {
            throw new NotApplicableException("service account %s names no identity".formatted(identity.accountName()));
        }
        var known = PullContext.optionally(() -> app(identity));
        if (known.filter(app -> app.servicePrincipal().isEmpty()).isPresent()) {
            throw new NotApplicableException(
                    "%s does not exist".formatted(identity.named().words()));
        }
        var binding = identity.named() instanceof FederatedApplication
                ? Optional.<IdentityBinding>empty()
                : PullContext.orEmpty(() -> bindingOf(identity));
        return binding.map(bound -> new PullPrincipal(bound.identity().name(), bound.objectId()))
                .orElseGet(() -> {
                    var app = app(identity);
                    return new PullPrincipal(
                            app.name(), app.servicePrincipal().orElseThrow().objectId());
                });
    }

    /** The resource id of an identity without a binding, if the directory contains it. */
    Optional<ResourceId> resourceIdOf(ServiceAccountIdentity identity) {
        if (identity.named() instanceof ServiceAccountDefaultIdentity byDefault) {
            return Optional.of(byDefault.identity());
        }
        return PullContext.optionally(() -> app(identity))
                .flatMap(EntraApp::servicePrincipal)
                .map(EntraApp.ServicePrincipal::objectId)
                .flatMap(objectId -> PullContext.optionally(() -> reads.start(
                                "service principal " + objectId,
                                () -> sources.directory().servicePrincipals(Set.of(objectId)))
                        .get()))
                .stream()
                .flatMap(List::stream)
                .flatMap(principal -> principal.alternativeNames().stream())
                .filter(name -> name.startsWith("/subscriptions/"))
                .map(ResourceId::parse)
                .findFirst();
    }
}
