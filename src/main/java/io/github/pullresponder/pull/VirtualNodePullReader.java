package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.Pod.Container;
import io.github.pullresponder.cluster.PodEvent;
import io.github.pullresponder.pullerror.AttemptCredentialPresence;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullErrorObservations;
import io.github.pullresponder.pullerror.PullStage;
import io.github.pullresponder.pullerror.Symptom;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a failed pull on a virtual node. Azure Container Instances pulls there, and the pod has its response: in its status, in the state
 * of a container, or in an event (virtual-kubelet, node/pod.go).
 */
final class VirtualNodePullReader {
    private static final String WAITING = "ProviderFailed";
    private static final String EVENT = "ProviderCreateFailed";

    /** Codes and words of Azure Container Instances for an image that it could not pull ("Troubleshoot common issues in ACI"). */
    private static final Pattern ABOUT_IMAGES = Pattern.compile(
            "RegistryErrorResponse|InaccessibleImage|InvalidImageRegistry|ImagePull|OsVersionMismatch"
                    + "|docker registry|image registry|registry credential|imageRegistryCredential|pull image|pulling image",
            Pattern.CASE_INSENSITIVE);

    private record ContainerInstanceError(String text, Optional<PodEvent> event) {}

    private VirtualNodePullReader() {}

    static Optional<PodPullStatus> of(Pod pod, List<PodEvent> events) {
        return statements(pod, events)
                .filter(statement -> ABOUT_IMAGES.matcher(statement.text()).find())
                .findFirst()
                .map(statement -> observed(pod, statement));
    }

    private static Stream<ContainerInstanceError> statements(Pod pod, List<PodEvent> events) {
        var ofEvents = events.stream()
                .filter(event -> event.reason().equals(EVENT))
                .sorted(Comparator.comparing((PodEvent event) -> event.last().orElse(Instant.MIN))
                        .reversed())
                .map(event -> new ContainerInstanceError(event.message(), Optional.of(event)));
        var ofContainers = pod.containers().stream()
                .filter(container ->
                        container.waitingReason().filter(WAITING::equals).isPresent())
                .flatMap(container -> container.waitingMessage().stream())
                .map(text -> new ContainerInstanceError(text, Optional.empty()));
        var ofPod = pod.providerFailure().stream().map(text -> new ContainerInstanceError(text, Optional.empty()));
        return Stream.of(ofEvents, ofPod, ofContainers).flatMap(stream -> stream);
    }

    private static PodPullStatus observed(Pod pod, ContainerInstanceError statement) {
        var image = imageIn(statement.text(), pod);
        return new PodPullStatus(
                image,
                new PullError(
                        Symptom.UNKNOWN,
                        PullStage.UNKNOWN,
                        Optional.empty(),
                        AttemptCredentialPresence.NOT_SAID,
                        Optional.of(image),
                        statement.text(),
                        PullErrorObservations.NONE),
                pod.node(),
                statement.event().flatMap(PodEvent::first),
                statement.event().flatMap(PodEvent::last),
                statement.event().map(PodEvent::count),
                List.of(),
                statement.event().flatMap(PodEvent::recorded),
                List.of());
    }

    /** The image in the text, else one of the registry in the text, else the first. */
    private static String imageIn(String text, Pod pod) {
        var images = pod.containers().stream().map(Container::image).toList();
        return images.stream()
                .filter(text::contains)
                .findFirst()
                .or(() -> images.stream()
                        .filter(image -> text.contains(image.split("/", 2)[0]))
                        .findFirst())
                .or(() -> images.stream().findFirst())
                .orElse("");
    }
}
