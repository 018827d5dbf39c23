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
 * One image that pods of one cluster could not pull, with the facts of the trigger: a pod or an image, or both. Missing facts
 * are read and become a {@link PodPullStatus}.
 *
 * @param image without secrets, like the message
 * @param predicted the symptoms of a predicted failure, for the question if the next pull would fail; empty for a
 * pull that has failed
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
     * A failure of a pod with its reported message.
     *
     * @param message replaces events of the pod that are no longer available
     */
    public static PullFailure ofPod(ResourceId cluster, String namespace, String pod, Optional<String> message) {
        return of(cluster, List.of(new PodName(namespace, pod)), Optional.empty(), message);
    }

    public static PullFailure ofImage(ResourceId cluster, String image, Optional<String> message) {
        return of(cluster, List.of(), Optional.of(image), message);
    }

    /** Asks if the next pull of an image by these pods would fail with one of these symptoms. The first pod represents all. */
    public static PullFailure predicted(ResourceId cluster, List<PodName> pods, String image, Set<Symptom> symptoms) {
        return new PullFailure(cluster, pods, Optional.of(image), Optional.empty(), symptoms);
    }

    /** The same failure for other pods. */
    public PullFailure withPods(List<PodName> others) {
        return new PullFailure(cluster, others, image, message, predicted);
    }

    /** The image in the trigger or its message. */
    Optional<String> namedImage() {
        return image.or(() -> message.map(PullErrorParser::parse).flatMap(PullError::image));
    }

    /** Returns true if this is a question about the next pull, and nothing has failed. */
    public boolean isPredicted() {
        return !predicted.isEmpty();
    }

    /** Returns true if there is enough information to read the rest. */
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
