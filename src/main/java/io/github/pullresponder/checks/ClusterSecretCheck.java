package io.github.pullresponder.checks;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.PullContext;
import io.github.pullresponder.diagnosis.PullingIdentity;
import io.github.pullresponder.diagnosis.PullingIdentity.ServicePrincipal;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.App;
import java.util.Comparator;

/** Does the cluster's service principal have a credential that has not expired? Guide: 401, solution 2. */
final class ClusterSecretCheck extends CredentialCheck {

    @Override
    public String id() {
        return "cluster-secret";
    }

    @Override
    public String question() {
        return "Does the cluster's service principal have a valid credential?";
    }

    @Override
    Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof ServicePrincipal)) {
            return notApplicable("%s is not the cluster's service principal", identity.name());
        }
        var app = pull.appOf(identity);
        if (app.credentials().isEmpty() && app.application().isEmpty()) {
            return app.servicePrincipal().isEmpty()
                    ? notApplicable("app %s is gone", app.appId())
                    : undetermined("the credentials of %s are kept in another tenant", app.name());
        }
        var valid = app.credentials().stream()
                .filter(credential -> !credential.isExpired(pull.now()))
                .findFirst();
        if (valid.isPresent()) {
            return ruledOut(
                    "%s has a credential%s",
                    app.name(),
                    valid.get()
                            .end()
                            .map(end -> " valid until " + Told.day(end))
                            .orElse(""));
        }
        return confirmed(expired(app, pull));
    }

    private static Finding expired(App app, PullContext pull) {
        var last = app.credentials().stream()
                .flatMap(credential -> credential.end().stream())
                .max(Comparator.naturalOrder());
        return Finding.of(
                        Cause.CLUSTER_SECRET_EXPIRED,
                        "The service principal %s of %s has no valid credential"
                                .formatted(app.name(), pull.cluster().name()))
                .because(
                        app.source(),
                        "%s",
                        last.map(end -> "the last of its credentials expired on " + Told.day(end))
                                .orElse("its application holds no credential at all"))
                .because(
                        pull.cluster().source(),
                        "the nodes of %s pull with app %s",
                        pull.cluster().name(),
                        app.appId())
                .fix(Remedies.resetClusterCredential(app, pull.cluster()))
                .fix(Remedies.orManagedIdentity(pull.cluster()));
    }
}
