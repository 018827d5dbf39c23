package io.github.pullresponder.incident;

import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import java.time.Clock;
import java.util.Optional;

/** Builds occurrences of incidents from work items and reports. */
public record IncidentOccurrenceFactory(Clock clock) {

    /**
     * Returns the occurrence for a work item and its report.
     *
     * @param pods all reported pods, which may be more than the report names
     */
    public IncidentOccurrence of(PullFailed item, Report report, AffectedPods pods) {
        return new IncidentOccurrence(
                clock.instant(),
                pods.plus(report.subject().pods(), 0),
                report.subject().placement().nodePool(),
                imageOf(report),
                item.alertId(),
                false,
                Optional.of(report.id()),
                Optional.of(item.origin().correlation()));
    }

    /** The occurrence of a failure that was diagnosed recently. */
    public IncidentOccurrence of(PullFailed item) {
        return new IncidentOccurrence(
                clock.instant(),
                podsOf(item),
                Optional.empty(),
                item.failure().image(),
                item.alertId(),
                false,
                Optional.empty(),
                Optional.of(item.origin().correlation()));
    }

    public IncidentOccurrence of(Report report) {
        return new IncidentOccurrence(
                clock.instant(),
                AffectedPods.EMPTY.plus(report.subject().pods(), 0),
                report.subject().placement().nodePool(),
                imageOf(report),
                Optional.empty(),
                !report.hasFailed(),
                Optional.of(report.id()),
                Optional.empty());
    }

    public static AffectedPods podsOf(PullFailed item) {
        return AffectedPods.EMPTY.plus(item.failure().pods(), item.podCount());
    }

    private static Optional<String> imageOf(Report report) {
        return Optional.of(report.subject().image()).filter(image -> !image.isEmpty());
    }
}
