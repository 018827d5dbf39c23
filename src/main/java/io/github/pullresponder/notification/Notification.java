package io.github.pullresponder.notification;

import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.report.StormDetails;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that people are notified of, whatever the channel.
 *
 * @param key the same for the same notification, at every attempt and in every instance: by it, what is sent twice is recognized
 * @param title one line: what it is, and where
 * @param text a few sentences, for channels that do not know the content
 * @param report the id of the report behind it
 * @param possiblyRepeated whether it may have arrived before: the process died between sending it and recording that
 * @param content its parts, for channels that know them
 */
public record Notification(
        NotificationKind kind,
        String key,
        String title,
        String text,
        Audience audience,
        Optional<String> report,
        boolean possiblyRepeated,
        Content content) {

    /** The parts of a notification. An open list, as its kinds are. */
    public interface Content {}

    /**
     * A report that is new, or concerns more than before.
     *
     * @param podCount how many pods are affected, which may be more than the report names
     * @param since when it began, as far as it is known
     */
    public record Found(Report report, int podCount, Optional<Instant> since) implements Content {}

    /**
     * What was reported before is over.
     *
     * @param what the title of its cause, or what was observed
     * @param why it counts as over
     */
    public record Resolved(
            String what, String why, List<String> images, int podCount, Instant openedAt, Instant resolvedAt)
            implements Content {
        public Resolved {
            images = List.copyOf(images);
        }
    }

    /** Many incidents of one cluster. */
    public record Storm(StormDetails details) implements Content {}

    /**
     * A notification that was stored, as the channels of each format had rendered it.
     *
     * @param byFormat see {@link Channel#format()}
     */
    public record Rendered(Map<String, String> byFormat) implements Content {
        public Rendered {
            byFormat = Map.copyOf(byFormat);
        }
    }

    /** The same, where an earlier one may have arrived. */
    public Notification possiblyRepeating() {
        return new Notification(kind, key, title, text, audience, report, true, content);
    }
}
