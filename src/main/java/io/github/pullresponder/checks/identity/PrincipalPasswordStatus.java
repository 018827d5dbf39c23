package io.github.pullresponder.checks.identity;

import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.AppCredential;
import io.github.pullresponder.identity.EntraApp.AppCredential.AppCredentialType;
import io.github.pullresponder.identity.PrincipalFault;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The status of a service principal's password in a pull secret: examined when a pull fails, and before it expires.
 *
 * <p>Entra ID returns only the first characters of a password (the hint): they show which password the secret contains.
 */
public sealed interface PrincipalPasswordStatus {
    /** The password belongs to this credential, which is valid. */
    record Valid(AppCredential credential) implements PrincipalPasswordStatus {}

    /** The password belongs to this credential, which has expired. */
    record Expired(AppCredential credential) implements PrincipalPasswordStatus {}

    /**
     * The principal does not have this password any more.
     *
     * @param others the number of the principal's passwords
     */
    record Removed(int others) implements PrincipalPasswordStatus {}

    /** No one can sign in as that principal. */
    record UnusablePrincipal(PrincipalFault loss) implements PrincipalPasswordStatus {}

    /** The credential of the password is not known. */
    record Unknown(String why) implements PrincipalPasswordStatus {}

    /**
     * Compares the password of a pull secret with the credentials of its principal.
     *
     * @param tenant the tenant in which the directory was read
     * @param secret the name of the pull secret
     */
    static PrincipalPasswordStatus of(
            EntraApp app, SecretValue password, Optional<String> tenant, String secret, Instant now) {
        var loss = PrincipalFault.of(app, tenant);
        if (loss.isPresent()) {
            return new UnusablePrincipal(loss.get());
        }
        var passwords = app.credentials().stream()
                .filter(credential -> credential.kind() == AppCredentialType.PASSWORD)
                .toList();
        return passwords.isEmpty() && app.application().isEmpty()
                ? new Unknown("the credentials of %s are in another tenant".formatted(app.name()))
                : byHint(app, passwords, password, secret, now);
    }

    private static PrincipalPasswordStatus byHint(
            EntraApp app, List<AppCredential> passwords, SecretValue held, String secret, Instant now) {
        var lasting = passwords.stream()
                .filter(credential -> credential.hint().filter(held::beginsWith).isPresent())
                .max(Comparator.comparing(credential -> credential.end().orElse(Instant.MAX)));
        if (lasting.isPresent()) {
            return lasting.get().isExpired(now) ? new Expired(lasting.get()) : new Valid(lasting.get());
        }
        var withoutHint =
                passwords.stream().anyMatch(credential -> credential.hint().isEmpty() && !credential.isExpired(now));
        return withoutHint
                ? new Unknown(
                        "%s has a password without a hint, which may be the one in %s".formatted(app.name(), secret))
                : new Removed(passwords.size());
    }
}
