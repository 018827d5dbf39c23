package io.github.pullresponder.incident;

import io.github.pullresponder.queue.WorkItem.Origin;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that told of an incident.
 *
 * @param at by the clock of the responder: those of others may be minutes off
 * @param alert the id of the alert that told of it
 * @param report the id of the report that says why; absent where none was kept, because nothing is new
 * @param correlation the id of the alert or event behind it; absent where the responder looked by itself
 */
public record Occurrence(
        Instant at,
        PodSet pods,
        Optional<String> nodePool,
        Optional<String> image,
        Optional<String> alert,
        boolean foreseen,
        Optional<String> report,
        Optional<String> correlation) {
    Occurrence withoutReport() {
        return new Occurrence(at, pods, nodePool, image, alert, foreseen, Optional.empty(), correlation);
    }

    /** The same, when something from outside led to it. */
    public Occurrence from(Origin origin) {
        return new Occurrence(at, pods, nodePool, image, alert, foreseen, report, Optional.of(origin.correlation()));
    }
}
