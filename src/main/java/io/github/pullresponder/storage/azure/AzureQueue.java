package io.github.pullresponder.storage.azure;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import io.github.pullresponder.storage.QueueBacklog;
import io.github.pullresponder.storage.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The queue in the storage account. Only the Functions host reads it. */
final class AzureQueue implements WorkQueue {
    /** No expiry: an app may stop for longer than the service's default of a week. Source: REST API, "Put Message". */
    private static final Duration FOR_EVER = Duration.ofSeconds(-1);

    private static final int NOT_FOUND = 404;

    /** The service's limit of "Peek Messages". */
    private static final int MOST_PEEKED = 32;

    private final StorageExceptionTranslator place =
            new StorageExceptionTranslator("queue " + NAME, StorageService.QUEUE);
    private final StorageExceptionTranslator poisonPlace =
            new StorageExceptionTranslator("queue " + NAME + POISON, StorageService.QUEUE);
    private final QueueClient queue;
    private final QueueClient poison;

    /** @param poison the poison queue, to which the host moves messages after their last failed attempt */
    AzureQueue(QueueClient queue, QueueClient poison) {
        this.queue = queue;
        this.poison = poison;
    }

    @Override
    public void send(String text) {
        WorkQueue.requireThatItFits(text);
        place.ask(StorageExceptionTranslator.creating(
                queue::createIfNotExists,
                () -> queue.sendMessageWithResponse(text, Duration.ZERO, FOR_EVER, null, Context.NONE)));
    }

    @Override
    public List<QueueBacklog> backlogs() {
        return List.of(backlog(place, NAME, queue), backlog(poisonPlace, NAME + POISON, poison));
    }

    /** The backlog of a queue, which may not exist, because the host creates it on first use. */
    private static QueueBacklog backlog(StorageExceptionTranslator place, String name, QueueClient queue) {
        return place.ask(
                () -> {
                    var count = queue.getProperties().getApproximateMessagesCountLong();
                    var oldest = count == 0
                            ? Optional.<Instant>empty()
                            : queue.peekMessages(MOST_PEEKED, null, Context.NONE).stream()
                                    .map(message -> message.getInsertionTime().toInstant())
                                    .min(Comparator.naturalOrder());
                    return new QueueBacklog(name, count, oldest);
                },
                Set.of(NOT_FOUND),
                () -> QueueBacklog.none(name));
    }

    @Override
    public void checkReachable() {
        place.ask(StorageExceptionTranslator.creating(queue::createIfNotExists, queue::getProperties));
    }
}
