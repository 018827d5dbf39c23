package io.github.pullresponder.storage.embedded;

import io.github.pullresponder.storage.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A queue in this process, with the semantics of Azure Storage queues: a received message is invisible for a while, comes
 * back unless it is deleted, and counts how often it was received.
 */
public final class EmbeddedQueue implements WorkQueue {
    private static final int LARGEST = 64 * 1024;

    /** @param dequeueCount how often it was received, this time included */
    public record Message(String id, String text, int dequeueCount) {}

    private record Held(String text, int dequeueCount, Instant visibleAt) {}

    private final Map<String, Held> messages = new LinkedHashMap<>();
    private final Clock clock;

    public EmbeddedQueue(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void send(String text) {
        if (text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LARGEST) {
            throw new IllegalArgumentException("a queue message holds at most 64 KB");
        }
        messages.put(UUID.randomUUID().toString(), new Held(text, 0, Instant.MIN));
    }

    /** The oldest visible message; nobody else receives it for the given time. */
    public synchronized Optional<Message> receive(Duration invisible) {
        var now = clock.instant();
        var next = messages.entrySet().stream()
                .filter(entry -> !entry.getValue().visibleAt().isAfter(now))
                .findFirst();
        next.ifPresent(entry -> entry.setValue(
                new Held(entry.getValue().text(), entry.getValue().dequeueCount() + 1, now.plus(invisible))));
        return next.map(entry -> new Message(
                entry.getKey(), entry.getValue().text(), entry.getValue().dequeueCount()));
    }

    /** Lets a message be received again at once, or after a while. */
    public synchronized void release(String id, Duration invisible) {
        messages.computeIfPresent(
                id,
                (key, held) -> new Held(
                        held.text(), held.dequeueCount(), clock.instant().plus(invisible)));
    }

    public synchronized void delete(String id) {
        messages.remove(id);
    }

    public synchronized int size() {
        return messages.size();
    }
}
