package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.notVisible;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.ClusterServicePrincipal;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.text.DisplayFormat;
import java.util.Optional;

/** Checks that the cluster's service principal has a valid credential. Guide: 401, solution 2. */
final class ClusterPrincipalCredentialCheck extends AbstractCredentialCheck {

    ClusterPrincipalCredentialCheck() {
        super("cluster-secret", "The cluster's service principal has a valid credential", Cause.CLUSTER_SECRET_EXPIRED);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof ClusterServicePrincipal)) {
            return notApplicable("%s is not the cluster's service principal", identity.name());
        }
        var app = pull.appOf(identity);
        if (app.credentials().isEmpty() && app.application().isEmpty()) {
            return app.servicePrincipal().isEmpty()
                    ? notApplicable("app %s does not exist", app.appId())
                    : notVisible(
                            BlindSpot.DIRECTORY_OF_ANOTHER_TENANT,
                            "the credentials of %s are in another tenant",
                            app.name());
        }
        var valid = app.credentials().stream()
                .filter(credential -> !credential.isExpired(pull.now()))
                .findFirst();
        if (valid.isPresent()) {
            var open = notVisible(
                    BlindSpot.CLUSTER_CREDENTIAL,
                    "%s has a credential%s; whether %s uses that one is not visible to Pull Responder",
                    app.name(),
                    valid.get()
                            .end()
                            .map(end -> " valid until " + DisplayFormat.day(end))
                            .orElse(""),
                    pull.cluster().name());
            return madeAfterLastPull(app, pull).map(open::suspecting).orElse(open);
        }
        return confirmed(ClusterPrincipalFindings.noneValid(app, pull));
    }

    /** A pull precedes the start of its container: no pull used a credential that is newer than every start. */
    private static Optional<Finding> madeAfterLastPull(EntraApp app, PullContext pull) {
        var started = PullContext.orEmpty(pull::lastStart);
        return started.flatMap(last -> app.credentials().stream()
                .filter(credential -> !credential.isExpired(pull.now()))
                .filter(credential -> credential.start().filter(last::isBefore).isPresent())
                .findFirst()
                .map(credential -> ClusterPrincipalFindings.madeAfterLastPull(app, credential, last, pull)));
    }
}
