package io.github.pullresponder.preflight;

import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends a minimal request to each part of the storage, all at the same time. Probes arrive every few seconds, and their senders treat
 * no answer within 5 seconds as an app that is down.
 */
public final class StorageHealthProbe {
    /** The remainder of the 5 seconds is for the transport of request and answer. */
    public static final Duration TIME = Duration.ofSeconds(4);

    private static final int PARTS = 3;

    /** The key of a row and the name of a text that are never written. */
    private static final String NOTHING = "health";

    private final Supplier<AppStorage> storage;
    private final Duration time;

    /** @param time the time limit for all parts together */
    public StorageHealthProbe(Supplier<AppStorage> storage, Duration time) {
        this.storage = storage;
        this.time = time;
    }

    public StorageHealthStatus probe() {
        try (var parts = new ReadExecutor(PARTS, time)) {
            var started = List.of(
                    start(parts, "queue", stored -> stored.queue().checkReachable()),
                    start(parts, "table", stored -> stored.table().find(NOTHING, NOTHING)),
                    start(parts, "reports", stored -> stored.reports().find(NOTHING)));
            return new StorageHealthStatus(started.stream().map(Supplier::get).toList());
        }
    }

    private Supplier<DependencyStatus> start(ReadExecutor parts, String name, Consumer<AppStorage> use) {
        var part = parts.start(name, () -> ask(name, use));
        return () -> part.result().orElse(DependencyStatus.unanswered(name));
    }

    private DependencyStatus ask(String name, Consumer<AppStorage> use) {
        try {
            use.accept(storage.get());
            return new DependencyStatus(name, ProbeStatus.WORKS, "answers");
        } catch (StorageUnavailableException e) {
            return new DependencyStatus(
                    name, e.isForbidden() ? ProbeStatus.MISSING : ProbeStatus.NOT_REACHED, e.getMessage());
        }
    }
}
