package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.Pod.Container;
import io.github.pullresponder.cluster.PodEvent;
import io.github.pullresponder.evidence.ClusterLogs.LoggedPullFailure;
import io.github.pullresponder.pullerror.Credentials;
import io.github.pullresponder.pullerror.Observations;
import io.github.pullresponder.pullerror.PullError;
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
 * What the cluster adds to a {@link PullFailure}, read from the pod and its events: which image and which error, where the
 * trigger does not say so, and on which node, since when and how often.
 *
 * <p>The kubelet says the same thing in several places, and only some of them say why; this picks the newest that does.
 *
 * @param since when it failed for the first time
 * @param last when it failed for the last time
 * @param notPulled where nothing failed: the containers and image volumes whose image is not known to be on the node
 * @param recorded when the API server recorded the event: what it says is not older
 * @param others the other containers of the pod whose images cannot be pulled
 */
public record ObservedPull(
        String image,
        PullError error,
        Optional<String> node,
        Optional<Instant> since,
        Optional<Instant> last,
        Optional<Integer> attempts,
        List<String> notPulled,
        Optional<Instant> recorded,
        List<FailingContainer> others) {
    public ObservedPull {
        notPulled = List.copyOf(notPulled);
        others = List.copyOf(others);
    }

    /** Waiting reasons of a container whose image is the trouble (kubelet: images/types.go). */
    private static final Set<String> PULL_TROUBLE = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "ImageInspectError",
            "RegistryUnavailable",
            "SignatureValidationFailed");

    private static final Set<Symptom> SAYS_NOT_WHY =
            EnumSet.of(Symptom.NONE, Symptom.BACK_OFF, Symptom.UNKNOWN, Symptom.CANCELED);

    private record Statement(PullError error, Optional<PodEvent> event) {
        boolean saysWhy() {
            return ObservedPull.saysWhy(error);
        }
    }

    /** Whether a message says why the pull failed, and not only that it did. */
    static boolean saysWhy(PullError error) {
        return !SAYS_NOT_WHY.contains(error.symptom());
    }

    boolean saysWhy() {
        return saysWhy(error);
    }

    /** @param wanted the image that is asked about: its container comes first if several fail */
    static ObservedPull of(Pod pod, List<PodEvent> events, Optional<String> wanted) {
        var failing = pod.containers().stream()
                .filter(container ->
                        container.waitingReason().filter(PULL_TROUBLE::contains).isPresent())
                .toList();
        var pulls = new LinkedHashMap<Container, ObservedPull>();
        failing.forEach(container -> pulls.put(container, ofContainer(pod, container, events)));
        return pulls.entrySet().stream()
                .max(Comparator.<Map.Entry<Container, ObservedPull>, Boolean>comparing(it -> wanted.filter(
                                        image -> StatedError.isSameImage(image, it.getValue().image))
                                .isPresent())
                        .thenComparing(it -> it.getValue().saysWhy()))
                .map(chosen -> chosen.getValue().withOthers(othersThan(chosen.getKey(), pulls)))
                .or(() -> ofSandbox(pod, events))
                .or(() -> VirtualNodePull.of(pod, events))
                .orElseGet(() -> nothing(pod));
    }

    private static List<FailingContainer> othersThan(Container chosen, Map<Container, ObservedPull> pulls) {
        return pulls.entrySet().stream()
                .filter(it -> !it.getKey().equals(chosen))
                .map(it -> new FailingContainer(
                        it.getKey().name(),
                        it.getValue().image,
                        it.getValue().error.symptom()))
                .toList();
    }

    private ObservedPull withOthers(List<FailingContainer> failing) {
        return new ObservedPull(image, error, node, since, last, attempts, notPulled, recorded, failing);
    }

    static ObservedPull of(LoggedPullFailure logged) {
        var error = PullErrorParser.parse(logged.event().message());
        return new ObservedPull(
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

    private static ObservedPull ofContainer(Pod pod, Container container, List<PodEvent> events) {
        var fromEvents = newestFirst(events)
                .filter(event ->
                        event.container().filter(container.name()::equals).isPresent())
                .map(event -> new Statement(PullErrorParser.parse(event.message()), Optional.of(event)))
                .filter(statement -> statement.error.symptom() != Symptom.NONE);
        var waiting = Stream.concat(container.waitingMessage().stream(), container.waitingReason().stream())
                .map(said -> new Statement(PullErrorParser.parseAbout(container.image(), said), Optional.empty()));
        var statements = Stream.concat(fromEvents, waiting).toList();
        var chosen = statements.stream()
                .filter(Statement::saysWhy)
                .findFirst()
                .or(() -> statements.stream().findFirst())
                .orElseThrow();
        return observed(pod, imageOf(container, chosen, pod), chosen);
    }

    /** A container waits with the same words if the image of a volume cannot be pulled. */
    private static String imageOf(Container container, Statement statement, Pod pod) {
        return statement.error.image().filter(pod.imageVolumes()::contains).orElse(container.image());
    }

    /** Before any container starts, the node pulls the sandbox image; only events report that failure. */
    private static Optional<ObservedPull> ofSandbox(Pod pod, List<PodEvent> events) {
        var started = pod.containers().stream()
                .anyMatch(container -> container.waitingReason().isEmpty());
        return newestFirst(events)
                .filter(event -> !started && event.reason().equals("FailedCreatePodSandBox"))
                .map(event -> new Statement(PullErrorParser.parse(event.message()), Optional.of(event)))
                .filter(Statement::saysWhy)
                .filter(statement -> statement.error.image().isPresent())
                .findFirst()
                .map(statement -> observed(pod, statement.error.image().orElseThrow(), statement));
    }

    private static ObservedPull observed(Pod pod, String image, Statement statement) {
        return new ObservedPull(
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

    /** Nothing about the pod says that a pull failed. */
    private static ObservedPull nothing(Pod pod) {
        var image = pod.containers().stream().map(Container::image).findFirst().orElse("");
        var error = new PullError(
                Symptom.NONE,
                PullStage.UNKNOWN,
                Optional.empty(),
                Credentials.NOT_SAID,
                Optional.of(image),
                "",
                Observations.NONE);
        return new ObservedPull(
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
