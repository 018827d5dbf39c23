package io.github.pullresponder.storage;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The queue {@code investigations}: what is on it is done at least once. */
public interface WorkQueue {
    String NAME = "investigations";

    /** What the Functions host appends to the name of a queue for the one where it puts messages whose tries all failed. */
    String POISON = "-poison";

    /** In bytes of UTF-8. Source: "Scalability and performance targets for Queue Storage". */
    int LARGEST = 64 * 1024;

    /**
     * Puts a message on the queue. When this returns, the message survives this process.
     *
     * @param text at most 64 KB
     * @throws StorageUnavailableException if the queue cannot be reached
     */
    void send(String text);

    /**
     * Sends nothing; only finds out whether the queue is there. One in this process always is.
     *
     * @throws StorageUnavailableException if it cannot be reached
     */
    default void reach() {}

    /**
     * What lies on this queue, and on the one for messages whose tries all failed. Nothing for a queue that cannot be looked at.
     *
     * @throws StorageUnavailableException if they cannot be reached
     */
    default List<Backlog> backlogs() {
        return List.of();
    }

    /** Whether the host puts messages of another queue there. */
    static boolean isPoison(String name) {
        return name.endsWith(POISON);
    }

    /**
     * Refuses a message that is too large.
     *
     * @throws IllegalArgumentException if it is more than a message can hold
     */
    static void requireThatItFits(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw new IllegalArgumentException("a queue message holds at most 64 KB");
        }
    }
}
