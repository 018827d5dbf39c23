package io.github.pullresponder.report;

import java.time.Instant;
import java.util.List;

/**
 * A storm: so many new incidents of one cluster that they are reported together.
 *
 * @param cluster its name
 * @param since when the first of the incidents was opened
 * @param place where all incidents are stored, for those that do not fit
 */
public record StormDetails(Phase phase, String cluster, Instant since, List<Line> incidents, String place) {
    public StormDetails {
        incidents = List.copyOf(incidents);
    }

    /** How far it has come. */
    public enum Phase {
        STARTED,
        GROWING,
        ENDED
    }

    /**
     * One incident.
     *
     * @param cause the id of its cause; the symptom where no cause is known
     * @param registry its name
     * @param report the id of its newest report; empty where it has none
     */
    public record Line(String cause, String registry, int pods, boolean isOpen, String report) {
        String text() {
            var text = "%s · %s · %s"
                    .formatted(
                            cause,
                            registry.isEmpty() ? "unknown registry" : registry,
                            ReportWords.counted(pods, "pod"));
            return text + (isOpen ? "" : " · resolved") + (report.isEmpty() ? "" : " · report " + report);
        }
    }

    long open() {
        return incidents.stream().filter(Line::isOpen).count();
    }
}
