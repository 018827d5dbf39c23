package io.github.pullresponder.intake;

import io.github.pullresponder.intake.input.UnreadableInputStore;
import io.github.pullresponder.queue.WorkItem;
import io.github.pullresponder.queue.WorkItemJsonMapper;
import io.github.pullresponder.queue.WorkItemJsonMapper.WorkItemTooLargeException;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.WorkQueue;

/** Puts work items on the queue, in as many messages as necessary. An item that does not fit is stored, so it does not block others. */
final class WorkQueueWriter {
    private final WorkQueue queue;
    private final UnreadableInputStore unreadable;

    WorkQueueWriter(WorkQueue queue, UnreadableInputStore unreadable) {
        this.queue = queue;
        this.unreadable = unreadable;
    }

    /**
     * Puts a work item on the queue; when this returns, it is stored.
     *
     * @throws StorageUnavailableException if it cannot be stored
     */
    void send(WorkItem item) {
        try {
            WorkItemJsonMapper.messages(item).forEach(queue::send);
        } catch (WorkItemTooLargeException e) {
            unreadable.store(
                    item.origin().trigger().source(), WorkItemJsonMapper.write(item), "it is too large for the queue");
        }
    }
}
