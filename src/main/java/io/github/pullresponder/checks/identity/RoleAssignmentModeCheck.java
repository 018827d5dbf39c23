package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.checks.remedy.PullRoleRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.PullAccess.GrantEffect;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.registry.RoleAssignmentMode;
import java.util.stream.Collectors;

/** Checks that the identity's roles take effect in the registry's role assignment mode. */
final class RoleAssignmentModeCheck extends AbstractCredentialCheck {

    RoleAssignmentModeCheck() {
        super(
                "pull-role-mode",
                "The identity's roles take effect in the registry's role assignment mode",
                Cause.PULL_ROLE_IGNORED_BY_ABAC);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        var registry = pull.registry();
        if (registry.roleAssignmentMode() != RoleAssignmentMode.ABAC) {
            return notApplicable("%s is not in ABAC mode", registry.name());
        }
        var access = pull.accessOf(identity);
        var ignored = access.with(GrantEffect.OTHER_MODE_ONLY);
        var counts = access.grants().stream()
                .anyMatch(grant -> grant.effect() != GrantEffect.OTHER_MODE_ONLY && grant.effect() != GrantEffect.NONE);
        if (ignored.isEmpty() || counts) {
            return ruledOut(
                    PullRoleRemedies.assignmentsAt(registry, pull.pullerOf(identity)),
                    "the role assignment mode of %s ignores no role of the identity",
                    registry.name());
        }
        var puller = pull.pullerOf(identity);
        var finding = Finding.of(
                        Cause.PULL_ROLE_IGNORED_BY_ABAC,
                        "The roles of %s have no effect: %s is in ABAC mode".formatted(puller.name(), registry.name()))
                .because(
                        registry.source(),
                        "the role assignment mode of %s is %s",
                        registry.name(),
                        registry.roleAssignmentMode().armName())
                .because(
                        PullRoleRemedies.assignmentsAt(registry, puller),
                        "%s has only %s, which takes effect in legacy mode",
                        puller.described(),
                        ignored.stream().map(PullRoleVerdicts::describe).collect(Collectors.joining(", ")));
        return confirmed(
                PullRoleRemedies.forPrincipal(puller, registry).addTo(finding).fix(IdentityRemedies.WAIT_FOR_ROLE));
    }
}
