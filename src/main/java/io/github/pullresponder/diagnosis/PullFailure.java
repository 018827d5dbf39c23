package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * One image that one or more pods of one cluster could not pull, as far as the trigger knows it: what is missing is read.
 *
 * <p>A pod or an image is there, or both.
 */
public record PullFailure(ResourceId cluster, List<PodName> pods, Optional<String> image, Optional<String> message) {

    public PullFailure {
        pods = List.copyOf(pods);
        if (pods.isEmpty() && image.isEmpty()) {
            throw new IllegalArgumentException("a pull failure names a pod or an image");
        }
    }

    public static PullFailure ofPod(ResourceId cluster, String namespace, String pod) {
        return new PullFailure(cluster, List.of(new PodName(namespace, pod)), Optional.empty(), Optional.empty());
    }

    public static PullFailure ofImage(ResourceId cluster, String image, Optional<String> message) {
        return new PullFailure(cluster, List.of(), Optional.of(image), message);
    }

    /** A pod by namespace and name. */
    public record PodName(String namespace, String name) {
        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }
}
