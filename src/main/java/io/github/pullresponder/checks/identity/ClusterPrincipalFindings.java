package io.github.pullresponder.checks.identity;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.checks.remedy.PullSecretRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.AppCredential;
import io.github.pullresponder.identity.PrincipalFault;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.text.DisplayFormat;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Builds the findings on the credentials of a cluster's service principal: examined when a pull fails, and before they expire. */
public final class ClusterPrincipalFindings {
    private ClusterPrincipalFindings() {}

    public static Finding noneValid(EntraApp app, List<ResourceId> clusters) {
        return noneValid(app, clusters, IdentityRemedies::orManagedIdentity);
    }

    static Finding noneValid(EntraApp app, PullContext pull) {
        return noneValid(app, List.of(pull.cluster().id()), id -> orManagedIdentity(pull));
    }

    private static Finding noneValid(
            EntraApp app, List<ResourceId> clusters, Function<ResourceId, Remedy> alternative) {
        var last = lastEnd(app);
        var finding = Finding.of(
                        Cause.CLUSTER_SECRET_EXPIRED,
                        "The service principal %s of %s has no valid credential".formatted(app.name(), names(clusters)))
                .because(
                        app.source(),
                        "%s",
                        last.map(end -> "the last of its credentials expired on " + DisplayFormat.day(end))
                                .orElse("its application has no credential"));
        return withRemedies(usedBy(finding, app, clusters), app, clusters, alternative);
    }

    /** A valid credential was created after the last pull, so the cluster may have another one. */
    static Finding madeAfterLastPull(EntraApp app, AppCredential credential, Instant lastStart, PullContext pull) {
        var cluster = pull.cluster();
        var finding = Finding.of(
                        Cause.CLUSTER_SECRET_EXPIRED,
                        "%s may still use an older credential of its service principal %s"
                                .formatted(cluster.name(), app.name()))
                .because(
                        app.source(),
                        "a %s of the principal was created at %s",
                        kind(credential),
                        DisplayFormat.time(credential.start().orElseThrow()))
                .because(
                        cluster.source(),
                        "the newest running container with an image of %s started before that, at %s",
                        pull.registry().name(),
                        DisplayFormat.time(lastStart));
        return withRemedies(finding, app, List.of(cluster.id()), id -> orManagedIdentity(pull));
    }

    private static Remedy orManagedIdentity(PullContext pull) {
        return IdentityRemedies.orManagedIdentity(pull.cluster(), pull.registry());
    }

    public static Optional<Instant> lastEnd(EntraApp app) {
        return app.credentials().stream()
                .flatMap(credential -> credential.end().stream())
                .max(Comparator.naturalOrder());
    }

    /** No one can sign in as the principal. */
    public static Finding unusable(EntraApp app, PrincipalFault loss, List<ResourceId> clusters) {
        return unusable(
                app,
                loss,
                clusters,
                IdentityRemedies.restorePrincipal(app, loss, Optional.empty()),
                IdentityRemedies::orManagedIdentity);
    }

    static Finding unusable(EntraApp app, PrincipalFault loss, PullContext pull) {
        return unusable(
                app,
                loss,
                List.of(pull.cluster().id()),
                IdentityRemedies.restorePrincipal(app, loss, Optional.of(pull.registry())),
                id -> orManagedIdentity(pull));
    }

    private static Finding unusable(
            EntraApp app,
            PrincipalFault loss,
            List<ResourceId> clusters,
            Remedy restoration,
            Function<ResourceId, Remedy> alternative) {
        var finding = Finding.of(
                        Cause.CLUSTER_PRINCIPAL_GONE,
                        "The service principal of %s %s".formatted(names(clusters), loss.words()))
                .because(app.source(), "%s", loss.fact());
        finding = usedBy(finding, app, clusters).fix(restoration);
        for (var cluster : clusters) {
            finding = finding.fix(alternative.apply(cluster));
        }
        return finding;
    }

    /** Returns the finding for a credential that expires soon; others may be valid for longer. */
    public static Finding expiring(EntraApp app, AppCredential credential, List<ResourceId> clusters, Instant now) {
        var end = credential.end().orElseThrow();
        var finding = ExpiringCredentialFindings.of(
                        "A %s of the service principal %s of %s"
                                .formatted(kind(credential), app.name(), names(clusters)),
                        end,
                        now)
                .because(
                        app.source(),
                        "%s %s expires at %s",
                        kind(credential),
                        credential.keyId(),
                        DisplayFormat.time(end));
        return withRemedies(usedBy(finding, app, clusters), app, clusters, IdentityRemedies::orManagedIdentity)
                .fix(PullSecretRemedies.removeOld(app, credential));
    }

    /** Adds another credential that is valid for longer, if there is one. */
    public static Finding withLongerValid(Finding finding, EntraApp app, AppCredential credential) {
        return app.credentials().stream()
                .filter(other -> endOf(other).isAfter(endOf(credential)))
                .max(Comparator.comparing(ClusterPrincipalFindings::endOf))
                .map(other -> ExpiringCredentialFindings.withLongerValid(
                        finding,
                        app.source(),
                        "another %s of the principal".formatted(kind(other)),
                        other.end(),
                        "the credential that the nodes use"))
                .orElse(finding);
    }

    private static Instant endOf(AppCredential credential) {
        return credential.end().orElse(Instant.MAX);
    }

    private static String kind(AppCredential credential) {
        return switch (credential.kind()) {
            case PASSWORD -> "password";
            case CERTIFICATE -> "certificate";
        };
    }

    private static Finding usedBy(Finding finding, EntraApp app, List<ResourceId> clusters) {
        var result = finding;
        for (var cluster : clusters) {
            result = result.because(
                    FactSource.arm(cluster), "the nodes of %s pull with app %s", cluster.name(), app.appId());
        }
        return result;
    }

    private static Finding withRemedies(
            Finding finding, EntraApp app, List<ResourceId> clusters, Function<ResourceId, Remedy> alternative) {
        var result = finding;
        for (var cluster : clusters) {
            result = result.fix(IdentityRemedies.resetClusterCredential(app, cluster))
                    .fix(alternative.apply(cluster));
        }
        return result;
    }

    private static String names(List<ResourceId> clusters) {
        return DisplayFormat.list(clusters.stream().map(ResourceId::name).toList());
    }
}
