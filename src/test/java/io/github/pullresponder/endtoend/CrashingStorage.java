package io.github.pullresponder.endtoend;

import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.SteppedBlobs;
import io.github.pullresponder.storage.SteppedTable;
import io.github.pullresponder.storage.WorkQueue;

/** The storage of a process that may crash before or after each write. */
final class CrashingStorage {
    private CrashingStorage() {}

    static AppStorage of(AppStorage storage, ProcessRun life) {
        return new AppStorage(
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
