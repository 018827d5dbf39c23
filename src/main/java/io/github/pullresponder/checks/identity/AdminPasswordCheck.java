package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.PullSecretReference;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.read.EvidenceSubject;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.text.DisplayFormat;

/** Checks that the pull secret contains a current password of the registry's admin user. Guide: 401, solution 6. */
final class AdminPasswordCheck extends AbstractCredentialCheck {

    AdminPasswordCheck() {
        super(
                "admin-password",
                "The pull secret contains a current password of the registry's admin user",
                Cause.PULL_SECRET_PASSWORD_STALE);
    }

    @Override
    protected boolean provesAccess() {
        return true;
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        var admin = AdminUserPullSecret.in(identity, pull);
        var registry = pull.registry();
        if (!registry.adminUserEnabled()) {
            return notApplicable("the admin user of %s is disabled", registry.name());
        }
        if (StaleAdminPasswordFindings.isCurrent(admin.usable().login().password(), pull.adminPasswords())) {
            return ruledOut(
                    StaleAdminPasswordFindings.source(admin.secret(), registry),
                    "%s contains a current admin password",
                    admin.secret().name());
        }
        var finding = withRegeneration(StaleAdminPasswordFindings.in(admin.secret(), registry), admin, registry, pull);
        return confirmed(
                StaleAdminPasswordFindings.withRemedy(finding, PullSecretReference.of(admin.secret(), pull), registry));
    }

    /** Adds who regenerated the password and when, if that can be read. The finding does not depend on it. */
    private static Finding withRegeneration(
            Finding finding, AdminUserPullSecret admin, Registry registry, PullContext pull) {
        var created = admin.usable().createdAt();
        if (created.isEmpty()) {
            return finding;
        }
        var log = new FactSource(
                "ARM GET /subscriptions/" + registry.id().subscription()
                        + "/providers/Microsoft.Insights/eventtypes/management/values",
                EvidenceSubject.resource(registry.id()));
        try {
            return pull.regenerationsSince(created.get()).stream()
                    .findFirst()
                    .map(regeneration -> finding.because(
                            log,
                            "%s regenerated a password at %s; the secret is from %s",
                            regeneration.who(),
                            DisplayFormat.time(regeneration.when()),
                            DisplayFormat.time(created.get())))
                    .orElse(finding);
        } catch (EvidenceUnavailableException e) {
            return finding.because(
                    log, "the author and the time of the regeneration are not known: %s", e.getMessage());
        }
    }
}
