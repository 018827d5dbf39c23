package io.github.pullresponder.storage;

/** The queue {@code investigations}: what is on it is done at least once. */
public interface WorkQueue {
    String NAME = "investigations";

    /**
     * Puts a message on the queue. When this returns, the message survives this process.
     *
     * @param text at most 64 KB
     * @throws StorageUnavailable if the queue cannot be reached
     */
    void send(String text);
}
