package io.github.pullresponder.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * What lies on a queue.
 *
 * @param messages about how many there are, those in progress or that wait for another try included ("Get Queue
 *     Metadata")
 * @param oldest when the oldest of those that anybody could receive now was put there
 */
public record Backlog(String queue, long messages, Optional<Instant> oldest) {
    /** A queue that is not there, or on which nothing is. */
    public static Backlog none(String queue) {
        return new Backlog(queue, 0, Optional.empty());
    }
}
