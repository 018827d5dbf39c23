package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.checks.remedy.PullSecretRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;

/** Checks that the registry's admin user is enabled if a pull secret uses it. Guide: 401, solution 6. */
final class AdminUserCheck extends AbstractCredentialCheck {

    AdminUserCheck() {
        super("admin-user", "The registry's admin user is enabled if a pull secret uses it", Cause.ADMIN_USER_DISABLED);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        var admin = AdminUserPullSecret.in(identity, pull);
        var registry = pull.registry();
        if (registry.adminUserEnabled()) {
            return ruledOut(registry.source(), "the admin user of %s is enabled", registry.name());
        }
        return confirmed(Finding.of(
                        Cause.ADMIN_USER_DISABLED,
                        "The %s uses the admin user of %s, which is disabled"
                                .formatted(admin.secret().name(), registry.name()))
                .because(admin.secret().source(), "its user name is %s", registry.name())
                .because(registry.source(), "adminUserEnabled of %s is false", registry.name())
                .fix(PullSecretRemedies.createSecretWithToken(registry, pull, admin.secret()))
                .fix(IdentityRemedies.orEnableAdminUser(registry)));
    }
}
