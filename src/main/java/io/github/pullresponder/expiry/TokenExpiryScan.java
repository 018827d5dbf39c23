package io.github.pullresponder.expiry;

import io.github.pullresponder.checks.identity.RegistryTokenFindings;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.inventory.CredentialDependentWorkloads;
import io.github.pullresponder.registry.RegistryToken.Password;
import io.github.pullresponder.registry.RegistryToken.TokenStatusAndPasswords;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.storage.TableKeyEncoder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds passwords of registry tokens that expire soon. A token that no pull secret uses may have other users: its coming expiry is
 * reported, but expired tokens are not.
 */
record TokenExpiryScan(CredentialInventory estate, WarningDays thresholds) {

    List<CredentialExpiryResult> scan() {
        var logins = estate.logins();
        return estate.registries().stream()
                .flatMap(registry -> estate.tokens().getOrDefault(registry, List.of()).stream()
                        .map(token -> scan(token, users(token, registry, logins))))
                .toList();
    }

    private static List<PullSecretLogin> users(
            TokenStatusAndPasswords token, ResourceGraphRegistry registry, List<PullSecretLogin> logins) {
        return logins.stream()
                .filter(login -> login.isFor(registry))
                .filter(login -> login.login().userName().isNamed(token.name()))
                .toList();
    }

    private CredentialExpiryResult scan(TokenStatusAndPasswords token, List<PullSecretLogin> users) {
        var registry = token.registry().name();
        return CredentialExpiryResult.of(
                "token-credential",
                "The passwords of token %s of %s do not expire soon".formatted(token.name(), registry),
                expiries(token, users),
                isUnusable(token)
                        ? Verdict.notApplicable("no pull secret that could be read uses token %s", token.name())
                        : Verdict.ruledOut(
                                token.source(), "no password of token %s of %s expires soon", token.name(), registry));
    }

    private boolean isUnusable(TokenStatusAndPasswords token) {
        return !token.enabled()
                || token.passwords().stream().allMatch(password -> password.isExpired(thresholds.now()));
    }

    private List<CredentialExpiry> expiries(TokenStatusAndPasswords token, List<PullSecretLogin> users) {
        if (isUnusable(token)) {
            return users.isEmpty() ? List.of() : List.of(unusable(token, users));
        }
        return token.passwords().stream()
                .filter(password -> thresholds.isNear(password.expiry()))
                .map(password -> expiring(token, password, users))
                .toList();
    }

    private static CredentialExpiry unusable(TokenStatusAndPasswords token, List<PullSecretLogin> users) {
        var secrets = PullSecretLogin.secrets(users);
        if (!token.enabled()) {
            var finding = withWorkloads(RegistryTokenFindings.disabled(token, secrets), users);
            return new CredentialExpiry(key(token, "disabled"), Optional.empty(), finding);
        }
        var end = RegistryTokenFindings.lastEnd(token);
        return new CredentialExpiry(
                key(token, "last", end.map(Object::toString).orElse("none")),
                end,
                withWorkloads(RegistryTokenFindings.noneValid(token, secrets), users));
    }

    private CredentialExpiry expiring(TokenStatusAndPasswords token, Password password, List<PullSecretLogin> users) {
        var end = password.expiry().orElseThrow();
        var finding = RegistryTokenFindings.expiring(token, password, PullSecretLogin.secrets(users), thresholds.now());
        return new CredentialExpiry(
                key(token, password.name(), end.toString()),
                password.expiry(),
                RegistryTokenFindings.withLongerValid(withWorkloads(finding, users), token, password));
    }

    private static Finding withWorkloads(Finding finding, List<PullSecretLogin> users) {
        return users.isEmpty()
                ? finding
                : CredentialDependentWorkloads.withEvidenceOfUse(
                        finding, users.get(0).secret(), PullSecretLogin.dependents(users));
    }

    private static String key(TokenStatusAndPasswords token, String... parts) {
        return TableKeyEncoder.of(Stream.concat(Stream.of("token", token.id().toString()), Stream.of(parts))
                .toArray(String[]::new));
    }
}
