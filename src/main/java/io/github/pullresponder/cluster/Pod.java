package io.github.pullresponder.cluster;

import io.github.pullresponder.redaction.Redaction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pod, with the properties that matter to pulls. Init containers come first, as they run first; ephemeral ones come last.
 *
 * @param imageVolumes the images that it mounts as volumes
 * @param owner the object that defines its image; absent for a pod without an owner
 * @param providerFailure the error of a virtual node's provider for a pod that it could not create
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

    /** A pod without an error of a virtual node's provider. */
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
     * Describes the containers and image volumes whose image is not known to be on the node; empty if nothing is left to pull.
     *
     * <p>The kubelet mounts image volumes before it starts a container, so they are present if a container has started.
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

    /** A workload by its kind, in lower case as for kubectl, and name. */
    public record Owner(String kind, String name) {}

    /**
     * A container. A waiting one has a reason: {@code reason} is a word such as {@code ImagePullBackOff}.
     *
     * @param isPulled true if its status shows that the node has its image: by an image id, or because it runs or ran
     */
    public record Container(
            String name,
            String image,
            Optional<String> waitingReason,
            Optional<String> waitingMessage,
            boolean isPulled) {
        /** Redacts image and message: anyone who can create a pod can write any text there. */
        public Container {
            image = Redaction.ofImage(image);
            waitingMessage = Redaction.of(waitingMessage);
        }

        /** A container that waits or has started. */
        public Container(String name, String image, Optional<String> waitingReason, Optional<String> waitingMessage) {
            this(name, image, waitingReason, waitingMessage, waitingReason.isEmpty());
        }
    }
}
