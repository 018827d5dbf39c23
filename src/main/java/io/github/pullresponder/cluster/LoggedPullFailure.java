package io.github.pullresponder.cluster;

import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of {@code KubeEvents} about a failed pull. Container Insights writes such a row for every event, and again each time
 * the event's count increases.
 *
 * @param happened the time at which the collector saw the event
 * @param arrived the time from which queries return the row, which may be minutes later, and out of order ("Log data ingestion time in
 * Azure Monitor")
 */
public record LoggedPullFailure(
        ResourceId cluster,
        String namespace,
        String pod,
        Optional<String> node,
        PodEvent event,
        Instant happened,
        Instant arrived) {

    /** The time of the last failed pull according to the event. */
    public Instant last() {
        return event.last().orElse(happened);
    }
}
