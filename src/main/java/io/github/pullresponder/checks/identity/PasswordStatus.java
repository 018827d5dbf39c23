package io.github.pullresponder.checks.identity;

import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.Credential;
import io.github.pullresponder.identity.PrincipalStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a password is worth with which a pull secret signs in as a service principal: found when a pull fails, and before.
 *
 * <p>Entra ID returns a password's first characters, never the password: they show which of them the secret holds.
 */
public sealed interface PasswordStatus {
    /** It is this one, and valid. */
    record Valid(Credential credential) implements PasswordStatus {}

    /** It is this one, and no longer valid. */
    record Expired(Credential credential) implements PasswordStatus {}

    /**
     * It is none of the passwords that there are.
     *
     * @param others how many there are
     */
    record Removed(int others) implements PasswordStatus {}

    /** Nobody can sign in as that principal. */
    record Unusable(PrincipalStatus loss) implements PasswordStatus {}

    /** It is not known. */
    record Unknown(String why) implements PasswordStatus {}

    /**
     * Compares the password of a pull secret with the credentials of its principal.
     *
     * @param tenant the tenant the directory was read in
     * @param secret what the pull secret is called
     */
    static PasswordStatus of(EntraApp app, SecretValue password, Optional<String> tenant, String secret, Instant now) {
        var loss = PrincipalStatus.of(app, tenant);
        if (loss.isPresent()) {
            return new Unusable(loss.get());
        }
        var passwords = app.credentials().stream()
                .filter(credential -> credential.kind() == Credential.Kind.PASSWORD)
                .toList();
        return passwords.isEmpty() && app.application().isEmpty()
                ? new Unknown("the credentials of %s are kept in another tenant".formatted(app.name()))
                : byHint(app, passwords, password, secret, now);
    }

    private static PasswordStatus byHint(
            EntraApp app, List<Credential> passwords, SecretValue held, String secret, Instant now) {
        var lasting = passwords.stream()
                .filter(credential -> credential.hint().filter(held::beginsWith).isPresent())
                .max(Comparator.comparing(credential -> credential.end().orElse(Instant.MAX)));
        if (lasting.isPresent()) {
            return lasting.get().isExpired(now) ? new Expired(lasting.get()) : new Valid(lasting.get());
        }
        var withoutHint = passwords.stream().anyMatch(it -> it.hint().isEmpty() && !it.isExpired(now));
        return withoutHint
                ? new Unknown(
                        "%s has a password without a hint, which may be the one in %s".formatted(app.name(), secret))
                : new Removed(passwords.size());
    }
}
