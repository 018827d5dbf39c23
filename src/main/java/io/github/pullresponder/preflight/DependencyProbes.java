package io.github.pullresponder.preflight;

import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.storage.Drains;
import io.github.pullresponder.storage.RowKind;
import io.github.pullresponder.storage.Storage;
import io.github.pullresponder.storage.StorageUnavailableException;
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

    private final Supplier<Storage> storage;
    private final Clock clock;
    private final int webhooks;
    private final Supplier<List<String>> unreachedWebhooks;

    /**
     * @param webhooks the number of webhooks in the settings
     * @param unreachedWebhooks returns the names of webhooks that do not answer
     */
    public DependencyProbes(
            Supplier<Storage> storage, Clock clock, int webhooks, Supplier<List<String>> unreachedWebhooks) {
        this.storage = storage;
        this.clock = clock;
        this.webhooks = webhooks;
        this.unreachedWebhooks = unreachedWebhooks;
    }

    /** Starts all tests; a dependency that has not answered at the deadline is not reached. */
    List<Supplier<Endpoint>> start(ReadExecutor parts) {
        return List.of(
                start(
                        parts,
                        "queue",
                        () -> tried(
                                "queue", "writable", () -> storage.get().queue().reach())),
                start(parts, DRAINS, this::drains),
                start(parts, "table", () -> tried("table", "a row was written and removed", this::tryTable)),
                start(
                        parts,
                        "reports",
                        () -> tried(
                                "reports",
                                "a text was written",
                                () -> storage.get()
                                        .reports()
                                        .put(BLOB, "text/plain", "Write test of the preflight.", Map.of()))),
                start(parts, TEAMS, this::teams));
    }

    private static Supplier<Endpoint> start(ReadExecutor parts, String name, Supplier<Endpoint> trial) {
        var part = parts.start(name, trial);
        return () -> part.result().orElse(Endpoint.unanswered(name));
    }

    /** Tests that the queues drain: a writable queue may have no working consumer. */
    private Endpoint drains() {
        try {
            var opened = storage.get();
            var stuck = new Drains(opened.queue(), opened.table(), clock).asSeen();
            return stuck.isEmpty()
                    ? new Endpoint(DRAINS, ProbeStatus.WORKS, "queue messages are processed")
                    : new Endpoint(DRAINS, ProbeStatus.STUCK, String.join("; ", stuck));
        } catch (StorageUnavailableException e) {
            return new Endpoint(
                    DRAINS, e.isForbidden() ? ProbeStatus.MISSING : ProbeStatus.NOT_REACHED, e.getMessage());
        }
    }

    private void tryTable() {
        var table = storage.get().table();
        table.find(PARTITION, PARTITION).ifPresent(table::delete);
        table.insert(RowKind.PREFLIGHT.fresh(PARTITION, PARTITION, Map.of()));
        table.find(PARTITION, PARTITION).ifPresent(table::delete);
    }

    /** Tests the webhooks without posting a card, so only the first card shows if Teams accepts cards. */
    private Endpoint teams() {
        if (webhooks == 0) {
            return new Endpoint(TEAMS, ProbeStatus.OFF, "no webhook is set: findings are only stored as reports");
        }
        var unreached = unreachedWebhooks.get();
        return unreached.isEmpty()
                ? new Endpoint(TEAMS, ProbeStatus.WORKS, "%d webhooks answer; no card was posted".formatted(webhooks))
                : new Endpoint(
                        TEAMS, ProbeStatus.NOT_REACHED, "no answer from webhooks " + String.join(", ", unreached));
    }

    private static Endpoint tried(String name, String success, Runnable use) {
        try {
            use.run();
            return new Endpoint(name, ProbeStatus.WORKS, success);
        } catch (StorageUnavailableException e) {
            return new Endpoint(name, e.isForbidden() ? ProbeStatus.MISSING : ProbeStatus.NOT_REACHED, e.getMessage());
        }
    }
}
