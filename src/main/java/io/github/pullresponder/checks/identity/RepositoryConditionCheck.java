package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.checks.remedy.PullRoleRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.PullAccess.Effect;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;

/** Checks that no role assignment condition excludes the repository. */
final class RepositoryConditionCheck extends CredentialCheck {

    RepositoryConditionCheck() {
        super(
                "repository-condition",
                "No role assignment condition excludes the repository",
                Cause.REPOSITORY_NOT_IN_ROLE_CONDITION);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        var access = pull.accessOf(identity);
        var excluding = access.with(Effect.REPOSITORY_EXCLUDED);
        var open = access.grants().stream().anyMatch(grant -> switch (grant.effect()) {
            case GRANTS, NOT_YET_EFFECTIVE, CONDITION_UNCLEAR, ROLE_UNKNOWN -> true;
            case REPOSITORY_EXCLUDED, OTHER_MODE_ONLY, NONE -> false;
        });
        if (excluding.isEmpty() || open) {
            return ruledOut(
                    PullRoleRemedies.assignmentsAt(pull.registry(), pull.pullerOf(identity)),
                    "no condition leaves %s out",
                    pull.image().repository());
        }
        var registry = pull.registry();
        var puller = pull.pullerOf(identity);
        var draft = Finding.of(
                Cause.REPOSITORY_NOT_IN_ROLE_CONDITION,
                "The role conditions of %s leave repository %s out"
                        .formatted(puller.name(), pull.image().repository()));
        var conditions = excluding.stream()
                .map(grant -> Evidence.of(
                        PullRoleRemedies.assignmentsAt(registry, puller),
                        "%s applies only under the condition: %s",
                        PullRoleVerdict.told(grant),
                        grant.assignment().condition().orElse("")))
                .toList();
        return confirmed(draft.because(conditions)
                .fix(IdentityRemedies.includeRepository(
                        excluding, puller, pull.image().repository(), registry))
                .fix(IdentityRemedies.WAIT_FOR_ROLE));
    }
}
