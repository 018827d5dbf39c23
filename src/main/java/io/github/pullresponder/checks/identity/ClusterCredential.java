package io.github.pullresponder.checks.identity;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.checks.remedy.SecretRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.Credential;
import io.github.pullresponder.identity.PrincipalStatus;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.text.DisplayFormat;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The credentials of a service principal that clusters run on: looked at when a pull fails, and before they expire. */
public final class ClusterCredential {
    private ClusterCredential() {}

    public static Finding noneValid(EntraApp app, List<ResourceId> clusters) {
        return noneValid(app, clusters, IdentityRemedies::orManagedIdentity);
    }

    static Finding noneValid(EntraApp app, PullContext pull) {
        return noneValid(app, List.of(pull.cluster().id()), id -> orManagedIdentity(pull));
    }

    private static Finding noneValid(EntraApp app, List<ResourceId> clusters, Function<ResourceId, Remedy> otherWay) {
        var last = lastEnd(app);
        var finding = Finding.of(
                        Cause.CLUSTER_SECRET_EXPIRED,
                        "The service principal %s of %s has no valid credential".formatted(app.name(), names(clusters)))
                .because(
                        app.source(),
                        "%s",
                        last.map(end -> "the last of its credentials expired on " + DisplayFormat.day(end))
                                .orElse("its application holds no credential at all"));
        return mended(usedBy(finding, app, clusters), app, clusters, otherWay);
    }

    /** A valid credential is younger than the last pull, so the cluster may hold another one. */
    static Finding madeAfterLastPull(EntraApp app, Credential credential, Instant lastStart, PullContext pull) {
        var cluster = pull.cluster();
        var finding = Finding.of(
                        Cause.CLUSTER_SECRET_EXPIRED,
                        "%s may still hold an older credential of its service principal %s"
                                .formatted(cluster.name(), app.name()))
                .because(
                        app.source(),
                        "a %s of it was made at %s",
                        kind(credential),
                        DisplayFormat.time(credential.start().orElseThrow()))
                .because(
                        cluster.source(),
                        "the last container with an image of %s that runs there started before, at %s",
                        pull.registry().name(),
                        DisplayFormat.time(lastStart));
        return mended(finding, app, List.of(cluster.id()), id -> orManagedIdentity(pull));
    }

    private static Remedy orManagedIdentity(PullContext pull) {
        return IdentityRemedies.orManagedIdentity(pull.cluster(), pull.registry());
    }

    public static Optional<Instant> lastEnd(EntraApp app) {
        return app.credentials().stream()
                .flatMap(credential -> credential.end().stream())
                .max(Comparator.naturalOrder());
    }

    /** Nobody can sign in as the principal at all. */
    public static Finding unusable(EntraApp app, PrincipalStatus loss, List<ResourceId> clusters) {
        return unusable(
                app,
                loss,
                clusters,
                IdentityRemedies.bringBack(app, loss, Optional.empty()),
                IdentityRemedies::orManagedIdentity);
    }

    static Finding unusable(EntraApp app, PrincipalStatus loss, PullContext pull) {
        return unusable(
                app,
                loss,
                List.of(pull.cluster().id()),
                IdentityRemedies.bringBack(app, loss, Optional.of(pull.registry())),
                id -> orManagedIdentity(pull));
    }

    private static Finding unusable(
            EntraApp app,
            PrincipalStatus loss,
            List<ResourceId> clusters,
            Remedy bringBack,
            Function<ResourceId, Remedy> otherWay) {
        var finding = Finding.of(
                        Cause.CLUSTER_PRINCIPAL_GONE,
                        "The service principal of %s %s".formatted(names(clusters), loss.words()))
                .because(app.source(), "%s", loss.fact());
        finding = usedBy(finding, app, clusters).fix(bringBack);
        for (var cluster : clusters) {
            finding = finding.fix(otherWay.apply(cluster));
        }
        return finding;
    }

    /** One of its credentials expires soon; others may be valid for longer. */
    public static Finding expiring(EntraApp app, Credential credential, List<ResourceId> clusters, Instant now) {
        var end = credential.end().orElseThrow();
        var finding = ExpiringCredential.of(
                        "A %s of the service principal %s of %s"
                                .formatted(kind(credential), app.name(), names(clusters)),
                        end,
                        now)
                .because(
                        app.source(),
                        "%s %s ends at %s",
                        kind(credential),
                        credential.keyId(),
                        DisplayFormat.time(end));
        return mended(usedBy(finding, app, clusters), app, clusters, IdentityRemedies::orManagedIdentity)
                .fix(SecretRemedies.removeOld(app, credential));
    }

    /** Says which other credential is valid for longer, if there is one. */
    public static Finding besides(Finding finding, EntraApp app, Credential credential) {
        return app.credentials().stream()
                .filter(other -> endOf(other).isAfter(endOf(credential)))
                .max(Comparator.comparing(ClusterCredential::endOf))
                .map(other -> ExpiringCredential.besides(
                        finding, app.source(), "another %s of it".formatted(kind(other)), other.end(), "the nodes use"))
                .orElse(finding);
    }

    private static Instant endOf(Credential credential) {
        return credential.end().orElse(Instant.MAX);
    }

    private static String kind(Credential credential) {
        return switch (credential.kind()) {
            case PASSWORD -> "password";
            case CERTIFICATE -> "certificate";
        };
    }

    private static Finding usedBy(Finding finding, EntraApp app, List<ResourceId> clusters) {
        var told = finding;
        for (var cluster : clusters) {
            told = told.because(Source.arm(cluster), "the nodes of %s pull with app %s", cluster.name(), app.appId());
        }
        return told;
    }

    private static Finding mended(
            Finding finding, EntraApp app, List<ResourceId> clusters, Function<ResourceId, Remedy> otherWay) {
        var mended = finding;
        for (var cluster : clusters) {
            mended = mended.fix(IdentityRemedies.resetClusterCredential(app, cluster))
                    .fix(otherWay.apply(cluster));
        }
        return mended;
    }

    private static String names(List<ResourceId> clusters) {
        return DisplayFormat.list(clusters.stream().map(ResourceId::name).toList());
    }
}
