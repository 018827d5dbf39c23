package io.github.pullresponder.sandbox.functions;

import java.time.Duration;
import java.util.Optional;

/** A storage queue from the side of the Functions host, which takes from it. */
public interface HostQueue {
    /** A visible message; no one else receives it for the given time. */
    Optional<QueueMessage> receive(Duration invisible);

    /** Lets a received message be received again after a while; nothing if another consumer has received it since. */
    void release(QueueMessage received, Duration invisible);

    /** Removes a received message; nothing if another consumer has received it since. */
    void delete(QueueMessage received);

    void send(String text);
}
