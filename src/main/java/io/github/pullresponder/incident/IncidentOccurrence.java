package io.github.pullresponder.incident;

import io.github.pullresponder.queue.WorkItem.OriginEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * One time that an incident occurred.
 *
 * @param at its time by the app's clock; the clocks of other systems may be minutes off
 * @param alert the id of the alert that reported it
 * @param isPredicted true if no pull has failed yet
 * @param report the id of its report; absent if none was stored, because nothing is new
 * @param correlation the id of the alert or event behind it; absent if the app checked on its own
 */
public record IncidentOccurrence(
        Instant at,
        AffectedPods pods,
        Optional<String> nodePool,
        Optional<String> image,
        Optional<String> alert,
        boolean isPredicted,
        Optional<String> report,
        Optional<String> correlation) {
    IncidentOccurrence withoutReport() {
        return new IncidentOccurrence(at, pods, nodePool, image, alert, isPredicted, Optional.empty(), correlation);
    }

    /** Adds the alert or event behind it. */
    public IncidentOccurrence from(OriginEvent origin) {
        return new IncidentOccurrence(
                at, pods, nodePool, image, alert, isPredicted, report, Optional.of(origin.correlation()));
    }
}
