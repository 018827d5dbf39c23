package io.github.pullresponder.sandbox.functions;

import java.time.Duration;
import java.util.Optional;

/**
 * Hands the messages of one queue to its function, and does with each what the Functions host does: source,
 * {@code QueueListener} and {@code QueueProcessor} of Azure/azure-sdk-for-net.
 */
final class QueueListener {
    private static final String POISON = "-poison";

    /** While a function works; a host whose process died leaves the message invisible for as long. */
    static final Duration WORKING = Duration.ofMinutes(10);

    private final HostedFunction function;
    private final HostQueue queue;
    private final Optional<HostQueue> poison;
    private final QueueSettings settings;

    private QueueListener(
            HostedFunction function, HostQueue queue, Optional<HostQueue> poison, QueueSettings settings) {
        this.function = function;
        this.queue = queue;
        this.poison = poison;
        this.settings = settings;
    }

    /** A poison queue has no poison queue of its own. */
    static QueueListener of(HostedFunction function, String queue, HostQueues queues, QueueSettings settings) {
        Optional<HostQueue> poison =
                queue.endsWith(POISON) ? Optional.empty() : Optional.of(queues.named(queue + POISON));
        return new QueueListener(function, queues.named(queue), poison, settings);
    }

    /** Delivers one message; false if none is visible. */
    boolean deliverNext() {
        var received = queue.receive(WORKING);
        received.ifPresent(this::deliver);
        return received.isPresent();
    }

    private void deliver(QueueMessage message) {
        if (message.dequeueCount() > settings.maxDequeueCount()) {
            // Every try ended in the death of its process, so nothing could put it aside. The real host calls no
            // function for
            // such a message; without a poison queue it does nothing at all, and the message comes back for ever.
            poison.ifPresent(other -> putAside(message, other));
            return;
        }
        FunctionResult result = function.invoke(ChannelDelivery.of(message));
        if (result.died()) {
            return;
        }
        if (result.failure().isEmpty()) {
            queue.delete(message);
        } else {
            poison.ifPresent(other -> tryAgain(message, other));
            // Without a poison queue the message stays invisible: released, it would fail again and again.
        }
    }

    private void tryAgain(QueueMessage message, HostQueue other) {
        if (message.dequeueCount() >= settings.maxDequeueCount()) {
            putAside(message, other);
        } else {
            queue.release(message, settings.visibilityTimeout());
        }
    }

    /** In this order: a death between the two leaves it twice, not lost. */
    private void putAside(QueueMessage message, HostQueue other) {
        other.send(message.text());
        queue.delete(message);
    }
}
