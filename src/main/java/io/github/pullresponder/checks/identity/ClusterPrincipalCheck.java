package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.PrincipalFault;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.ClusterServicePrincipal;

/** Checks that the cluster's service principal exists and is enabled. Guide: 401, solution 2. */
final class ClusterPrincipalCheck extends AbstractCredentialCheck {

    ClusterPrincipalCheck() {
        super(
                "cluster-principal",
                "The cluster's service principal exists and is enabled",
                Cause.CLUSTER_PRINCIPAL_GONE);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof ClusterServicePrincipal)) {
            return notApplicable("%s is not the cluster's service principal", identity.name());
        }
        var app = pull.appOf(identity);
        var loss = PrincipalFault.of(app, pull.cluster().tenantId());
        if (loss.isEmpty()) {
            return ruledOut(app.source(), "%s exists and is enabled", app.name());
        }
        return confirmed(ClusterPrincipalFindings.unusable(app, loss.get(), pull));
    }
}
