package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.PullSecretRemedies;
import io.github.pullresponder.cluster.DockerAuthsKey;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.pull.PullingIdentity.SimilarRegistrySecretState;
import java.util.stream.Collectors;

/** Checks that the pull secret is for the image's registry. */
final class PullSecretRegistryCheck extends AbstractCredentialCheck {

    PullSecretRegistryCheck() {
        super(
                "pull-secret-registry",
                "The pull secret is for the image's registry",
                Cause.PULL_SECRET_FOR_OTHER_REGISTRY);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof ReferencedPullSecret secret)) {
            return notApplicable("the pod names no pull secret for this registry");
        }
        if (!(secret.state() instanceof SimilarRegistrySecretState others)) {
            return secret.usable()
                    .<Verdict>map(usable -> ruledOut(
                            secret.source(),
                            "%s is for %s",
                            secret.name(),
                            usable.login().key().text()))
                    .orElseGet(() -> notApplicable("%s has no readable content", secret.name()));
        }
        return confirmed(Finding.of(
                        Cause.PULL_SECRET_FOR_OTHER_REGISTRY,
                        "The %s is not for %s, but for another registry"
                                .formatted(secret.name(), pull.image().host()))
                .because(
                        secret.source(),
                        "the keys of its auths are %s; none matches %s",
                        others.keys().stream()
                                .map(DockerAuthsKey::text)
                                .sorted()
                                .collect(Collectors.joining(", ")),
                        pull.image().host())
                .fix(PullSecretRemedies.createSecretWithToken(pull.registry(), pull, secret)));
    }
}
