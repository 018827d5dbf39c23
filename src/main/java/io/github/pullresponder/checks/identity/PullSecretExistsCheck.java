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
import io.github.pullresponder.pull.PullingIdentity.MissingSecretState;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.pull.PullingIdentity.WrongTypeSecretState;

/** Checks that the pod's pull secret exists. */
final class PullSecretExistsCheck extends AbstractCredentialCheck {

    PullSecretExistsCheck() {
        super("pull-secret-exists", "The pod's pull secret exists", Cause.PULL_SECRET_MISSING);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof ReferencedPullSecret secret)) {
            return notApplicable("the pod names no pull secret for this registry");
        }
        if (secret.state() instanceof MissingSecretState) {
            return confirmed(absent(secret, "does not exist", pull)
                    .because(
                            secret.source(),
                            "the pod or its service account names it, and namespace %s does not contain it",
                            secret.namespace())
                    .fix(PullSecretRemedies.createSecretWithToken(pull.registry(), pull, secret)));
        }
        if (secret.state() instanceof WrongTypeSecretState other) {
            return confirmed(absent(secret, "has the wrong type", pull)
                    .because(secret.source(), "its type is %s, not kubernetes.io/dockerconfigjson", other.type())
                    .fix(PullSecretRemedies.createSecretWithToken(pull.registry(), pull, secret)));
        }
        return ruledOut(secret.source(), "%s exists", secret.name());
    }

    private static Finding.Draft absent(ReferencedPullSecret secret, String what, PullContext pull) {
        return Finding.of(
                Cause.PULL_SECRET_MISSING,
                "%s uses %s, which %s"
                        .formatted(
                                pull.pods().isEmpty()
                                        ? "The pod"
                                        : "Pod " + pull.pods().get(0),
                                secret.name(),
                                what));
    }
}
