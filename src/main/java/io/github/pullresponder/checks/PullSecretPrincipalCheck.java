package io.github.pullresponder.checks;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.PullContext;
import io.github.pullresponder.diagnosis.PullingIdentity;
import io.github.pullresponder.diagnosis.PullingIdentity.NamedPullSecret;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.App;
import io.github.pullresponder.evidence.App.Credential;
import io.github.pullresponder.evidence.SecretValue;
import java.time.Instant;
import java.util.List;

/** Is the pull secret's password a valid credential of its service principal? Guide: 401, solution 5. */
final class PullSecretPrincipalCheck extends CredentialCheck {

    @Override
    public String id() {
        return "pull-secret-principal";
    }

    @Override
    public String question() {
        return "Is the password in the pull secret a valid credential of its service principal?";
    }

    @Override
    Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof NamedPullSecret secret) || secret.usable().isEmpty()) {
            return notApplicable("no pull secret holds a login for this registry");
        }
        var app = pull.appOf(identity);
        var loss = PrincipalLoss.of(app, pull.cluster().tenantId());
        if (loss.isPresent()) {
            return confirmed(invalid(
                            secret,
                            app,
                            pull,
                            "its service principal " + loss.get().words())
                    .because(app.source(), "%s", loss.get().fact())
                    .fix(Remedies.bringBack(app, loss.get())));
        }
        var passwords = app.credentials().stream()
                .filter(credential -> credential.kind() == Credential.Kind.PASSWORD)
                .toList();
        if (passwords.isEmpty() && app.application().isEmpty()) {
            return undetermined("the credentials of %s are kept in another tenant", app.name());
        }
        return byHint(secret, app, passwords, pull);
    }

    /** Entra ID tells a password's first characters, never the password: they show which of them the secret holds. */
    private static Verdict byHint(NamedPullSecret secret, App app, List<Credential> passwords, PullContext pull) {
        SecretValue password = secret.usable().orElseThrow().login().password();
        var same = passwords.stream()
                .filter(credential ->
                        credential.hint().filter(password::beginsWith).isPresent())
                .toList();
        if (same.stream().anyMatch(credential -> !credential.isExpired(pull.now()))) {
            return ruledOut("the password in %s is a valid one of %s", secret.name(), app.name());
        }
        var withoutHint = passwords.stream().anyMatch(it -> it.hint().isEmpty() && !it.isExpired(pull.now()));
        if (same.isEmpty() && withoutHint) {
            return undetermined(
                    "%s has a password without a hint, which may be the one in %s", app.name(), secret.name());
        }
        var fact = same.stream()
                .flatMap(credential -> credential.end().stream())
                .max(Instant::compareTo)
                .map(end -> "the credential whose hint matches expired on " + Told.day(end))
                .orElse("none of the %d passwords of %s has its first characters: it was removed"
                        .formatted(passwords.size(), app.name()));
        return confirmed(invalid(secret, app, pull, same.isEmpty() ? "was removed" : "has expired")
                .because(app.source(), "%s", fact)
                .fix(Remedies.resetAndRecreateSecret(app, secret, pull.registry())));
    }

    private static Finding invalid(NamedPullSecret secret, App app, PullContext pull, String what) {
        return Finding.of(
                        Cause.PULL_SECRET_PRINCIPAL_EXPIRED,
                        "The credential in the %s is no longer valid: %s".formatted(secret.name(), what))
                .because(
                        secret.source(),
                        "it signs in to %s as app %s",
                        pull.image().host(),
                        app.appId());
    }
}
