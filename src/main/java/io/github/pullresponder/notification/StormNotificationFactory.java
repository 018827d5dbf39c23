package io.github.pullresponder.notification;

import io.github.pullresponder.notification.Notification.StormContent;
import io.github.pullresponder.report.IncidentStormCardRenderer;
import io.github.pullresponder.report.IncidentStormDetails;
import io.github.pullresponder.report.IncidentStormDetails.StormPhase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds the notifications about a storm: many new incidents of one cluster that are reported together. */
public final class StormNotificationFactory {
    private StormNotificationFactory() {}

    /**
     * An incident of the storm.
     *
     * @param cause the id of its cause, or the symptom if no cause is known
     * @param registry the name of its registry
     * @param report the id of its newest report; empty if it has none
     */
    public record StormIncident(String cause, String registry, int pods, boolean isOpen, String report) {}

    /**
     * Builds the notification about a storm.
     *
     * @param kind a kind for storms
     * @param since the opening time of the first incident
     * @param place the place in storage with all incidents, because a channel does not show all of them
     */
    public static Notification of(
            NotificationKind kind,
            String key,
            NotificationRoutingAttributes audience,
            Instant since,
            List<StormIncident> incidents,
            String place) {
        var cluster = audience.cluster().map(id -> id.name()).orElse("all clusters");
        var details = new IncidentStormDetails(
                phaseOf(kind),
                cluster,
                since,
                incidents.stream().map(StormNotificationFactory::line).toList(),
                place);
        return new Notification(
                kind,
                key,
                IncidentStormCardRenderer.banner(details),
                IncidentStormCardRenderer.summary(details),
                audience,
                Optional.empty(),
                false,
                new StormContent(details));
    }

    private static IncidentStormDetails.StormIncidentSummary line(StormIncident incident) {
        return new IncidentStormDetails.StormIncidentSummary(
                incident.cause(), incident.registry(), incident.pods(), incident.isOpen(), incident.report());
    }

    private static StormPhase phaseOf(NotificationKind kind) {
        if (kind.equals(NotificationKind.STORM_STARTED)) {
            return StormPhase.STARTED;
        }
        return kind.equals(NotificationKind.STORM_ENDED) ? StormPhase.ENDED : StormPhase.GROWING;
    }
}
