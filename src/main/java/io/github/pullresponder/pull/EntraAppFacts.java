package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.PullSecret.RegistryLogin;
import io.github.pullresponder.cluster.PullSecretUserName;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.pull.PullingIdentity.ClusterServicePrincipal;
import io.github.pullresponder.pull.PullingIdentity.KubeletIdentity;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.pull.PullingIdentity.UsableSecretState;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.ReadExecutor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The applications of a pull's identities, read in one batch: the cluster's, and those of its pull secrets. */
final class EntraAppFacts {
    private final AsyncRead<List<EntraApp>> apps;

    EntraAppFacts(
            AsyncRead<Cluster> cluster,
            AsyncRead<List<ReferencedPullSecret>> secrets,
            EvidenceSources sources,
            ReadExecutor reads) {
        this.apps = cluster.with(
                        secrets,
                        (read, named) -> Stream.concat(
                                        read.servicePrincipalClientId().stream(),
                                        named.stream().flatMap(secret -> appIdOf(secret).stream()))
                                .collect(Collectors.toSet()))
                .then(appIds -> appIds.isEmpty()
                        ? AsyncRead.of(List.of())
                        : reads.start("applications", () -> sources.directory().apps(appIds)));
    }

    PullPrincipal pullerOf(PullingIdentity identity) {
        if (identity instanceof KubeletIdentity kubelet) {
            return new PullPrincipal(kubelet.name(), kubelet.identity().objectId());
        }
        var app = appOf(identity);
        return app.servicePrincipal()
                .map(principal -> new PullPrincipal(app.name(), principal.objectId()))
                .orElseThrow(
                        () -> new NotApplicableException("app %s has no service principal".formatted(app.appId())));
    }

    EntraApp appOf(PullingIdentity identity) {
        var appId = appIdOf(identity)
                .orElseThrow(() -> new NotApplicableException(identity.name() + " is not a service principal"));
        return apps.get().stream()
                .filter(app -> app.appId().equals(appId))
                .findFirst()
                .orElseThrow(
                        () -> EvidenceUnavailableException.because(UnavailabilityReason.NOT_FOUND, "app " + appId));
    }

    private static Optional<String> appIdOf(PullingIdentity identity) {
        if (identity instanceof ClusterServicePrincipal principal) {
            return Optional.of(principal.clientId());
        }
        return identity instanceof ReferencedPullSecret secret
                ? secret.usable()
                        .map(UsableSecretState::login)
                        .map(RegistryLogin::userName)
                        .flatMap(PullSecretUserName::appId)
                : Optional.empty();
    }
}
