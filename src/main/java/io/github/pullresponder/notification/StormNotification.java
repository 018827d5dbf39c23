package io.github.pullresponder.notification;

import io.github.pullresponder.report.StormCard;
import io.github.pullresponder.report.StormDetails;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds the notifications about a storm: so many new incidents of one cluster that they are reported together. */
public final class StormNotification {
    private StormNotification() {}

    /**
     * One of the incidents.
     *
     * @param cause the id of its cause; the symptom where no cause is known
     * @param registry its name
     * @param report the id of its newest report; empty where it has none
     */
    public record Incident(String cause, String registry, int pods, boolean isOpen, String report) {}

    /**
     * The notification about a storm.
     *
     * @param kind one of those of storms
     * @param since when the first of the incidents was opened
     * @param place where all incidents are stored, for those that a channel does not show
     */
    public static Notification of(
            NotificationKind kind,
            String key,
            Audience audience,
            Instant since,
            List<Incident> incidents,
            String place) {
        var cluster = audience.cluster().map(id -> id.name()).orElse("all clusters");
        var details = new StormDetails(
                phaseOf(kind),
                cluster,
                since,
                incidents.stream().map(StormNotification::line).toList(),
                place);
        return new Notification(
                kind,
                key,
                StormCard.banner(details),
                StormCard.summary(details),
                audience,
                Optional.empty(),
                false,
                new Notification.Storm(details));
    }

    private static StormDetails.Line line(Incident incident) {
        return new StormDetails.Line(
                incident.cause(), incident.registry(), incident.pods(), incident.isOpen(), incident.report());
    }

    private static StormDetails.Phase phaseOf(NotificationKind kind) {
        if (kind.equals(NotificationKind.STORM_STARTED)) {
            return StormDetails.Phase.STARTED;
        }
        return kind.equals(NotificationKind.STORM_ENDED) ? StormDetails.Phase.ENDED : StormDetails.Phase.GROWING;
    }
}
