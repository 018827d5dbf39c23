package io.github.pullresponder.report;

import java.time.Instant;
import java.util.List;

/**
 * A storm: so many new incidents of one cluster that they are reported together.
 *
 * @param cluster the name of the cluster
 * @param since the time at which the first incident was opened
 * @param place the storage location of all incidents, for those that do not fit
 */
public record IncidentStormDetails(
        StormPhase phase, String cluster, Instant since, List<StormIncidentSummary> incidents, String place) {
    public IncidentStormDetails {
        incidents = List.copyOf(incidents);
    }

    /** The phase of a storm. */
    public enum StormPhase {
        STARTED,
        GROWING,
        ENDED
    }

    /**
     * One incident.
     *
     * @param cause the id of its cause, or its symptom if no cause is known
     * @param registry the name of the registry
     * @param report the id of its newest report; empty if it has none
     */
    public record StormIncidentSummary(String cause, String registry, int pods, boolean isOpen, String report) {
        String text() {
            var text = "%s · %s · %s"
                    .formatted(
                            cause,
                            registry.isEmpty() ? "unknown registry" : registry,
                            ReportWords.countOf(pods, "pod"));
            return text + (isOpen ? "" : " · resolved") + (report.isEmpty() ? "" : " · report " + report);
        }
    }

    long open() {
        return incidents.stream().filter(StormIncidentSummary::isOpen).count();
    }
}
