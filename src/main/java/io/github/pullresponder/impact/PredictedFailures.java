package io.github.pullresponder.impact;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ReportKind;
import io.github.pullresponder.diagnosis.Subject;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.queue.WorkItem.Changed;
import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.text.ListFormat;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What will fail in a cluster after a change: the diagnoses of its images as one.
 *
 * @param parts of one registry; at least one
 */
record PredictedFailures(List<Diagnosis> parts, Changed changed) {

    Diagnosis merged(String id) {
        var failing = parts.stream().filter(part -> !part.causes().isEmpty()).toList();
        var first = failing.stream().findFirst().orElse(parts.get(0));
        return new Diagnosis(
                id,
                first.createdAt(),
                ReportKind.FORESEEN,
                changed.origin().trigger(),
                subjectOf(first, failing),
                first.error(),
                causesOf(failing),
                first.advisories(),
                first.checks(),
                first.identities(),
                first.path(),
                parts.stream().map(Diagnosis::elapsed).reduce(Duration.ZERO, Duration::plus),
                calls());
    }

    private static Subject subjectOf(Diagnosis first, List<Diagnosis> failing) {
        var it = first.subject();
        var pods = failing.stream()
                .flatMap(part -> part.subject().pods().stream())
                .distinct()
                .toList();
        return new Subject(
                it.cluster(),
                it.registry(),
                it.image(),
                pods.isEmpty() ? it.pods() : pods,
                it.node(),
                it.nodePool(),
                it.pullingIdentity(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same finding of several images is told once, with the images and pods it concerns. */
    private List<Finding> causesOf(List<Diagnosis> failing) {
        var found = new LinkedHashMap<String, Finding>();
        failing.forEach(part ->
                part.causes().forEach(cause -> found.putIfAbsent(cause.cause() + cause.summary(), cause)));
        return found.entrySet().stream()
                .map(entry -> withChange(entry.getValue(), concernedBy(entry.getKey(), failing)))
                .toList();
    }

    private static List<Diagnosis> concernedBy(String key, List<Diagnosis> failing) {
        return failing.stream()
                .filter(part -> part.causes().stream().anyMatch(cause -> (cause.cause() + cause.summary()).equals(key)))
                .toList();
    }

    private Finding withChange(Finding finding, List<Diagnosis> concerned) {
        var images = concerned.stream()
                .map(part -> part.subject().image())
                .distinct()
                .collect(Collectors.joining(", "));
        var pods = concerned.stream()
                .flatMap(part -> part.subject().pods().stream())
                .map(PodName::toString)
                .distinct()
                .toList();
        return ChangeAttribution.told(finding, changed)
                .because(
                        concerned.get(0).subject().pods().isEmpty()
                                ? ChangeAttribution.sourceOf(changed)
                                : ChangeAttribution.podsOf(
                                        concerned.get(0).subject().image()),
                        "%s use%s %s and would not start again: %s",
                        pods.size() == 1 ? "1 pod" : pods.size() + " pods",
                        pods.size() == 1 ? "s" : "",
                        images,
                        ListFormat.list(pods));
    }

    private Map<RemoteSystem, Long> calls() {
        return parts.stream()
                .flatMap(part -> part.calls().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum));
    }
}
