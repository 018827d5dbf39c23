package io.github.pullresponder.pull;

import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.redaction.Redaction;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One image that one or more pods of one cluster could not pull, as far as the trigger knows it: what is missing is read.
 *
 * <p>A pod or an image is there, or both.
 *
 * @param image without secrets, as the message is
 * @param foreseen how it would fail, where nothing failed yet and the question is whether the next pull would; empty for a
 *     pull that has failed
 */
public record PullFailure(
        ResourceId cluster,
        List<PodName> pods,
        Optional<String> image,
        Optional<String> message,
        Set<Symptom> foreseen) {

    public PullFailure {
        pods = List.copyOf(pods);
        foreseen = Set.copyOf(foreseen);
        image = image.map(Redaction::ofImage);
        message = Redaction.of(message);
        if (pods.isEmpty() && image.isEmpty()) {
            throw new IllegalArgumentException("a pull failure names a pod or an image");
        }
    }

    public static PullFailure ofPod(ResourceId cluster, String namespace, String pod) {
        return new PullFailure(
                cluster, List.of(new PodName(namespace, pod)), Optional.empty(), Optional.empty(), Set.of());
    }

    public static PullFailure ofImage(ResourceId cluster, String image, Optional<String> message) {
        return new PullFailure(cluster, List.of(), Optional.of(image), message, Set.of());
    }

    /** Would the next pull of an image by these pods fail in one of these ways? The first pod stands for all. */
    public static PullFailure foreseen(ResourceId cluster, List<PodName> pods, String image, Set<Symptom> ways) {
        return new PullFailure(cluster, pods, Optional.of(image), Optional.empty(), ways);
    }

    /** Whether this is a question about the next pull, and nothing has failed. */
    public boolean isForeseen() {
        return !foreseen.isEmpty();
    }

    /** A pod by namespace and name. */
    public record PodName(String namespace, String name) {
        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }
}
