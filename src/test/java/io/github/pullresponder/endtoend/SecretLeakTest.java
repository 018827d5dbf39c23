package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.environment.InjectedDependencies;
import io.github.pullresponder.sandbox.AppInstance;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.FinestLog;
import io.github.pullresponder.sandbox.azurite.Azurite;
import io.github.pullresponder.sandbox.azurite.AzuriteExtension;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.storage.SandboxStorage;
import io.github.pullresponder.sandbox.storage.StorageInThisProcess;
import io.github.pullresponder.sandbox.storage.StorageOnAzurite;
import io.github.pullresponder.storage.AppStorage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches all output of an alert for secrets: cards, reports, rows, messages, and every logger at its finest level. */
@Tag("scenario")
@Isolated("It reads the log of the whole process, at its finest level.")
class SecretLeakTest {
    /** Logs of the simulated services, where secrets are expected. */
    private static final List<String> THE_OTHER_SIDE =
            List.of("org.eclipse.jetty", "io.javalin", "io.github.pullresponder.sandbox");

    /** Shorter values occur by chance. */
    private static final int SHORTEST_SECRET = 6;

    /** A link to a layer contains its own permission, and the kubelet's message repeats it. */
    private static final String SIGNATURE = "signature-of-a-layer";

    private final FinestLog log = new FinestLog(THE_OTHER_SIDE);
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();

    @AfterEach
    void listenNoLonger() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin-password-stale-who-and-when",
                "pull-secret-principal-expired",
                "pull-secret-without-credentials",
                "registry-token-expired",
                "two-pull-secrets-both-fail",
                "garbled-pull-secret-answer",
                "garbled-admin-credentials"
            })
    void ofAnEstateWithSecrets(String estate) {
        assertNothingComesOut(BundledEstates.named(estate), new StorageInThisProcess());
    }

    @Test
    void ofAnAzureThatRefuses() {
        assertNothingComesOut(Estates.withoutAzure(), new StorageInThisProcess());
    }

    @Test
    void ofTheMessageOfAnAlert() {
        var alert = Alerts.fired("one", Alerts.NOW, Alerts.POD)
                .replace("/oauth2/token:", "/oauth2/token?sig=" + SIGNATURE + "&se=2026:");
        try (var stage = new TestDeployment(Estates.cartCannotPull())) {
            assertThat(alert).contains(SIGNATURE);
            play(stage, alert);

            assertThat(stage.cards()).hasSize(1);
            assertThat(everythingOf(stage)).doesNotContain(SIGNATURE);
        }
    }

    /** Uses the key of the storage account. */
    @Nested
    @ExtendWith(AzuriteExtension.class)
    class OnAzurite {
        private final Azurite azurite;

        OnAzurite(Azurite azurite) {
            this.azurite = azurite;
        }

        @Test
        void ofAnEstateWithSecrets() {
            assertNothingComesOut(
                    BundledEstates.named("admin-password-stale-who-and-when"), new StorageOnAzurite(azurite));
        }
    }

    private void assertNothingComesOut(Estate estate, SandboxStorage storage) {
        try (var stage = new TestDeployment(estate, storage, Map.of())) {
            var body = estate.triggers().isEmpty()
                    ? null
                    : estate.triggers().get(0).body();
            play(stage, body == null || !body.has("pod") ? Alerts.fired("one") : Alerts.ofPod("one", body));
            assertThat(stage.cards()).hasSize(1);

            var all = everythingOf(stage);
            var secrets = new HashSet<>(stage.azure.secrets());
            secrets.addAll(storage.secrets());
            assertThat(found(secrets, all)).isEmpty();
        }
    }

    private void play(TestDeployment stage, String alert) {
        var app = stage.start(this::notingMessages);
        assertThat(TestDeployment.alert(app, alert).status()).isEqualTo(202);
        stage.workOff(app);
        refuse(stage, app);
    }

    /** Unrecognized input is stored unchanged; but the answer must not repeat it. */
    private void refuse(TestDeployment stage, AppInstance app) {
        messages.add(TestDeployment.alert(app, "{}").body());
        messages.add(app.host().invoke("Diagnose", "{}", Map.of(), Map.of()).body());
    }

    private InjectedDependencies notingMessages(InjectedDependencies platform) {
        return Platforms.withStorage(
                platform,
                storage -> new AppStorage(
                        text -> {
                            messages.add(text);
                            storage.queue().send(text);
                        },
                        storage.table(),
                        storage.reports()));
    }

    private String everythingOf(TestDeployment stage) {
        var all = new StringBuilder();
        stage.cards().forEach(card -> all.append(card.text()).append('\n'));
        stage.stored("").forEach(name -> all.append(stage.text(name)).append('\n'));
        stage.rows().forEach(row -> all.append(row).append('\n'));
        messages.forEach(message -> all.append(message).append('\n'));
        Logger.getLogger("io.github.pullresponder.probe").finest("is anybody listening?");
        assertThat(log.text()).contains("is anybody listening?");
        return all.append(log.text()).toString();
    }

    private static List<String> found(Set<String> secrets, String all) {
        return secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .filter(all::contains)
                .toList();
    }
}
