package io.github.pullresponder.checks.identity;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.NamedPullSecret;

/** Checks that a role lets the identity of the cluster pull. Guide: 401, solution 1. */
final class PullRoleCheck extends CredentialCheck {

    PullRoleCheck() {
        super(
                "pull-role",
                "A role lets the identity of the cluster pull",
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
        if (identity instanceof NamedPullSecret) {
            return Verdict.notApplicable("the pod pulls with %s", identity.name());
        }
        return PullRoleVerdict.of(Cause.PULL_ROLE_MISSING, identity, pull);
    }
}
