package io.github.pullresponder.checks.identity;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;

/** Checks that the service principal in the pull secret has AcrPull or another role with pull access. Guide: 401, solution 5. */
final class PullSecretPrincipalRoleCheck extends AbstractCredentialCheck {

    PullSecretPrincipalRoleCheck() {
        super(
                "pull-secret-principal-role",
                "AcrPull is assigned to the service principal in the pull secret",
                Cause.PULL_SECRET_PRINCIPAL_HAS_NO_ROLE,
                Cause.PULL_ROLE_NOT_YET_EFFECTIVE,
                Cause.CREDENTIAL_CACHED_BY_KUBELET);
    }

    @Override
    protected boolean provesAccess() {
        return true;
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof ReferencedPullSecret)) {
            return Verdict.notApplicable("the pod names no pull secret for this registry");
        }
        return PullRoleVerdicts.of(Cause.PULL_SECRET_PRINCIPAL_HAS_NO_ROLE, identity, pull);
    }
}
