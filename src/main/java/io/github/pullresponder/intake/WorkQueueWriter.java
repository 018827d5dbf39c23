package io.github.pullresponder.intake;

import io.github.pullresponder.intake.input.UnreadableInputs;
import io.github.pullresponder.queue.WorkItem;
import io.github.pullresponder.queue.WorkItemJson;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.WorkQueue;

/** Puts work on the queue, in as many messages as it takes. Work that fits into none is stored: it must not block other work. */
final class WorkQueueWriter {
    private final WorkQueue queue;
    private final UnreadableInputs unreadable;

    WorkQueueWriter(WorkQueue queue, UnreadableInputs unreadable) {
        this.queue = queue;
        this.unreadable = unreadable;
    }

    /**
     * When this returns, the work survives this process.
     *
     * @throws StorageUnavailableException if it cannot be handed over
     */
    void send(WorkItem item) {
        try {
            WorkItemJson.messages(item).forEach(queue::send);
        } catch (WorkItemJson.TooLarge e) {
            unreadable.keep(
                    item.origin().trigger().source(), WorkItemJson.write(item), "it is too large for the queue");
        }
    }
}
