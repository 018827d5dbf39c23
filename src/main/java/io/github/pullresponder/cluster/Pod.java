package io.github.pullresponder.cluster;

import io.github.pullresponder.redaction.Redaction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pod, as far as pulling its images goes. Init containers come first, as they run first; ephemeral ones come last.
 *
 * @param imageVolumes the images that it mounts as volumes
 * @param owner what its image is set on; absent for a pod of its own
 * @param providerFailure what the provider of a virtual node says of a pod that it could not create
 */
public record Pod(
        String namespace,
        String name,
        Optional<String> node,
        String serviceAccount,
        List<String> imagePullSecrets,
        List<Container> containers,
        List<String> imageVolumes,
        Optional<Owner> owner,
        Optional<String> providerFailure) {

    public Pod {
        imagePullSecrets = List.copyOf(imagePullSecrets);
        containers = List.copyOf(containers);
        imageVolumes = imageVolumes.stream().map(Redaction::ofImage).toList();
        providerFailure = Redaction.of(providerFailure);
    }

    /** A pod that no provider of a virtual node failed to create. */
    public Pod(
            String namespace,
            String name,
            Optional<String> node,
            String serviceAccount,
            List<String> imagePullSecrets,
            List<Container> containers,
            List<String> imageVolumes,
            Optional<Owner> owner) {
        this(
                namespace,
                name,
                node,
                serviceAccount,
                imagePullSecrets,
                containers,
                imageVolumes,
                owner,
                Optional.empty());
    }

    /** A pod without image volumes. */
    public Pod(
            String namespace,
            String name,
            Optional<String> node,
            String serviceAccount,
            List<String> imagePullSecrets,
            List<Container> containers,
            Optional<Owner> owner) {
        this(namespace, name, node, serviceAccount, imagePullSecrets, containers, List.of(), owner);
    }

    /**
     * The containers and image volumes whose image is not known to be on the node, in words; empty if nothing is left to pull.
     *
     * <p>The kubelet mounts image volumes before it starts a container, so a container that has started has them.
     */
    public List<String> notPulled() {
        var waiting = containers.stream()
                .filter(container -> !container.isPulled())
                .map(container -> "container %s (%s)"
                        .formatted(container.name(), container.waitingReason().orElse("not started")));
        var hasStarted = containers.stream().anyMatch(Container::isPulled);
        var unmounted =
                hasStarted ? Stream.<String>empty() : imageVolumes.stream().map("image volume %s"::formatted);
        return Stream.concat(waiting, unmounted).toList();
    }

    /** A workload by its kind, in lower case as kubectl takes it, and name. */
    public record Owner(String kind, String name) {}

    /**
     * A container that waits says why: {@code reason} is a word such as {@code ImagePullBackOff}.
     *
     * @param isPulled whether its status shows that the node has its image: an image id, or that it runs or ran
     */
    public record Container(
            String name,
            String image,
            Optional<String> waitingReason,
            Optional<String> waitingMessage,
            boolean isPulled) {
        /** Image and message come without secrets: anyone who may create a pod may write anything there. */
        public Container {
            image = Redaction.ofImage(image);
            waitingMessage = Redaction.of(waitingMessage);
        }

        /** A container that waits, or has started. */
        public Container(String name, String image, Optional<String> waitingReason, Optional<String> waitingMessage) {
            this(name, image, waitingReason, waitingMessage, waitingReason.isEmpty());
        }
    }
}
