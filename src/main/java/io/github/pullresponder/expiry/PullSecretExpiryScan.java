package io.github.pullresponder.expiry;

import io.github.pullresponder.checks.identity.PrincipalPasswordStatus;
import io.github.pullresponder.checks.identity.PullSecretCredentialFindings;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.AppCredential;
import io.github.pullresponder.inventory.CredentialDependentWorkloads;
import io.github.pullresponder.storage.TableKeyEncoder;
import io.github.pullresponder.text.ListFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Finds passwords of service principals in pull secrets that expire soon. */
record PullSecretExpiryScan(CredentialInventory estate, WarningDays thresholds) {

    /** Pull secrets with the same credential. */
    private record SharedCredential(EntraApp app, PrincipalPasswordStatus password, List<PullSecretLogin> logins) {}

    List<CredentialExpiryResult> scan() {
        var held = new LinkedHashMap<String, SharedCredential>();
        for (var login : estate.logins()) {
            login.appId().flatMap(estate::app).ifPresent(app -> {
                var password = passwordIn(login, app);
                held.computeIfAbsent(
                                key(app, password, login),
                                any -> new SharedCredential(app, password, new ArrayList<>()))
                        .logins()
                        .add(login);
            });
        }
        return held.entrySet().stream()
                .map(entry -> scan(entry.getKey(), entry.getValue()))
                .toList();
    }

    private PrincipalPasswordStatus passwordIn(PullSecretLogin login, EntraApp app) {
        return PrincipalPasswordStatus.of(
                app,
                login.login().password(),
                estate.tenantOf(login),
                login.secret().words(),
                thresholds.now());
    }

    /** The key of a credential; it is unknown which removed password a secret has, so each secret has its own key. */
    private static String key(EntraApp app, PrincipalPasswordStatus password, PullSecretLogin login) {
        if (password instanceof PrincipalPasswordStatus.Valid valid) {
            return key(app, valid.credential());
        }
        if (password instanceof PrincipalPasswordStatus.Expired expired) {
            return key(app, expired.credential());
        }
        if (password instanceof PrincipalPasswordStatus.UnusablePrincipal unusable) {
            return TableKeyEncoder.of(
                    "secret", app.appId(), unusable.loss().kind().name());
        }
        var secret = login.secret();
        return TableKeyEncoder.of(
                "secret", app.appId(), login.cluster().id().toString(), secret.namespace(), secret.name());
    }

    private static String key(EntraApp app, AppCredential credential) {
        return TableKeyEncoder.of(
                "secret",
                app.appId(),
                credential.keyId(),
                credential.end().map(Instant::toString).orElse("endless"));
    }

    private CredentialExpiryResult scan(String key, SharedCredential held) {
        return CredentialExpiryResult.of(
                "pull-secret-credential",
                "The password in %s does not expire soon"
                        .formatted(ListFormat.list(held.logins().stream()
                                .map(login -> login.secret().words())
                                .toList())),
                expiry(key, held).stream().toList(),
                held.password() instanceof PrincipalPasswordStatus.Unknown unknown
                        ? Verdict.undetermined("%s", unknown.why())
                        : Verdict.ruledOut(
                                held.app().source(),
                                "it is a password of %s that does not expire soon",
                                held.app().name()));
    }

    private Optional<CredentialExpiry> expiry(String key, SharedCredential held) {
        var app = held.app();
        var secrets = PullSecretLogin.secrets(held.logins());
        if (held.password() instanceof PrincipalPasswordStatus.Valid valid) {
            var end = valid.credential().end();
            return thresholds.isNear(end)
                    ? Optional.of(new CredentialExpiry(
                            key,
                            end,
                            withWorkloads(
                                    PullSecretCredentialFindings.expiring(
                                            app, valid.credential(), secrets, thresholds.now()),
                                    held)))
                    : Optional.empty();
        }
        if (held.password() instanceof PrincipalPasswordStatus.Expired expired) {
            var finding = PullSecretCredentialFindings.expired(app, expired.credential(), secrets);
            return Optional.of(new CredentialExpiry(key, expired.credential().end(), withWorkloads(finding, held)));
        }
        if (held.password() instanceof PrincipalPasswordStatus.Removed removed) {
            var finding = PullSecretCredentialFindings.removed(app, removed.others(), secrets);
            return Optional.of(new CredentialExpiry(key, Optional.empty(), withWorkloads(finding, held)));
        }
        if (held.password() instanceof PrincipalPasswordStatus.UnusablePrincipal unusable) {
            var finding = PullSecretCredentialFindings.unusable(app, unusable.loss(), secrets);
            return Optional.of(new CredentialExpiry(key, Optional.empty(), withWorkloads(finding, held)));
        }
        return Optional.empty();
    }

    private static Finding withWorkloads(Finding finding, SharedCredential held) {
        var first = held.logins().get(0).secret();
        return CredentialDependentWorkloads.withEvidenceOfUse(
                finding, first, PullSecretLogin.dependents(held.logins()));
    }
}
