package io.github.pullresponder.diagnosis;

import io.github.pullresponder.diagnosis.PullingIdentity.KubeletIdentity;
import io.github.pullresponder.diagnosis.PullingIdentity.NamedPullSecret;
import io.github.pullresponder.diagnosis.PullingIdentity.ServicePrincipal;
import io.github.pullresponder.diagnosis.PullingIdentity.Usable;
import io.github.pullresponder.evidence.App;
import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.Fact;
import io.github.pullresponder.evidence.PullSecret.Login;
import io.github.pullresponder.evidence.Reads;
import io.github.pullresponder.evidence.Unreadable;
import io.github.pullresponder.evidence.Unreadable.Reason;
import io.github.pullresponder.evidence.UserName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The applications behind the identities of a pull, read in one round: the cluster's, and those of its pull secrets. */
final class ApplicationFacts {
    private final Fact<List<App>> apps;

    ApplicationFacts(Fact<Cluster> cluster, Fact<List<NamedPullSecret>> secrets, EvidenceSources sources, Reads reads) {
        this.apps = cluster.with(
                        secrets,
                        (it, named) -> Stream.concat(
                                        it.servicePrincipalClientId().stream(),
                                        named.stream().flatMap(secret -> appIdOf(secret).stream()))
                                .collect(Collectors.toSet()))
                .then(appIds -> appIds.isEmpty()
                        ? Fact.of(List.of())
                        : reads.start("applications", () -> sources.directory().apps(appIds)));
    }

    Puller pullerOf(PullingIdentity identity) {
        if (identity instanceof KubeletIdentity kubelet) {
            return new Puller(kubelet.name(), kubelet.identity().objectId());
        }
        var app = appOf(identity);
        return app.servicePrincipal()
                .map(principal -> new Puller(app.name(), principal.objectId()))
                .orElseThrow(() -> new DoesNotApply("app %s has no service principal".formatted(app.appId())));
    }

    App appOf(PullingIdentity identity) {
        var appId =
                appIdOf(identity).orElseThrow(() -> new DoesNotApply(identity.name() + " is not a service principal"));
        return apps.get().stream()
                .filter(app -> app.appId().equals(appId))
                .findFirst()
                .orElseThrow(() -> Unreadable.because(Reason.NOT_FOUND, "app " + appId));
    }

    private static Optional<String> appIdOf(PullingIdentity identity) {
        if (identity instanceof ServicePrincipal principal) {
            return Optional.of(principal.clientId());
        }
        return identity instanceof NamedPullSecret secret
                ? secret.usable().map(Usable::login).map(Login::userName).flatMap(UserName::appId)
                : Optional.empty();
    }
}
