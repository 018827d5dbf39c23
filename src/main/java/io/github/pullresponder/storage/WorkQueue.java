package io.github.pullresponder.storage;

import java.nio.charset.StandardCharsets;

/** The queue {@code investigations}: what is on it is done at least once. */
public interface WorkQueue {
    String NAME = "investigations";

    /** In bytes of UTF-8. Source: "Scalability and performance targets for Queue Storage". */
    int LARGEST = 64 * 1024;

    /**
     * Puts a message on the queue. When this returns, the message survives this process.
     *
     * @param text at most 64 KB
     * @throws StorageUnavailable if the queue cannot be reached
     */
    void send(String text);

    /**
     * Sends nothing; only finds out whether the queue is there. One in this process always is.
     *
     * @throws StorageUnavailable if it cannot be reached
     */
    default void reach() {}

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
