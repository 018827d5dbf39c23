package io.github.pullresponder.expiry;

import io.github.pullresponder.checks.identity.PasswordStatus;
import io.github.pullresponder.checks.identity.PullSecretCredential;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.Credential;
import io.github.pullresponder.inventory.AffectedWorkloads;
import io.github.pullresponder.storage.TableKey;
import io.github.pullresponder.text.ListFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Are the passwords in pull secrets that sign in as service principals valid for longer? */
record PullSecretCredentials(CredentialInventory estate, WarningDays thresholds) {

    /** Pull secrets that hold the same credential. */
    private record Held(EntraApp app, PasswordStatus password, List<RegistryCredential> logins) {}

    List<CredentialScanResult> lookedAt() {
        var held = new LinkedHashMap<String, Held>();
        for (var login : estate.logins()) {
            login.appId().flatMap(estate::app).ifPresent(app -> {
                var password = passwordIn(login, app);
                held.computeIfAbsent(key(app, password, login), any -> new Held(app, password, new ArrayList<>()))
                        .logins()
                        .add(login);
            });
        }
        return held.entrySet().stream()
                .map(it -> lookedAt(it.getKey(), it.getValue()))
                .toList();
    }

    private PasswordStatus passwordIn(RegistryCredential login, EntraApp app) {
        return PasswordStatus.of(
                app,
                login.login().password(),
                estate.tenantOf(login),
                login.secret().words(),
                thresholds.now());
    }

    /** Which of its removed passwords a secret holds is not known: so each secret counts separately. */
    private static String key(EntraApp app, PasswordStatus password, RegistryCredential login) {
        if (password instanceof PasswordStatus.Valid it) {
            return key(app, it.credential());
        }
        if (password instanceof PasswordStatus.Expired it) {
            return key(app, it.credential());
        }
        if (password instanceof PasswordStatus.Unusable it) {
            return TableKey.of("secret", app.appId(), it.loss().kind().name());
        }
        var secret = login.secret();
        return TableKey.of("secret", app.appId(), login.cluster().id().toString(), secret.namespace(), secret.name());
    }

    private static String key(EntraApp app, Credential credential) {
        return TableKey.of(
                "secret",
                app.appId(),
                credential.keyId(),
                credential.end().map(Instant::toString).orElse("endless"));
    }

    private CredentialScanResult lookedAt(String key, Held held) {
        return CredentialScanResult.of(
                "pull-secret-credential",
                "Is the password in %s valid for longer?"
                        .formatted(ListFormat.list(held.logins().stream()
                                .map(login -> login.secret().words())
                                .toList())),
                lapse(key, held).stream().toList(),
                held.password() instanceof PasswordStatus.Unknown unknown
                        ? Verdict.undetermined("%s", unknown.why())
                        : Verdict.ruledOut(
                                held.app().source(),
                                "it is a password of %s that does not expire soon",
                                held.app().name()));
    }

    private Optional<CredentialExpiry> lapse(String key, Held held) {
        var app = held.app();
        var secrets = RegistryCredential.secrets(held.logins());
        if (held.password() instanceof PasswordStatus.Valid it) {
            var end = it.credential().end();
            return thresholds.isNear(end)
                    ? Optional.of(new CredentialExpiry(
                            key,
                            end,
                            told(PullSecretCredential.expiring(app, it.credential(), secrets, thresholds.now()), held)))
                    : Optional.empty();
        }
        if (held.password() instanceof PasswordStatus.Expired it) {
            var finding = PullSecretCredential.expired(app, it.credential(), secrets);
            return Optional.of(new CredentialExpiry(key, it.credential().end(), told(finding, held)));
        }
        if (held.password() instanceof PasswordStatus.Removed it) {
            var finding = PullSecretCredential.removed(app, it.others(), secrets);
            return Optional.of(new CredentialExpiry(key, Optional.empty(), told(finding, held)));
        }
        if (held.password() instanceof PasswordStatus.Unusable it) {
            var finding = PullSecretCredential.unusable(app, it.loss(), secrets);
            return Optional.of(new CredentialExpiry(key, Optional.empty(), told(finding, held)));
        }
        return Optional.empty();
    }

    private static Finding told(Finding finding, Held held) {
        var first = held.logins().get(0).secret();
        return AffectedWorkloads.withEvidenceOfUse(finding, first, RegistryCredential.dependents(held.logins()));
    }
}
