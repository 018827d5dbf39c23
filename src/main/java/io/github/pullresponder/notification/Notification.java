package io.github.pullresponder.notification;

import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.report.IncidentStormDetails;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A notification, independent of the channel.
 *
 * @param key its id, which is the same at every attempt and in every instance, so that repeated sends are recognized
 * @param title one line: its kind and its cluster
 * @param text a few sentences, for channels that do not support the content
 * @param report the id of its report
 * @param possiblyRepeated true if it may have arrived before, because the process ended between sending it and recording that
 * @param content its parts, for channels that support them
 */
public record Notification(
        NotificationKind kind,
        String key,
        String title,
        String text,
        NotificationRoutingAttributes audience,
        Optional<String> report,
        boolean possiblyRepeated,
        NotificationContent content) {

    /** The parts of a notification. The list is open, like the list of kinds. */
    public interface NotificationContent {}

    /**
     * A report that is new, or affects more pods or nodes than before.
     *
     * @param podCount the number of affected pods, which may be more than the report names
     * @param since the beginning of the failure, if it is known
     */
    public record ReportContent(Report report, int podCount, Optional<Instant> since) implements NotificationContent {}

    /**
     * A resolved incident.
     *
     * @param what the title of its cause, or its symptom
     * @param why the reason, as a clause in lower case
     */
    public record ResolvedContent(
            String what, String why, List<String> images, int podCount, Instant openedAt, Instant resolvedAt)
            implements NotificationContent {
        public ResolvedContent {
            images = List.copyOf(images);
        }
    }

    /** Many incidents of one cluster. */
    public record StormContent(IncidentStormDetails details) implements NotificationContent {}

    /**
     * A stored notification, as rendered for each format.
     *
     * @param byFormat see {@link NotificationChannel#format()}
     */
    public record RenderedContent(Map<String, String> byFormat) implements NotificationContent {
        public RenderedContent {
            byFormat = Map.copyOf(byFormat);
        }
    }

    /** The same notification, marked as possibly repeated. */
    public Notification possiblyRepeating() {
        return new Notification(kind, key, title, text, audience, report, true, content);
    }
}
