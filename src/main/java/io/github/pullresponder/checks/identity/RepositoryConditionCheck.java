package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.checks.remedy.PullRoleRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.PullAccess;
import io.github.pullresponder.identity.PullAccess.GrantEffect;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;

/** Checks that no role assignment condition excludes the repository. */
final class RepositoryConditionCheck extends AbstractCredentialCheck {

    RepositoryConditionCheck() {
        super(
                "repository-condition",
                "No role assignment condition excludes the repository",
                Cause.REPOSITORY_NOT_IN_ROLE_CONDITION);
    }

    /** Returns true if a grant has a condition that excludes, or may exclude, the repository. */
    private static boolean dependsOnCondition(PullAccess access) {
        return access.grants().stream().anyMatch(grant -> switch (grant.effect()) {
            case REPOSITORY_EXCLUDED, CONDITION_UNCLEAR -> true;
            case ROLE_UNKNOWN -> grant.assignment().condition().isPresent();
            case GRANTS, NOT_YET_EFFECTIVE, OTHER_MODE_ONLY, NONE -> false;
        });
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        var access = pull.accessOf(identity);
        var excluding = access.with(GrantEffect.REPOSITORY_EXCLUDED);
        var registry = pull.registry();
        var puller = pull.pullerOf(identity);
        if (access.permitsPull() || access.nextToTakeEffect().isPresent() || !dependsOnCondition(access)) {
            return ruledOut(
                    PullRoleRemedies.assignmentsAt(registry, puller),
                    "no role condition excludes %s",
                    pull.image().repository());
        }
        var unclear = PullRoleVerdicts.unclear(access);
        if (unclear.isPresent()) {
            return unclear.get();
        }
        var draft = Finding.of(
                Cause.REPOSITORY_NOT_IN_ROLE_CONDITION,
                "The role assignment conditions of %s exclude repository %s"
                        .formatted(puller.name(), pull.image().repository()));
        var conditions = excluding.stream()
                .map(grant -> Evidence.of(
                        PullRoleRemedies.assignmentsAt(registry, puller),
                        "%s applies only under the condition: %s",
                        PullRoleVerdicts.describe(grant),
                        grant.assignment().condition().orElse("")))
                .toList();
        return confirmed(draft.because(conditions)
                .fix(IdentityRemedies.includeRepository(
                        excluding, puller, pull.image().repository(), registry))
                .fix(IdentityRemedies.WAIT_FOR_ROLE));
    }
}
