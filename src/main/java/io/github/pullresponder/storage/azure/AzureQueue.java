package io.github.pullresponder.storage.azure;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import io.github.pullresponder.storage.WorkQueue;
import java.time.Duration;

/** The queue in the storage account. It is read by the Functions host only. */
final class AzureQueue implements WorkQueue {
    /** A week, the service's default, is shorter than an app may stand still. Source: REST API, "Put Message". */
    private static final Duration FOR_EVER = Duration.ofSeconds(-1);

    private final StoragePlace place = new StoragePlace("queue " + NAME, StorageService.QUEUE);
    private final QueueClient queue;

    AzureQueue(QueueClient queue) {
        this.queue = queue;
    }

    @Override
    public void send(String text) {
        WorkQueue.requireThatItFits(text);
        place.ask(StoragePlace.creating(
                queue::createIfNotExists,
                () -> queue.sendMessageWithResponse(text, Duration.ZERO, FOR_EVER, null, Context.NONE)));
    }

    @Override
    public void reach() {
        place.ask(StoragePlace.creating(queue::createIfNotExists, queue::getProperties));
    }
}
