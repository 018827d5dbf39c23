package io.github.pullresponder.cluster;

import io.github.pullresponder.redaction.Redaction;
import java.util.List;
import java.util.Optional;

/**
 * A pod, as far as pulling its images goes. Init containers come first, as they run first.
 *
 * @param owner what its image is set on; absent for a pod of its own
 */
public record Pod(
        String namespace,
        String name,
        Optional<String> node,
        String serviceAccount,
        List<String> imagePullSecrets,
        List<Container> containers,
        Optional<Owner> owner) {

    public Pod {
        imagePullSecrets = List.copyOf(imagePullSecrets);
        containers = List.copyOf(containers);
    }

    /** A workload by its kind, in lower case as kubectl takes it, and name. */
    public record Owner(String kind, String name) {}

    /** A container that waits says why: {@code reason} is a word such as {@code ImagePullBackOff}. */
    public record Container(
            String name, String image, Optional<String> waitingReason, Optional<String> waitingMessage) {
        /** Image and message come without secrets: anyone who may create a pod may write anything there. */
        public Container {
            image = Redaction.ofImage(image);
            waitingMessage = Redaction.of(waitingMessage);
        }
    }
}
