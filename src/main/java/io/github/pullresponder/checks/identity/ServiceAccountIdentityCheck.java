package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.ServiceAccountIdentityRemedies;
import io.github.pullresponder.cluster.ServiceAccountAnnotations;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.FederatedApplication;
import io.github.pullresponder.pull.PullingIdentity.ServiceAccountDefaultIdentity;
import io.github.pullresponder.pull.PullingIdentity.ServiceAccountIdentity;
import io.github.pullresponder.pull.PullingIdentity.UnspecifiedIdentity;

/** Checks that the service account specifies an identity, if the nodes pull as the service accounts of pods. */
final class ServiceAccountIdentityCheck extends AbstractCredentialCheck {

    ServiceAccountIdentityCheck() {
        super("pull-identity-named", "The pod's service account specifies an identity", Cause.PULL_IDENTITY_NOT_NAMED);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof ServiceAccountIdentity account) || account.named() instanceof FederatedApplication) {
            return notApplicable("%s is not the identity of a service account", identity.name());
        }
        if (account.named() instanceof ServiceAccountDefaultIdentity byDefault) {
            return ruledOut(
                    pull.cluster().source(),
                    "the default identity for service accounts of %s is %s",
                    pull.cluster().name(),
                    byDefault.identity().name());
        }
        if (!(account.named() instanceof UnspecifiedIdentity)) {
            return ruledOut(
                    account.source(),
                    "service account %s specifies %s",
                    account.accountName(),
                    account.named().words());
        }
        return confirmed(Finding.of(
                        Cause.PULL_IDENTITY_NOT_NAMED,
                        "Service account %s specifies no identity for pulls, and %s has no default identity"
                                .formatted(account.accountName(), pull.cluster().name()))
                .because(
                        pull.cluster().source(),
                        "the nodes of %s pull with the identities of service accounts, and it has no default identity",
                        pull.cluster().name())
                .because(
                        account.source(),
                        "service account %s has no value in annotation %s",
                        account.accountName(),
                        ServiceAccountAnnotations.CLIENT_ID)
                .fix(ServiceAccountIdentityRemedies.nameIdentity(account, pull)));
    }
}
