package io.github.pullresponder.checks.identity;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.checks.remedy.PullSecretReference;
import io.github.pullresponder.checks.remedy.PullSecretRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.AppCredential;
import io.github.pullresponder.identity.PrincipalFault;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.text.DisplayFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the findings on the password in pull secrets that sign in as a service principal: examined when a pull fails, and before it expires. */
public final class PullSecretCredentialFindings {
    private PullSecretCredentialFindings() {}

    public static Finding expired(EntraApp app, AppCredential credential, List<PullSecretReference> secrets) {
        var end = credential.end().orElseThrow();
        return invalid(app, secrets, "has expired")
                .because(
                        app.source(),
                        "the secret's password starts with the hint of a credential of %s that expired on %s",
                        app.name(),
                        DisplayFormat.day(end))
                .fix(PullSecretRemedies.resetAndRecreate(app, secrets));
    }

    /**
     * Returns the finding for a password that its principal no longer has.
     *
     * @param others the number of passwords of the principal
     */
    public static Finding removed(EntraApp app, int others, List<PullSecretReference> secrets) {
        return invalid(app, secrets, "was removed")
                .because(
                        app.source(),
                        "none of the %d passwords of %s starts with the same characters: it was removed",
                        others,
                        app.name())
                .fix(PullSecretRemedies.resetAndRecreate(app, secrets));
    }

    public static Finding unusable(EntraApp app, PrincipalFault loss, List<PullSecretReference> secrets) {
        return unusable(app, loss, secrets, Optional.empty());
    }

    /** @param registry the registry of the pull, if it is known */
    static Finding unusable(
            EntraApp app, PrincipalFault loss, List<PullSecretReference> secrets, Optional<Registry> registry) {
        return invalid(app, secrets, "its service principal " + loss.words())
                .because(app.source(), "%s", loss.fact())
                .fix(IdentityRemedies.restorePrincipal(app, loss, registry));
    }

    public static Finding expiring(
            EntraApp app, AppCredential credential, List<PullSecretReference> secrets, Instant now) {
        var end = credential.end().orElseThrow();
        var finding = ExpiringCredentialFindings.of(
                        "The credential in the " + PullSecretReference.words(secrets), end, now)
                .because(
                        app.source(),
                        "the secret's password starts with the hint of a credential of %s that expires at %s (key ID %s)",
                        app.name(),
                        DisplayFormat.time(end),
                        credential.keyId());
        return finding.because(signIns(app, secrets))
                .fix(PullSecretRemedies.resetAndRecreate(app, secrets))
                .fix(PullSecretRemedies.removeOld(app, credential));
    }

    private static Finding invalid(EntraApp app, List<PullSecretReference> secrets, String what) {
        var finding = Finding.of(
                Cause.PULL_SECRET_PRINCIPAL_EXPIRED,
                "The credential in the %s is no longer valid: %s".formatted(PullSecretReference.words(secrets), what));
        return finding.because(signIns(app, secrets));
    }

    private static List<Evidence> signIns(EntraApp app, List<PullSecretReference> secrets) {
        var first = secrets.get(0);
        var signIns = new ArrayList<Evidence>();
        signIns.add(Evidence.of(first.source(), "it signs in to %s as app %s", first.host(), app.appId()));
        for (var secret : secrets.subList(1, secrets.size())) {
            signIns.add(Evidence.of(secret.source(), "%s signs in as the same app", secret.words()));
        }
        return signIns;
    }
}
