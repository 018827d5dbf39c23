package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.PullSecretReference;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import java.util.List;
import java.util.Optional;

/** Checks that the password in the pull secret is a valid credential of its service principal. Guide: 401, solution 5. */
final class PullSecretPrincipalCheck extends AbstractCredentialCheck {

    PullSecretPrincipalCheck() {
        super(
                "pull-secret-principal",
                "The password in the pull secret is a valid credential of its service principal",
                Cause.PULL_SECRET_PRINCIPAL_EXPIRED);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof ReferencedPullSecret secret)
                || secret.usable().isEmpty()) {
            return notApplicable("no pull secret has a login for this registry");
        }
        var app = pull.appOf(identity);
        var password = secret.usable().get().login().password();
        var held = PrincipalPasswordStatus.of(app, password, pull.cluster().tenantId(), secret.name(), pull.now());
        var here = List.of(PullSecretReference.of(secret, pull));
        if (held instanceof PrincipalPasswordStatus.UnusablePrincipal unusable) {
            return confirmed(
                    PullSecretCredentialFindings.unusable(app, unusable.loss(), here, Optional.of(pull.registry())));
        }
        if (held instanceof PrincipalPasswordStatus.Expired expired) {
            return confirmed(PullSecretCredentialFindings.expired(app, expired.credential(), here));
        }
        if (held instanceof PrincipalPasswordStatus.Removed removed) {
            return confirmed(PullSecretCredentialFindings.removed(app, removed.others(), here));
        }
        return held instanceof PrincipalPasswordStatus.Unknown unknown
                ? undetermined("%s", unknown.why())
                : ruledOut(
                        app.source().about(secret.source().subject()),
                        "the password in %s is a valid credential of %s",
                        secret.name(),
                        app.name());
    }
}
