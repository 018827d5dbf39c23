package io.github.pullresponder.storage.azure;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import io.github.pullresponder.storage.Backlog;
import io.github.pullresponder.storage.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The queue in the storage account. It is read by the Functions host only. */
final class AzureQueue implements WorkQueue {
    /** A week, the service's default, is shorter than an app may stand still. Source: REST API, "Put Message". */
    private static final Duration FOR_EVER = Duration.ofSeconds(-1);

    private static final int NOT_FOUND = 404;

    /** As many as the service shows: "Peek Messages". */
    private static final int MOST_PEEKED = 32;

    private final StoragePlace place = new StoragePlace("queue " + NAME, StorageService.QUEUE);
    private final StoragePlace poisonPlace = new StoragePlace("queue " + NAME + POISON, StorageService.QUEUE);
    private final QueueClient queue;
    private final QueueClient poison;

    /** @param poison where the host puts messages whose tries all failed */
    AzureQueue(QueueClient queue, QueueClient poison) {
        this.queue = queue;
        this.poison = poison;
    }

    @Override
    public void send(String text) {
        WorkQueue.requireThatItFits(text);
        place.ask(StoragePlace.creating(
                queue::createIfNotExists,
                () -> queue.sendMessageWithResponse(text, Duration.ZERO, FOR_EVER, null, Context.NONE)));
    }

    @Override
    public List<Backlog> backlogs() {
        return List.of(backlog(place, NAME, queue), backlog(poisonPlace, NAME + POISON, poison));
    }

    /** The host makes a queue when it is needed first. */
    private static Backlog backlog(StoragePlace place, String name, QueueClient queue) {
        return place.ask(
                () -> {
                    var count = queue.getProperties().getApproximateMessagesCountLong();
                    var oldest = count == 0
                            ? Optional.<Instant>empty()
                            : queue.peekMessages(MOST_PEEKED, null, Context.NONE).stream()
                                    .map(message -> message.getInsertionTime().toInstant())
                                    .min(Comparator.naturalOrder());
                    return new Backlog(name, count, oldest);
                },
                Set.of(NOT_FOUND),
                () -> Backlog.none(name));
    }

    @Override
    public void reach() {
        place.ask(StoragePlace.creating(queue::createIfNotExists, queue::getProperties));
    }
}
