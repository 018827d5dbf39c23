package io.github.pullresponder.cluster;

import io.github.pullresponder.redaction.Redaction;
import java.time.Instant;
import java.util.Optional;

/**
 * One Kubernetes event about a pod.
 *
 * @param message without secrets
 * @param container the container it is about, taken from {@code involvedObject.fieldPath}
 * @param count how often it happened between {@code first} and {@code last}, both by the clock of the node
 * @param recorded when the API server recorded it first, by its own clock ({@code metadata.creationTimestamp})
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

    /** An event of which it is not known when it was recorded. */
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
