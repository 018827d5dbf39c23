package io.github.pullresponder.preflight;

import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.QueueBacklogMonitor;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.TableRowKind;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Tests the storage and the webhooks without leaving relevant data. */
public final class DependencyProbes {
    private static final String PARTITION = "preflight";
    private static final String TEAMS = "Teams";
    private static final String DRAINS = "work";
    private static final String BLOB = "preflight.txt";

    private final Supplier<AppStorage> storage;
    private final Clock clock;
    private final int webhooks;
    private final Supplier<List<String>> unreachedWebhooks;

    /**
     * @param webhooks the number of webhooks in the settings
     * @param unreachedWebhooks returns the names of webhooks that do not answer
     */
    public DependencyProbes(
            Supplier<AppStorage> storage, Clock clock, int webhooks, Supplier<List<String>> unreachedWebhooks) {
        this.storage = storage;
        this.clock = clock;
        this.webhooks = webhooks;
        this.unreachedWebhooks = unreachedWebhooks;
    }

    /** Starts all tests; a dependency that has not answered at the deadline is not reached. */
    List<Supplier<DependencyStatus>> start(ReadExecutor parts) {
        return List.of(
                start(
                        parts,
                        "queue",
                        () -> probe(
                                "queue", "writable", () -> storage.get().queue().checkReachable())),
                start(parts, DRAINS, this::drains),
                start(parts, "table", () -> probe("table", "a row was written and removed", this::tryTable)),
                start(
                        parts,
                        "reports",
                        () -> probe(
                                "reports",
                                "a text was written",
                                () -> storage.get()
                                        .reports()
                                        .put(BLOB, "text/plain", "Write test of the preflight.", Map.of()))),
                start(parts, TEAMS, this::teams));
    }

    private static Supplier<DependencyStatus> start(ReadExecutor parts, String name, Supplier<DependencyStatus> trial) {
        var part = parts.start(name, trial);
        return () -> part.result().orElse(DependencyStatus.unanswered(name));
    }

    /** Tests that the queues drain: a writable queue may have no working consumer. */
    private DependencyStatus drains() {
        try {
            var opened = storage.get();
            var stuck = new QueueBacklogMonitor(opened.queue(), opened.table(), clock).peek();
            return stuck.isEmpty()
                    ? new DependencyStatus(DRAINS, ProbeStatus.WORKS, "queue messages are processed")
                    : new DependencyStatus(DRAINS, ProbeStatus.STUCK, String.join("; ", stuck));
        } catch (StorageUnavailableException e) {
            return new DependencyStatus(
                    DRAINS, e.isForbidden() ? ProbeStatus.MISSING : ProbeStatus.NOT_REACHED, e.getMessage());
        }
    }

    private void tryTable() {
        var table = storage.get().table();
        table.find(PARTITION, PARTITION).ifPresent(table::delete);
        table.insert(TableRowKind.PREFLIGHT.fresh(PARTITION, PARTITION, Map.of()));
        table.find(PARTITION, PARTITION).ifPresent(table::delete);
    }

    /** Tests the webhooks without posting a card, so only the first card shows if Teams accepts cards. */
    private DependencyStatus teams() {
        if (webhooks == 0) {
            return new DependencyStatus(
                    TEAMS, ProbeStatus.OFF, "no webhook is set: findings are only stored as reports");
        }
        var unreached = unreachedWebhooks.get();
        return unreached.isEmpty()
                ? new DependencyStatus(
                        TEAMS, ProbeStatus.WORKS, "%d webhooks answer; no card was posted".formatted(webhooks))
                : new DependencyStatus(
                        TEAMS, ProbeStatus.NOT_REACHED, "no answer from webhooks " + String.join(", ", unreached));
    }

    private static DependencyStatus probe(String name, String success, Runnable use) {
        try {
            use.run();
            return new DependencyStatus(name, ProbeStatus.WORKS, success);
        } catch (StorageUnavailableException e) {
            return new DependencyStatus(
                    name, e.isForbidden() ? ProbeStatus.MISSING : ProbeStatus.NOT_REACHED, e.getMessage());
        }
    }
}
