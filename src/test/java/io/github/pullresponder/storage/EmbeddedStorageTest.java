package io.github.pullresponder.storage;

import io.github.pullresponder.sandbox.MovableClock;
import io.github.pullresponder.sandbox.functions.EmbeddedQueues;
import io.github.pullresponder.sandbox.functions.HostQueues;
import io.github.pullresponder.storage.embedded.EmbeddedBlobs;
import io.github.pullresponder.storage.embedded.EmbeddedTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

class EmbeddedStorageTest extends StorageContract {
    private final MovableClock clock =
            MovableClock.over(Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));
    private final EmbeddedQueues queues = new EmbeddedQueues(clock);
    private final AppStorage storage =
            new AppStorage(queues.queue(WorkQueue.NAME), new EmbeddedTable(), new EmbeddedBlobs());

    @Override
    protected AppStorage storage() {
        return storage;
    }

    @Override
    protected HostQueues queues() {
        return queues;
    }

    @Override
    protected void letMessagesBeVisible() {
        clock.move(Duration.ofHours(1));
    }
}
