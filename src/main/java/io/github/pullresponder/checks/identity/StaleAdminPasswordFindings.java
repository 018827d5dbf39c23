package io.github.pullresponder.checks.identity;

import io.github.pullresponder.checks.remedy.PullSecretReference;
import io.github.pullresponder.checks.remedy.PullSecretRemedies;
import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.registry.Registry;
import java.util.List;

/** Builds the findings on a pull secret with an old password of a registry's admin user: found when a pull fails, and right after the change. */
public final class StaleAdminPasswordFindings {
    private StaleAdminPasswordFindings() {}

    public static boolean isCurrent(SecretValue held, List<SecretValue> current) {
        return current.stream().map(held::matches).reduce(false, Boolean::logicalOr);
    }

    /** Returns the finding without its remedy, so that the caller can add evidence first. */
    public static Finding in(ReferencedPullSecret secret, Registry registry) {
        return Finding.of(
                        Cause.PULL_SECRET_PASSWORD_STALE,
                        "The %s contains an old password of the admin user of %s"
                                .formatted(secret.name(), registry.name()))
                .because(
                        source(secret, registry),
                        "it matches neither of the two admin passwords of %s",
                        registry.name());
    }

    /** The comparison of a secret's password with the registry's. */
    public static FactSource source(ReferencedPullSecret secret, Registry registry) {
        return new FactSource(
                "ARM POST " + registry.id() + "/listCredentials",
                secret.source().subject());
    }

    public static Finding withRemedy(Finding finding, PullSecretReference secret, Registry registry) {
        return finding.fix(PullSecretRemedies.recreateWithAdminPassword(secret, registry));
    }
}
