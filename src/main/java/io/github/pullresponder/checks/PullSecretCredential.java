package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.evidence.App;
import io.github.pullresponder.evidence.App.Credential;
import io.github.pullresponder.evidence.Registry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The password in pull secrets that sign in as a service principal: looked at when a pull fails, and before it expires. */
public final class PullSecretCredential {
    private PullSecretCredential() {}

    public static Finding expired(App app, Credential credential, List<PlacedSecret> secrets) {
        var end = credential.end().orElseThrow();
        return invalid(app, secrets, "has expired")
                .because(app.source(), "the credential whose hint matches expired on %s", Told.day(end))
                .fix(SecretRemedies.resetAndRecreate(app, secrets));
    }

    /**
     * Returns the finding for a password that its principal no longer has.
     *
     * @param others how many passwords the principal has
     */
    public static Finding removed(App app, int others, List<PlacedSecret> secrets) {
        return invalid(app, secrets, "was removed")
                .because(
                        app.source(),
                        "none of the %d passwords of %s has its first characters: it was removed",
                        others,
                        app.name())
                .fix(SecretRemedies.resetAndRecreate(app, secrets));
    }

    public static Finding unusable(App app, PrincipalLoss loss, List<PlacedSecret> secrets) {
        return unusable(app, loss, secrets, Optional.empty());
    }

    /** @param registry where it is to pull from, if that is known */
    static Finding unusable(App app, PrincipalLoss loss, List<PlacedSecret> secrets, Optional<Registry> registry) {
        return invalid(app, secrets, "its service principal " + loss.words())
                .because(app.source(), "%s", loss.fact())
                .fix(Remedies.bringBack(app, loss, registry));
    }

    public static Finding expiring(App app, Credential credential, List<PlacedSecret> secrets, Instant now) {
        var end = credential.end().orElseThrow();
        var finding = ExpiringCredential.of("The credential in the " + PlacedSecret.words(secrets), end, now)
                .because(
                        app.source(),
                        "password %s of %s, whose hint matches, ends at %s",
                        credential.keyId(),
                        app.name(),
                        Told.time(end));
        return signingIn(finding, app, secrets)
                .fix(SecretRemedies.resetAndRecreate(app, secrets))
                .fix(SecretRemedies.removeOld(app, credential));
    }

    private static Finding invalid(App app, List<PlacedSecret> secrets, String what) {
        var finding = Finding.of(
                Cause.PULL_SECRET_PRINCIPAL_EXPIRED,
                "The credential in the %s is no longer valid: %s".formatted(PlacedSecret.words(secrets), what));
        return signingIn(finding, app, secrets);
    }

    private static Finding signingIn(Finding finding, App app, List<PlacedSecret> secrets) {
        var first = secrets.get(0);
        var told = finding.because(first.source(), "it signs in to %s as app %s", first.host(), app.appId());
        for (var secret : secrets.subList(1, secrets.size())) {
            told = told.because(secret.source(), "so does %s", secret.words());
        }
        return told;
    }
}
