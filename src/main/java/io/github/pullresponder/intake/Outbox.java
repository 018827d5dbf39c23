package io.github.pullresponder.intake;

import io.github.pullresponder.storage.StorageUnavailable;
import io.github.pullresponder.storage.WorkQueue;
import io.github.pullresponder.work.WorkItem;
import io.github.pullresponder.work.WorkItemJson;

/** Puts work on the queue, in as many messages as it takes. What fits into none is kept: it must not keep other work from the queue. */
final class Outbox {
    private final WorkQueue queue;
    private final UnreadableInputs unreadable;

    Outbox(WorkQueue queue, UnreadableInputs unreadable) {
        this.queue = queue;
        this.unreadable = unreadable;
    }

    /**
     * When this returns, the work survives this process.
     *
     * @throws StorageUnavailable if it cannot be handed over
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
