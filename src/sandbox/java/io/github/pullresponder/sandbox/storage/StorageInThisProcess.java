package io.github.pullresponder.sandbox.storage;

import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.sandbox.MovableClock;
import io.github.pullresponder.sandbox.functions.EmbeddedQueues;
import io.github.pullresponder.sandbox.functions.HostQueues;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.WorkQueue;
import io.github.pullresponder.storage.embedded.EmbeddedBlobs;
import io.github.pullresponder.storage.embedded.EmbeddedTable;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** In-memory storage, which needs no installation and loses its data when the process ends. */
public final class StorageInThisProcess implements SandboxStorage {
    private final MovableClock clock = MovableClock.over(Clock.systemUTC());
    private final EmbeddedQueues queues = new EmbeddedQueues(clock);
    private final AppStorage storage =
            new AppStorage(queues.queue(WorkQueue.NAME), new EmbeddedTable(), new EmbeddedBlobs());

    @Override
    public AppStorage open(AzureConnection azure) {
        return storage;
    }

    @Override
    public HostQueues queues() {
        return queues;
    }

    @Override
    public Set<String> secrets() {
        return Set.of();
    }

    @Override
    public void letPass(Duration time) {
        clock.move(time);
    }
}
