package io.github.pullresponder.storage.embedded;

import io.github.pullresponder.storage.QueueBacklog;
import io.github.pullresponder.storage.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An in-memory queue with the semantics of Azure Storage queues: a received message is invisible for a while, becomes
 * visible again unless it is deleted, and counts its receipts. The last receiver has the valid pop receipt: earlier
 * receivers, whose visibility timeout has expired, can no longer delete the message.
 */
public final class EmbeddedQueue implements WorkQueue {
    /**
     * A received message.
     *
     * @param dequeueCount the number of times that it was received, this time included
     */
    public record Message(String id, String text, int dequeueCount, String popReceipt, Instant insertedAt) {}

    private record Held(Message message, Instant visibleAt) {}

    private final Map<String, Held> messages = new LinkedHashMap<>();
    private final Clock clock;
    private final Optional<EmbeddedQueue> poison;

    public EmbeddedQueue(Clock clock) {
        this(clock, Optional.empty());
    }

    /** @param poison the queue to which the host moves messages whose attempts all failed */
    public EmbeddedQueue(Clock clock, Optional<EmbeddedQueue> poison) {
        this.clock = clock;
        this.poison = poison;
    }

    @Override
    public List<QueueBacklog> backlogs() {
        return Stream.concat(Stream.of(backlog(NAME)), poison.stream().map(other -> other.backlog(NAME + POISON)))
                .toList();
    }

    private synchronized QueueBacklog backlog(String name) {
        var now = clock.instant();
        var oldest = messages.values().stream()
                .filter(held -> !held.visibleAt().isAfter(now))
                .map(held -> held.message().insertedAt())
                .min(Comparator.naturalOrder());
        return new QueueBacklog(name, messages.size(), oldest);
    }

    @Override
    public synchronized void send(String text) {
        WorkQueue.requireThatItFits(text);
        ServiceLimits.checkMessage(text);
        var message = new Message(random(), text, 0, random(), clock.instant());
        messages.put(message.id(), new Held(message, message.insertedAt()));
    }

    /** Receives the oldest visible message, which no other consumer receives for the given time. */
    public synchronized Optional<Message> receive(Duration invisible) {
        var now = clock.instant();
        var next = messages.values().stream()
                .filter(held -> !held.visibleAt().isAfter(now))
                .map(Held::message)
                .findFirst()
                .map(message -> withNewReceipt(message, message.dequeueCount() + 1));
        next.ifPresent(message -> messages.put(message.id(), new Held(message, now.plus(invisible))));
        return next;
    }

    /** Makes a message visible after the given time, unless another consumer has received it since. */
    public synchronized void release(Message received, Duration invisible) {
        if (isStillHeld(received)) {
            var released = withNewReceipt(received, received.dequeueCount());
            messages.put(released.id(), new Held(released, clock.instant().plus(invisible)));
        }
    }

    /** Removes a message, unless another consumer has received it since. */
    public synchronized void delete(Message received) {
        if (isStillHeld(received)) {
            messages.remove(received.id());
        }
    }

    /** The number of messages, visible or not. */
    public synchronized int size() {
        return messages.size();
    }

    private boolean isStillHeld(Message received) {
        var held = messages.get(received.id());
        return held != null && held.message().popReceipt().equals(received.popReceipt());
    }

    private static Message withNewReceipt(Message old, int dequeueCount) {
        return new Message(old.id(), old.text(), dequeueCount, random(), old.insertedAt());
    }

    private static String random() {
        return UUID.randomUUID().toString();
    }
}
