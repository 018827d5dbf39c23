package io.github.pullresponder.storage;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The queue {@code investigations}: each message is processed at least once. */
public interface WorkQueue {
    String NAME = "investigations";

    /** The suffix of a poison queue, to which the Functions host moves messages after their last failed attempt. */
    String POISON = "-poison";

    /** The maximum size of a message in bytes of UTF-8. Source: "Scalability and performance targets for Queue Storage". */
    int LARGEST = 64 * 1024;

    /**
     * Puts a message on the queue. When this returns, the message is stored.
     *
     * @param text at most 64 KB
     * @throws StorageUnavailableException if the queue cannot be reached
     */
    void send(String text);

    /**
     * Checks that the queue is reachable, without sending a message. A queue in this process always is.
     *
     * @throws StorageUnavailableException if it cannot be reached
     */
    default void checkReachable() {}

    /**
     * The backlogs of this queue and of its poison queue; empty if the queue does not support this.
     *
     * @throws StorageUnavailableException if they cannot be reached
     */
    default List<QueueBacklog> backlogs() {
        return List.of();
    }

    /** Returns true for the name of a poison queue. */
    static boolean isPoison(String name) {
        return name.endsWith(POISON);
    }

    /**
     * Rejects a message that is too large.
     *
     * @throws IllegalArgumentException if it is larger than the limit
     */
    static void requireThatItFits(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw new IllegalArgumentException("a queue message has at most 64 KB");
        }
    }
}
