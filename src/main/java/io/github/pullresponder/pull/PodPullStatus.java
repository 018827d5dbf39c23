package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.Pod.Container;
import io.github.pullresponder.cluster.PodEvent;
import io.github.pullresponder.evidence.ClusterLogs.LoggedPodEvent;
import io.github.pullresponder.pullerror.AttemptCredentialPresence;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullErrorObservations;
import io.github.pullresponder.pullerror.PullErrorParser;
import io.github.pullresponder.pullerror.PullStage;
import io.github.pullresponder.pullerror.Symptom;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The data that the cluster adds to a {@link PullFailure}, read from the pod and its events: image and error, if the trigger does not
 * contain them, and the node, the time of the first failure and the number of failures.
 *
 * <p>The kubelet reports the same failure in several places, and only some contain the reason; this class uses the newest that does.
 *
 * @param since the time of the first failure
 * @param last the time of the last failure
 * @param notPulled the containers and image volumes whose image is not known to be on the node, if nothing failed
 * @param recorded the time at which the API server recorded the event: its message is not older
 * @param others the other containers of the pod whose images cannot be pulled
 */
public record PodPullStatus(
        String image,
        PullError error,
        Optional<String> node,
        Optional<Instant> since,
        Optional<Instant> last,
        Optional<Integer> attempts,
        List<String> notPulled,
        Optional<Instant> recorded,
        List<FailingContainer> others) {
    public PodPullStatus {
        notPulled = List.copyOf(notPulled);
        others = List.copyOf(others);
    }

    /** Waiting reasons of a container with an image error (kubelet: images/types.go). */
    private static final Set<String> PULL_ERRORS = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "ImageInspectError",
            "RegistryUnavailable",
            "SignatureValidationFailed");

    private static final Set<Symptom> WITHOUT_REASON =
            EnumSet.of(Symptom.NONE, Symptom.BACK_OFF, Symptom.UNKNOWN, Symptom.CANCELED);

    private record ObservedError(PullError error, Optional<PodEvent> event) {
        boolean hasReason() {
            return PodPullStatus.hasReason(error);
        }
    }

    /** Returns true if a message contains the reason of the failure, not only the fact. */
    static boolean hasReason(PullError error) {
        return !WITHOUT_REASON.contains(error.symptom());
    }

    boolean hasReason() {
        return hasReason(error);
    }

    /** @param wanted the requested image: its container comes first if several fail */
    static PodPullStatus of(Pod pod, List<PodEvent> events, Optional<String> wanted) {
        var failing = pod.containers().stream()
                .filter(container ->
                        container.waitingReason().filter(PULL_ERRORS::contains).isPresent())
                .toList();
        var pulls = new LinkedHashMap<Container, PodPullStatus>();
        failing.forEach(container -> pulls.put(container, ofContainer(pod, container, events)));
        return pulls.entrySet().stream()
                .max(Comparator.<Map.Entry<Container, PodPullStatus>, Boolean>comparing(pull -> wanted.filter(
                                        image -> EffectivePullError.isSameImage(image, pull.getValue().image))
                                .isPresent())
                        .thenComparing(pull -> pull.getValue().hasReason()))
                .map(chosen -> chosen.getValue().withOthers(except(chosen.getKey(), pulls)))
                .or(() -> ofSandbox(pod, events))
                .or(() -> VirtualNodePullReader.of(pod, events))
                .orElseGet(() -> nothing(pod));
    }

    private static List<FailingContainer> except(Container chosen, Map<Container, PodPullStatus> pulls) {
        return pulls.entrySet().stream()
                .filter(pull -> !pull.getKey().equals(chosen))
                .map(pull -> new FailingContainer(
                        pull.getKey().name(),
                        pull.getValue().image,
                        pull.getValue().error.symptom()))
                .toList();
    }

    private PodPullStatus withOthers(List<FailingContainer> failing) {
        return new PodPullStatus(image, error, node, since, last, attempts, notPulled, recorded, failing);
    }

    static PodPullStatus of(LoggedPodEvent logged) {
        var error = PullErrorParser.parse(logged.event().message());
        return new PodPullStatus(
                error.image().orElse(""),
                error,
                logged.node(),
                logged.event().first(),
                logged.event().last(),
                Optional.of(logged.event().count()),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static PodPullStatus ofContainer(Pod pod, Container container, List<PodEvent> events) {
        var fromEvents = newestFirst(events)
                .filter(event ->
                        event.container().filter(container.name()::equals).isPresent())
                .map(event -> new ObservedError(PullErrorParser.parse(event.message()), Optional.of(event)))
                .filter(statement -> statement.error.symptom() != Symptom.NONE);
        var waiting = Stream.concat(container.waitingMessage().stream(), container.waitingReason().stream())
                .map(message ->
                        new ObservedError(PullErrorParser.parseAbout(container.image(), message), Optional.empty()));
        var statements = Stream.concat(fromEvents, waiting).toList();
        var chosen = statements.stream()
                .filter(ObservedError::hasReason)
                .findFirst()
                .or(() -> statements.stream().findFirst())
                .orElseThrow();
        return observed(pod, imageOf(container, chosen, pod), chosen);
    }

    /** A container has the same waiting reasons if the image of a volume cannot be pulled. */
    private static String imageOf(Container container, ObservedError statement, Pod pod) {
        return statement.error.image().filter(pod.imageVolumes()::contains).orElse(container.image());
    }

    /** Before any container starts, the node pulls the sandbox image; only events report that failure. */
    private static Optional<PodPullStatus> ofSandbox(Pod pod, List<PodEvent> events) {
        var started = pod.containers().stream()
                .anyMatch(container -> container.waitingReason().isEmpty());
        return newestFirst(events)
                .filter(event -> !started && event.reason().equals("FailedCreatePodSandBox"))
                .map(event -> new ObservedError(PullErrorParser.parse(event.message()), Optional.of(event)))
                .filter(ObservedError::hasReason)
                .filter(statement -> statement.error.image().isPresent())
                .findFirst()
                .map(statement -> observed(pod, statement.error.image().orElseThrow(), statement));
    }

    private static PodPullStatus observed(Pod pod, String image, ObservedError statement) {
        return new PodPullStatus(
                image,
                statement.error,
                pod.node(),
                statement.event.flatMap(PodEvent::first),
                statement.event.flatMap(PodEvent::last),
                statement.event.map(PodEvent::count),
                List.of(),
                statement.event.flatMap(PodEvent::recorded),
                List.of());
    }

    /** A pod without any sign of a failed pull. */
    private static PodPullStatus nothing(Pod pod) {
        var image = pod.containers().stream().map(Container::image).findFirst().orElse("");
        var error = new PullError(
                Symptom.NONE,
                PullStage.UNKNOWN,
                Optional.empty(),
                AttemptCredentialPresence.NOT_SAID,
                Optional.of(image),
                "",
                PullErrorObservations.NONE);
        return new PodPullStatus(
                image,
                error,
                pod.node(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                pod.notPulled(),
                Optional.empty(),
                List.of());
    }

    private static Stream<PodEvent> newestFirst(List<PodEvent> events) {
        return events.stream()
                .sorted(Comparator.comparing((PodEvent event) -> event.last().orElse(Instant.MIN))
                        .reversed());
    }
}
