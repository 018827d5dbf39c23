package io.github.pullresponder.expiry;

import io.github.pullresponder.checks.identity.TokenCredential;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.inventory.AffectedWorkloads;
import io.github.pullresponder.registry.RegistryEntry;
import io.github.pullresponder.registry.RegistryToken;
import io.github.pullresponder.registry.RegistryToken.Password;
import io.github.pullresponder.storage.TableKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Are the passwords of registry tokens valid for longer? A token that no pull secret uses may serve somebody else: that it
 * expires is told, that it is over is nobody's news.
 */
record TokenCredentials(CredentialInventory estate, WarningDays thresholds) {

    List<CredentialScanResult> lookedAt() {
        var logins = estate.logins();
        return estate.registries().stream()
                .flatMap(registry -> estate.tokens().getOrDefault(registry, List.of()).stream()
                        .map(token -> lookedAt(token, users(token, registry, logins))))
                .toList();
    }

    private static List<RegistryCredential> users(
            RegistryToken.State token, RegistryEntry registry, List<RegistryCredential> logins) {
        return logins.stream()
                .filter(login -> login.isFor(registry))
                .filter(login -> login.login().userName().isNamed(token.name()))
                .toList();
    }

    private CredentialScanResult lookedAt(RegistryToken.State token, List<RegistryCredential> users) {
        var registry = token.registry().name();
        return CredentialScanResult.of(
                "token-credential",
                "Are the passwords of token %s of %s valid for longer?".formatted(token.name(), registry),
                lapses(token, users),
                isOver(token)
                        ? Verdict.notApplicable("no pull secret that could be read uses token %s", token.name())
                        : Verdict.ruledOut(
                                token.source(), "no password of token %s of %s expires soon", token.name(), registry));
    }

    private boolean isOver(RegistryToken.State token) {
        return !token.enabled() || token.passwords().stream().allMatch(it -> it.isExpired(thresholds.now()));
    }

    private List<CredentialExpiry> lapses(RegistryToken.State token, List<RegistryCredential> users) {
        if (isOver(token)) {
            return users.isEmpty() ? List.of() : List.of(over(token, users));
        }
        return token.passwords().stream()
                .filter(password -> thresholds.isNear(password.expiry()))
                .map(password -> expiring(token, password, users))
                .toList();
    }

    private static CredentialExpiry over(RegistryToken.State token, List<RegistryCredential> users) {
        var secrets = RegistryCredential.secrets(users);
        if (!token.enabled()) {
            var finding = told(TokenCredential.disabled(token, secrets), users);
            return new CredentialExpiry(key(token, "disabled"), Optional.empty(), finding);
        }
        var end = TokenCredential.lastEnd(token);
        return new CredentialExpiry(
                key(token, "last", end.map(Object::toString).orElse("none")),
                end,
                told(TokenCredential.noneValid(token, secrets), users));
    }

    private CredentialExpiry expiring(RegistryToken.State token, Password password, List<RegistryCredential> users) {
        var end = password.expiry().orElseThrow();
        var finding = TokenCredential.expiring(token, password, RegistryCredential.secrets(users), thresholds.now());
        return new CredentialExpiry(
                key(token, password.name(), end.toString()),
                password.expiry(),
                TokenCredential.withLongerValid(told(finding, users), token, password));
    }

    private static Finding told(Finding finding, List<RegistryCredential> users) {
        return users.isEmpty()
                ? finding
                : AffectedWorkloads.withEvidenceOfUse(
                        finding, users.get(0).secret(), RegistryCredential.dependents(users));
    }

    private static String key(RegistryToken.State token, String... parts) {
        return TableKey.of(Stream.concat(Stream.of("token", token.id().toString()), Stream.of(parts))
                .toArray(String[]::new));
    }
}
