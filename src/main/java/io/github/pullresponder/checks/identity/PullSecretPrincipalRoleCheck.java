package io.github.pullresponder.checks.identity;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.NamedPullSecret;

/** Does a role let the service principal in the pull secret pull? Guide: 401, solution 5. */
final class PullSecretPrincipalRoleCheck extends CredentialCheck {

    @Override
    public String id() {
        return "pull-secret-principal-role";
    }

    @Override
    public String question() {
        return "Does a role let the service principal in the pull secret pull?";
    }

    @Override
    boolean provesAccess() {
        return true;
    }

    @Override
    Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof NamedPullSecret)) {
            return Verdict.notApplicable("the pod names no pull secret for this registry");
        }
        return PullRoleVerdict.of(Cause.PULL_SECRET_PRINCIPAL_HAS_NO_ROLE, identity, pull);
    }
}
