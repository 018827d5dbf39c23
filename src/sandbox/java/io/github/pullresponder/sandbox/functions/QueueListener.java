package io.github.pullresponder.sandbox.functions;

import java.time.Duration;
import java.util.Optional;

/**
 * Delivers the messages of one queue to its function, and handles each message as the Functions host does. Source:
 * {@code QueueListener} and {@code QueueProcessor} of Azure/azure-sdk-for-net.
 */
final class QueueListener {
    private static final String POISON = "-poison";

    /**
     * Visibility timeout while a function runs. If the process of the host dies, the message stays invisible for this
     * time.
     */
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
            // Every attempt ended with the death of its process, so none could move the message to the poison queue.
            // The real host calls no function for such a message. Without a poison queue it does nothing, and the
            // message comes back indefinitely.
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
            // Without a poison queue, the message stays invisible: a released message would fail again and again.
        }
    }

    private void tryAgain(QueueMessage message, HostQueue other) {
        if (message.dequeueCount() >= settings.maxDequeueCount()) {
            putAside(message, other);
        } else {
            queue.release(message, settings.visibilityTimeout());
        }
    }

    /** Sends before it deletes: if the process dies between the two, the message is duplicated, not lost. */
    private void putAside(QueueMessage message, HostQueue other) {
        other.send(message.text());
        queue.delete(message);
    }
}
