package io.github.pullresponder.checks.identity;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;

/** Checks that AcrPull, or another role with pull access, is assigned to the pulling identity. Guide: 401, solution 1. */
final class PullRoleCheck extends AbstractCredentialCheck {

    PullRoleCheck() {
        super(
                "pull-role",
                "AcrPull is assigned to the pulling identity",
                Cause.PULL_ROLE_MISSING,
                Cause.PULL_ROLE_NOT_YET_EFFECTIVE,
                Cause.CREDENTIAL_CACHED_BY_KUBELET);
    }

    @Override
    protected boolean provesAccess() {
        return true;
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        if (identity instanceof ReferencedPullSecret) {
            return Verdict.notApplicable("the pod pulls with %s", identity.name());
        }
        return PullRoleVerdicts.of(Cause.PULL_ROLE_MISSING, identity, pull);
    }
}
