package io.github.pullresponder.cluster;

import io.github.pullresponder.redaction.Redaction;
import java.time.Instant;
import java.util.Optional;

/**
 * One Kubernetes event about a pod.
 *
 * @param message without secrets
 * @param container the container of the event, from {@code involvedObject.fieldPath}
 * @param count the number of occurrences between {@code first} and {@code last}, both by the clock of the node
 * @param recorded the time at which the API server recorded it first, by its own clock ({@code metadata.creationTimestamp})
 */
public record PodEvent(
        String reason,
        String message,
        Optional<String> container,
        int count,
        Optional<Instant> first,
        Optional<Instant> last,
        Optional<Instant> recorded) {
    public PodEvent {
        message = Redaction.of(message);
    }

    /** An event with an unknown recording time. */
    public PodEvent(
            String reason,
            String message,
            Optional<String> container,
            int count,
            Optional<Instant> first,
            Optional<Instant> last) {
        this(reason, message, container, count, first, last, Optional.empty());
    }
}
