package io.github.pullresponder.sandbox.functions;

import io.github.pullresponder.storage.WorkQueue;
import io.github.pullresponder.storage.embedded.EmbeddedQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** In-memory queues. Their clock decides whether a message is visible, so a test can move the clock forward. */
public final class EmbeddedQueues implements HostQueues {
    private final Map<String, EmbeddedQueue> queues = new ConcurrentHashMap<>();
    private final Clock clock;

    public EmbeddedQueues(Clock clock) {
        this.clock = clock;
    }

    /** The same queue as its senders use it. */
    public EmbeddedQueue queue(String name) {
        var poison = WorkQueue.isPoison(name)
                ? Optional.<EmbeddedQueue>empty()
                : Optional.of(queue(name + WorkQueue.POISON));
        return queues.computeIfAbsent(name, any -> new EmbeddedQueue(clock, poison));
    }

    @Override
    public HostQueue named(String name) {
        return new Received(queue(name));
    }

    private record Received(EmbeddedQueue queue) implements HostQueue {
        @Override
        public Optional<QueueMessage> receive(Duration invisible) {
            return queue.receive(invisible)
                    .map(message -> new QueueMessage(
                            message.id(),
                            message.text(),
                            message.dequeueCount(),
                            message.popReceipt(),
                            message.insertedAt()));
        }

        @Override
        public void release(QueueMessage received, Duration invisible) {
            queue.release(held(received), invisible);
        }

        @Override
        public void delete(QueueMessage received) {
            queue.delete(held(received));
        }

        @Override
        public void send(String text) {
            queue.send(text);
        }

        private static EmbeddedQueue.Message held(QueueMessage message) {
            return new EmbeddedQueue.Message(
                    message.id(),
                    message.text(),
                    Math.toIntExact(message.dequeueCount()),
                    message.popReceipt(),
                    message.insertedAt());
        }
    }
}
