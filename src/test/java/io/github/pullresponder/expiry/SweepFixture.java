package io.github.pullresponder.expiry;

import io.github.pullresponder.cluster.DockerAuthsKey;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.delivery.ReportStore;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.identity.EntraApp.AppCredential;
import io.github.pullresponder.notification.Notification;
import io.github.pullresponder.notification.Notification.ReportContent;
import io.github.pullresponder.notification.NotificationChannel.DeliveryResult;
import io.github.pullresponder.notification.Notifier;
import io.github.pullresponder.notification.TestChannel;
import io.github.pullresponder.queue.RunSummary;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.registry.RegistryToken;
import io.github.pullresponder.registry.RegistryToken.TokenStatusAndPasswords;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.sandbox.MovableClock;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.SteppedTable;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.embedded.EmbeddedBlobs;
import io.github.pullresponder.storage.embedded.EmbeddedQueue;
import io.github.pullresponder.storage.embedded.EmbeddedTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The credential sweep with the shop's evidence, a clock that tests move, a table, and a Teams that can fail. */
final class SweepFixture implements AutoCloseable {
    static final String CLUSTER_APP = "11111111-1111-4111-8111-111111111111";
    static final String SECRET_APP = "22222222-2222-4222-8222-222222222222";

    final ShopEvidence shop = new ShopEvidence();
    final MovableClock watch = MovableClock.over(Clock.fixed(ShopEvidence.NOW, ZoneOffset.UTC));
    final StorageTable table = new EmbeddedTable();
    final EmbeddedBlobs blobs = new EmbeddedBlobs();
    final TestChannel teams = TestChannel.named("teams");
    final List<Notification> cards = teams.received();
    final List<Report> seen = new ArrayList<>();
    final ReadExecutor reads = new ReadExecutor(4, Duration.ofSeconds(5));
    final EmbeddedQueue queue = new EmbeddedQueue(watch);
    /** Called with every step at the table; may throw. */
    Consumer<String> steps = step -> {};

    /** The evidence of the sweep. */
    EvidenceSources sources = shop;

    boolean teamsIsDown;
    boolean tableIsReadOnly;

    RunSummary sweep(Integer... days) {
        return process(days).run();
    }

    /** A new process with its own memory. All processes share the storage. */
    CredentialSweep process(Integer... days) {
        var thresholds = days.length == 0 ? List.of(30, 14, 7, 1) : List.of(days);
        teams.answer(teamsIsDown ? DeliveryResult.FAILED : DeliveryResult.ACCEPTED);
        var archive = ReportStore.of(blobs);
        var storage = new AppStorage(new EmbeddedQueue(watch), new SteppedTable(table, step -> beWritable()), blobs);
        return new CredentialSweep(
                tally -> sources,
                reads,
                new SteppedTable(table, step -> {
                    beWritable();
                    steps.accept(step);
                }),
                queue,
                archive,
                new Notifier(List.of(teams), Set.of(), archive, storage, watch),
                watch,
                Duration.ofSeconds(5),
                thresholds,
                seen::add);
    }

    List<Finding> lastReported() {
        return lastReport().causes();
    }

    Report lastReport() {
        return ((ReportContent) cards.get(cards.size() - 1).content()).report();
    }

    void after(Duration time) {
        watch.move(time);
    }

    /** Makes the clusters of the shop use a service principal with these passwords and certificates. */
    void clusterRunsOn(AppCredential... credentials) {
        shop.cluster = Optional.of(ShopEvidence.cluster(Optional.of(CLUSTER_APP)));
        shop.apps.put(CLUSTER_APP, ShopEvidence.app(CLUSTER_APP, "sp-1", "aks-shop-sp", credentials));
    }

    void secretAppHas(AppCredential... credentials) {
        shop.apps.put(SECRET_APP, ShopEvidence.app(SECRET_APP, "sp-2", "puller", credentials));
    }

    /** Adds a pull secret. */
    void secret(String namespace, String name, String user, String password) {
        shop.secrets.put(
                namespace + "/" + name,
                new PullSecret(
                        namespace,
                        name,
                        Optional.empty(),
                        new PullSecret.RegistryLogins(List.of(new PullSecret.RegistryLogin(
                                new DockerAuthsKey("https://contososhop.azurecr.io"),
                                user,
                                new SecretValue(password),
                                Optional.empty())))));
    }

    void token(String name, boolean enabled, String... expiries) {
        var passwords = new ArrayList<RegistryToken.Password>();
        for (var expiry : expiries) {
            passwords.add(new RegistryToken.Password(
                    "password" + (passwords.size() + 1),
                    expiry.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(expiry))));
        }
        var state = new TokenStatusAndPasswords(
                ResourceId.parse(ShopEvidence.REGISTRY + "/tokens/" + name), enabled, passwords);
        shop.tokens.put(name, new RegistryToken(state, Optional.empty(), List.of()));
    }

    @Override
    public void close() {
        reads.close();
    }

    /** Throws an exception at every write while a test makes the table read-only. */
    private void beWritable() {
        if (tableIsReadOnly) {
            throw new StorageUnavailableException("table");
        }
    }
}
