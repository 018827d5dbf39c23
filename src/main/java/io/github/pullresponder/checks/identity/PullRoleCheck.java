package io.github.pullresponder.checks.identity;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.NamedPullSecret;

/** Does a role let the cluster's identity pull? Guide: 401, solution 1. */
final class PullRoleCheck extends CredentialCheck {

    @Override
    public String id() {
        return "pull-role";
    }

    @Override
    public String question() {
        return "Does a role let the cluster's identity pull?";
    }

    @Override
    boolean provesAccess() {
        return true;
    }

    @Override
    Verdict examine(PullingIdentity identity, PullContext pull) {
        if (identity instanceof NamedPullSecret) {
            return Verdict.notApplicable("the pod pulls with %s", identity.name());
        }
        return PullRoleVerdict.of(Cause.PULL_ROLE_MISSING, identity, pull);
    }
}
