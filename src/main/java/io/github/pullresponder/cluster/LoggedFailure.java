package io.github.pullresponder.cluster;

import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of {@code KubeEvents} about a failed pull. Container Insights writes such a row for every event, and
 * again whenever the event's count grows.
 *
 * @param happened when the collector saw the event
 * @param arrived when the row could be queried, which may be minutes later, and out of order ("Log data ingestion time in
 *     Azure Monitor")
 */
public record LoggedFailure(
        ResourceId cluster,
        String namespace,
        String pod,
        Optional<String> node,
        PodEvent event,
        Instant happened,
        Instant arrived) {

    /** When the pull failed last, as far as the event says. */
    public Instant last() {
        return event.last().orElse(happened);
    }
}
