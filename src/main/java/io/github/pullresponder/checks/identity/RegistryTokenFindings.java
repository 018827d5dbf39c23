package io.github.pullresponder.checks.identity;

import io.github.pullresponder.checks.remedy.PullSecretReference;
import io.github.pullresponder.checks.remedy.PullSecretRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.registry.RegistryToken.Password;
import io.github.pullresponder.registry.RegistryToken.TokenStatusAndPasswords;
import io.github.pullresponder.text.DisplayFormat;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Builds the findings on the passwords of a registry token that pull secrets sign in with: examined when a pull fails, and before they expire. ARM
 * returns the expiry of a password, never the password: which of the two a secret contains is not visible to Pull Responder.
 */
public final class RegistryTokenFindings {
    private static final String FIRST = "password1";

    private RegistryTokenFindings() {}

    public static Finding disabled(TokenStatusAndPasswords token, List<PullSecretReference> secrets) {
        return invalid(secrets, "token %s is disabled".formatted(token.name()))
                .because(token.source(), "its status is disabled")
                .fix(PullSecretRemedies.enableToken(token));
    }

    public static Finding noneValid(TokenStatusAndPasswords token, List<PullSecretReference> secrets) {
        return invalid(secrets, "token %s has no valid password".formatted(token.name()))
                .because(
                        token.source(),
                        "%s",
                        lastEnd(token)
                                .map(end -> "its last password expired on " + DisplayFormat.day(end))
                                .orElse("it has no password"))
                .fix(PullSecretRemedies.regenerateAndRecreate(token, FIRST, secrets));
    }

    /**
     * Returns the finding for a password that is newer than the secret. It is only a likely cause: which password the secret
     * contains is not known.
     */
    static Optional<Finding> regenerated(
            TokenStatusAndPasswords token, Optional<Instant> secretMade, List<PullSecretReference> secrets) {
        return secretMade.flatMap(made -> token.passwords().stream()
                .filter(password -> password.createdAt().filter(made::isBefore).isPresent())
                .findFirst()
                .map(password -> invalid(
                                secrets, "%s of token %s was regenerated".formatted(password.name(), token.name()))
                        .because(
                                token.source().about(secrets.get(0).source().subject()),
                                "%s is from %s; the secret is from %s",
                                password.name(),
                                DisplayFormat.time(password.createdAt().orElseThrow()),
                                DisplayFormat.time(made))
                        .fix(PullSecretRemedies.regenerateAndRecreate(token, password.name(), secrets))));
    }

    public static Optional<Instant> lastEnd(TokenStatusAndPasswords token) {
        return token.passwords().stream()
                .flatMap(password -> password.expiry().stream())
                .max(Comparator.naturalOrder());
    }

    /**
     * Returns the finding for a password of a registry token that expires soon.
     *
     * @param secrets the secrets that sign in with the token; empty if none is known
     */
    public static Finding expiring(
            TokenStatusAndPasswords token, Password password, List<PullSecretReference> secrets, Instant now) {
        var end = password.expiry().orElseThrow();
        var registry = token.registry().name();
        var users = secrets.isEmpty() ? "" : ", used by the " + PullSecretReference.words(secrets) + ",";
        var finding = ExpiringCredentialFindings.of(
                        "%s of the token %s of %s%s".formatted(password.name(), token.name(), registry, users),
                        end,
                        now)
                .because(token.source(), "%s expires at %s", password.name(), DisplayFormat.time(end));
        return secrets.isEmpty()
                ? finding.because(token.source(), "no readable pull secret uses it")
                        .fix(PullSecretRemedies.regenerate(token, password.name()))
                : finding.fix(PullSecretRemedies.regenerateAndRecreate(token, password.name(), secrets));
    }

    /** Adds another password that is valid for longer, if there is one. */
    public static Finding withLongerValid(Finding finding, TokenStatusAndPasswords token, Password password) {
        return token.passwords().stream()
                .filter(other -> endOf(other).isAfter(endOf(password)))
                .max(Comparator.comparing(RegistryTokenFindings::endOf))
                .map(other -> ExpiringCredentialFindings.withLongerValid(
                        finding,
                        token.source(),
                        other.name(),
                        other.expiry(),
                        "the password that a pull secret contains"))
                .orElse(finding);
    }

    private static Instant endOf(Password password) {
        return password.expiry().orElse(Instant.MAX);
    }

    static Finding.Draft invalid(List<PullSecretReference> secrets, String what) {
        return Finding.of(
                Cause.PULL_SECRET_TOKEN_INVALID,
                "The registry token in the %s does not permit the pull: %s"
                        .formatted(PullSecretReference.words(secrets), what));
    }
}
