package io.github.pullresponder.pull;

import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullErrorParser;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.redaction.Redaction;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One image that pods of one cluster could not pull, as far as the trigger knows it: a pod or an image is there, or both. What
 * is missing is read and becomes an {@link ObservedPull}.
 *
 * @param image without secrets, as the message is
 * @param predicted how it would fail, where nothing failed yet and the question is whether the next pull would; empty for a
 *     pull that has failed
 */
public record PullFailure(
        ResourceId cluster,
        List<PodName> pods,
        Optional<String> image,
        Optional<String> message,
        Set<Symptom> predicted) {

    public PullFailure {
        pods = List.copyOf(pods);
        predicted = Set.copyOf(predicted);
        image = image.map(Redaction::ofImage);
        message = Redaction.of(message);
    }

    public static PullFailure of(
            ResourceId cluster, List<PodName> pods, Optional<String> image, Optional<String> message) {
        return new PullFailure(cluster, pods, image, message, Set.of());
    }

    public static PullFailure ofPod(ResourceId cluster, String namespace, String pod) {
        return of(cluster, List.of(new PodName(namespace, pod)), Optional.empty(), Optional.empty());
    }

    /**
     * A pod, and what it is said to have reported.
     *
     * @param message stands in for events of the pod that are gone
     */
    public static PullFailure ofPod(ResourceId cluster, String namespace, String pod, Optional<String> message) {
        return of(cluster, List.of(new PodName(namespace, pod)), Optional.empty(), message);
    }

    public static PullFailure ofImage(ResourceId cluster, String image, Optional<String> message) {
        return of(cluster, List.of(), Optional.of(image), message);
    }

    /** Would the next pull of an image by these pods fail in one of these ways? The first pod stands for all. */
    public static PullFailure predicted(ResourceId cluster, List<PodName> pods, String image, Set<Symptom> ways) {
        return new PullFailure(cluster, pods, Optional.of(image), Optional.empty(), ways);
    }

    /** The same failure of other pods. */
    public PullFailure withPods(List<PodName> others) {
        return new PullFailure(cluster, others, image, message, predicted);
    }

    /** The image that the trigger or its message names. */
    Optional<String> namedImage() {
        return image.or(() -> message.map(PullErrorParser::parse).flatMap(PullError::image));
    }

    /** Whether this is a question about the next pull, and nothing has failed. */
    public boolean isPredicted() {
        return !predicted.isEmpty();
    }

    /** Whether there is enough to read the rest. */
    boolean namesPodOrImage() {
        return !pods.isEmpty() || image.isPresent();
    }

    /** A pod by namespace and name. */
    public record PodName(String namespace, String name) {
        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }
}
