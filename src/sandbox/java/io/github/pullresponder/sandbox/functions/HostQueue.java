package io.github.pullresponder.sandbox.functions;

import java.time.Duration;
import java.util.Optional;

/** A storage queue as the Functions host uses it. */
public interface HostQueue {
    /** Receives a visible message, which no other consumer receives for the given time. */
    Optional<QueueMessage> receive(Duration invisible);

    /** Makes a received message visible after the given time, unless another consumer has received it since. */
    void release(QueueMessage received, Duration invisible);

    /** Removes a received message, unless another consumer has received it since. */
    void delete(QueueMessage received);

    void send(String text);
}
