package io.github.pullresponder.cluster;

import io.github.pullresponder.redaction.Redaction;
import java.time.Instant;
import java.util.Optional;

/**
 * One Kubernetes event about a pod.
 *
 * @param message without secrets
 * @param container the container it is about, taken from {@code involvedObject.fieldPath}
 * @param count how often it happened between {@code first} and {@code last}
 */
public record PodEvent(
        String reason,
        String message,
        Optional<String> container,
        int count,
        Optional<Instant> first,
        Optional<Instant> last) {
    public PodEvent {
        message = Redaction.of(message);
    }
}
