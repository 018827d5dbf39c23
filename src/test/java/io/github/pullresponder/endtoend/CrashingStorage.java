package io.github.pullresponder.endtoend;

import io.github.pullresponder.storage.SteppedBlobs;
import io.github.pullresponder.storage.SteppedTable;
import io.github.pullresponder.storage.Storage;
import io.github.pullresponder.storage.WorkQueue;

/** The storage of a process that may crash before or after each write. */
final class CrashingStorage {
    private CrashingStorage() {}

    static Storage of(Storage storage, ProcessRun life) {
        return new Storage(
                queue(storage.queue(), life),
                new SteppedTable(storage.table(), life::step),
                new SteppedBlobs(storage.reports(), life::step));
    }

    private static WorkQueue queue(WorkQueue queue, ProcessRun life) {
        return text -> {
            life.step("before message");
            queue.send(text);
            life.step("after message");
        };
    }
}
