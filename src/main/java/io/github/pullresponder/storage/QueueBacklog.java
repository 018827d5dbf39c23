package io.github.pullresponder.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * The messages on a queue.
 *
 * @param messages their approximate number, including messages in progress or waiting for a retry ("Get Queue Metadata")
 * @param oldest the insertion time of the oldest visible message
 */
public record QueueBacklog(String queue, long messages, Optional<Instant> oldest) {
    /** The backlog of a missing or empty queue. */
    public static QueueBacklog none(String queue) {
        return new QueueBacklog(queue, 0, Optional.empty());
    }
}
