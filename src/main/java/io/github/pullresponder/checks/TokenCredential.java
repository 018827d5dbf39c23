package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.evidence.RegistryToken;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The passwords of a registry token that pull secrets sign in with: looked at when a pull fails, and before they expire. ARM
 * tells when a password ends, never the password: which of the two a secret holds cannot be seen.
 */
public final class TokenCredential {
    private static final String FIRST = "password1";

    private TokenCredential() {}

    public static Finding disabled(RegistryToken.State token, List<PlacedSecret> secrets) {
        return invalid(secrets, "token %s is disabled".formatted(token.name()))
                .because(token.source(), "its status is disabled")
                .fix(SecretRemedies.enableToken(token));
    }

    public static Finding noneValid(RegistryToken.State token, List<PlacedSecret> secrets) {
        return invalid(secrets, "token %s has no valid password".formatted(token.name()))
                .because(
                        token.source(),
                        "%s",
                        lastEnd(token)
                                .map(end -> "its last password expired on " + Told.day(end))
                                .orElse("it has no password"))
                .fix(SecretRemedies.regenerateAndRecreate(token, FIRST, secrets));
    }

    public static Optional<Instant> lastEnd(RegistryToken.State token) {
        return token.passwords().stream()
                .flatMap(password -> password.expiry().stream())
                .max(Comparator.naturalOrder());
    }

    static Finding invalid(List<PlacedSecret> secrets, String what) {
        return Finding.of(
                Cause.PULL_SECRET_TOKEN_INVALID,
                "The registry token in the %s does not permit the pull: %s"
                        .formatted(PlacedSecret.words(secrets), what));
    }
}
