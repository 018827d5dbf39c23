package io.github.pullresponder.sweep;

import io.github.pullresponder.checks.Dependents;
import io.github.pullresponder.checks.HeldPassword;
import io.github.pullresponder.checks.PullSecretCredential;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.App;
import io.github.pullresponder.evidence.App.Credential;
import io.github.pullresponder.storage.TableKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Are the passwords in pull secrets that sign in as service principals valid for longer? */
record PullSecretCredentials(SweptEstate estate, Thresholds thresholds) {

    /** Pull secrets that hold the same credential. */
    private record Held(App app, HeldPassword password, List<SecretLogin> logins) {}

    List<LookedAt> lookedAt() {
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

    private HeldPassword passwordIn(SecretLogin login, App app) {
        return HeldPassword.of(
                app,
                login.login().password(),
                estate.tenantOf(login),
                login.secret().words(),
                thresholds.now());
    }

    /** Which of its removed passwords a secret holds nobody can tell: so each secret stands for itself. */
    private static String key(App app, HeldPassword password, SecretLogin login) {
        if (password instanceof HeldPassword.Valid it) {
            return key(app, it.credential());
        }
        if (password instanceof HeldPassword.Expired it) {
            return key(app, it.credential());
        }
        if (password instanceof HeldPassword.Unusable it) {
            return TableKey.of("secret", app.appId(), it.loss().kind().name());
        }
        var secret = login.secret();
        return TableKey.of("secret", app.appId(), login.cluster().id().toString(), secret.namespace(), secret.name());
    }

    private static String key(App app, Credential credential) {
        return TableKey.of(
                "secret",
                app.appId(),
                credential.keyId(),
                credential.end().map(Instant::toString).orElse("endless"));
    }

    private LookedAt lookedAt(String key, Held held) {
        return LookedAt.of(
                "pull-secret-credential",
                "Is the password in %s valid for longer?"
                        .formatted(Shortened.list(held.logins().stream()
                                .map(login -> login.secret().words())
                                .toList())),
                lapse(key, held).stream().toList(),
                held.password() instanceof HeldPassword.Unknown unknown
                        ? Verdict.undetermined("%s", unknown.why())
                        : Verdict.ruledOut(
                                "it is a password of %s that does not expire soon",
                                held.app().name()));
    }

    private Optional<Lapse> lapse(String key, Held held) {
        var app = held.app();
        var secrets = SecretLogin.secrets(held.logins());
        if (held.password() instanceof HeldPassword.Valid it) {
            var end = it.credential().end();
            return thresholds.isNear(end)
                    ? Optional.of(new Lapse(
                            key,
                            end,
                            told(PullSecretCredential.expiring(app, it.credential(), secrets, thresholds.now()), held)))
                    : Optional.empty();
        }
        if (held.password() instanceof HeldPassword.Expired it) {
            var finding = PullSecretCredential.expired(app, it.credential(), secrets);
            return Optional.of(new Lapse(key, it.credential().end(), told(finding, held)));
        }
        if (held.password() instanceof HeldPassword.Removed it) {
            var finding = PullSecretCredential.removed(app, it.others(), secrets);
            return Optional.of(new Lapse(key, Optional.empty(), told(finding, held)));
        }
        if (held.password() instanceof HeldPassword.Unusable it) {
            var finding = PullSecretCredential.unusable(app, it.loss(), secrets);
            return Optional.of(new Lapse(key, Optional.empty(), told(finding, held)));
        }
        return Optional.empty();
    }

    private static Finding told(Finding finding, Held held) {
        var first = held.logins().get(0).secret();
        return Dependents.toldOrNobody(finding, first, SecretLogin.dependents(held.logins()));
    }
}
