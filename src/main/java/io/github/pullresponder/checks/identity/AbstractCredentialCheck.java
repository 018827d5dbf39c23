package io.github.pullresponder.checks.identity;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.diagnosis.AbstractIdentityCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity.KubeletIdentity;
import java.util.Optional;

/** A check of one identity's credential. The kubelet identity can replace a pull secret: it has no password that expires. */
abstract class AbstractCredentialCheck extends AbstractIdentityCheck {

    AbstractCredentialCheck(String id, String question, Cause cause, Cause... others) {
        super(id, question, cause, others);
    }

    @Override
    protected final Optional<Remedy> alternativeToPullSecret(PullContext pull) {
        return pull.clusterIdentity()
                .filter(KubeletIdentity.class::isInstance)
                .filter(kubelet -> !pull.registryIsInAnotherTenant())
                .map(kubelet -> IdentityRemedies.orPullWithKubeletIdentity(
                        pull.pullerOf(kubelet), pull.cluster(), pull.registry()));
    }
}
