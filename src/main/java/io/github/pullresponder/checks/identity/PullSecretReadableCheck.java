package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.PullSecretRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.MalformedSecretState;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;

/** Checks that the kubelet can read the pull secret. */
final class PullSecretReadableCheck extends AbstractCredentialCheck {

    PullSecretReadableCheck() {
        super("pull-secret-readable", "The kubelet can read the pull secret", Cause.PULL_SECRET_MALFORMED);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof ReferencedPullSecret secret)) {
            return notApplicable("the pod names no pull secret for this registry");
        }
        if (!(secret.state() instanceof MalformedSecretState broken)) {
            return secret.usable().isPresent()
                    ? ruledOut(secret.source(), "%s is readable", secret.name())
                    : notApplicable("%s has no readable content", secret.name());
        }
        return confirmed(
                Finding.of(Cause.PULL_SECRET_MALFORMED, "The kubelet cannot read the %s".formatted(secret.name()))
                        .because(secret.source(), "%s", broken.why())
                        .fix(PullSecretRemedies.createSecretWithToken(pull.registry(), pull, secret)));
    }
}
