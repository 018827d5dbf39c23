package io.github.pullresponder.impact;

import io.github.pullresponder.diagnosis.BaseReportData;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.PullPredictionReport;
import io.github.pullresponder.diagnosis.ReadStatistics;
import io.github.pullresponder.diagnosis.ReportSubject;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.text.ListFormat;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The pulls of a cluster that will fail after a change: merges the predictions for its images into one report.
 *
 * @param parts the predictions for images of one registry; at least one
 * @param leftOut the number of images of that registry that were not examined
 */
record ClusterPullPredictions(List<PullPredictionReport> parts, int leftOut, ResourceChanged changed) {

    PullPredictionReport merge(String id) {
        var failing = parts.stream().filter(part -> !part.causes().isEmpty()).toList();
        var first = failing.stream().findFirst().orElse(parts.get(0));
        var head = new BaseReportData(
                id,
                first.createdAt(),
                changed.origin().trigger(),
                causesOf(failing),
                first.advisories(),
                checks(first),
                parts.stream().map(PullPredictionReport::stats).reduce(ReadStatistics.NONE, ReadStatistics::plus));
        return new PullPredictionReport(head, subjectOf(first.subject(), failing));
    }

    /** Each check with the strongest verdict of all images: nothing is ruled out for images that were not examined. */
    private List<CheckResult> checks(PullPredictionReport first) {
        return first.checks().stream().map(this::ofAllImages).toList();
    }

    private CheckResult ofAllImages(CheckResult check) {
        var strongest = parts.stream()
                .flatMap(part -> part.checks().stream())
                .filter(other -> other.id().equals(check.id()))
                .map(CheckResult::verdict)
                .min(Comparator.comparingInt(ClusterPullPredictions::rank))
                .orElse(check.verdict());
        var verdict = leftOut > 0 && strongest instanceof Verdict.RuledOut
                ? Verdict.undetermined(EvidenceUnavailableException.limit(
                        "images that the cluster uses from this registry", parts.size(), OptionalInt.of(leftOut)))
                : strongest;
        return new CheckResult(check.id(), check.question(), verdict, check.elapsed());
    }

    private static int rank(Verdict verdict) {
        if (verdict instanceof Verdict.Confirmed) {
            return 0;
        }
        if (verdict instanceof Verdict.Undetermined) {
            return 1;
        }
        return verdict instanceof Verdict.RuledOut ? 2 : 3;
    }

    private static ReportSubject subjectOf(ReportSubject first, List<PullPredictionReport> failing) {
        var pods = failing.stream()
                .flatMap(part -> part.subject().pods().stream())
                .distinct()
                .toList();
        return new ReportSubject(
                first.cluster(),
                first.registry(),
                first.image(),
                pods.isEmpty() ? first.pods() : pods,
                first.placement());
    }

    /** The findings; the same finding of several images is reported once, with the affected images and pods. */
    private List<Finding> causesOf(List<PullPredictionReport> failing) {
        var found = new LinkedHashMap<String, Finding>();
        failing.forEach(part ->
                part.causes().forEach(cause -> found.putIfAbsent(cause.cause() + cause.summary(), cause)));
        return found.entrySet().stream()
                .map(entry -> withChange(entry.getValue(), affectedBy(entry.getKey(), failing)))
                .toList();
    }

    private static List<PullPredictionReport> affectedBy(String key, List<PullPredictionReport> failing) {
        return failing.stream()
                .filter(part -> part.causes().stream().anyMatch(cause -> (cause.cause() + cause.summary()).equals(key)))
                .toList();
    }

    private Finding withChange(Finding finding, List<PullPredictionReport> affected) {
        var images =
                affected.stream().map(part -> part.subject().image()).distinct().collect(Collectors.joining(", "));
        var pods = affected.stream()
                .flatMap(part -> part.subject().pods().stream())
                .map(PodName::toString)
                .distinct()
                .toList();
        return ChangeEventEvidence.withEvidence(finding, changed)
                .because(
                        affected.get(0).subject().pods().isEmpty()
                                ? ChangeEventEvidence.sourceOf(changed)
                                : ChangeEventEvidence.podsOf(
                                        affected.get(0).subject().image()),
                        "%s use%s %s and would not start again: %s",
                        pods.size() == 1 ? "1 pod" : pods.size() + " pods",
                        pods.size() == 1 ? "s" : "",
                        images,
                        ListFormat.list(pods));
    }
}
