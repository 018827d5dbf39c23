package io.github.pullresponder.incident;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.CredentialReport;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.PullPredictionReport;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.UndiagnosedFailureReport;
import io.github.pullresponder.incident.Incident.NotificationReason;
import io.github.pullresponder.notification.Notification;
import io.github.pullresponder.notification.Notification.RenderedContent;
import io.github.pullresponder.notification.Notification.ResolvedContent;
import io.github.pullresponder.notification.NotificationKind;
import io.github.pullresponder.notification.NotificationRoutingAttributes;
import io.github.pullresponder.notification.ReportNotificationFactory;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.ShortHash;
import io.github.pullresponder.storage.TableKeyEncoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the notifications about incidents. */
public final class IncidentNotificationFactory {
    /** The kind of the first notification of an incident. */
    private static final Report.Visitor<NotificationKind> OPENED = new Report.Visitor<>() {
        @Override
        public NotificationKind visit(Diagnosis diagnosis) {
            return NotificationKind.OPENED;
        }

        @Override
        public NotificationKind visit(PullPredictionReport prediction) {
            return NotificationKind.PREDICTED;
        }

        @Override
        public NotificationKind visit(CredentialReport credentials) {
            return NotificationKind.EXPIRING;
        }

        @Override
        public NotificationKind visit(UndiagnosedFailureReport alert) {
            return NotificationKind.COULD_NOT_DIAGNOSE;
        }
    };

    private IncidentNotificationFactory() {}

    /** A notification that is due, and the reason. */
    record DueNotification(NotificationReason reason, Notification notification) {}

    static DueNotification of(Report report, Incident incident, NotificationReason reason) {
        var notification = ReportNotificationFactory.of(
                kindOf(report, reason),
                report,
                incident.scope().pods().count(),
                Optional.of(beginOf(report, incident)));
        return new DueNotification(
                reason, incident.mayHaveBeenSent() ? notification.possiblyRepeating() : notification);
    }

    private static NotificationKind kindOf(Report report, NotificationReason reason) {
        return switch (reason) {
            case GROWN -> NotificationKind.GROWN;
            case CONTINUED -> NotificationKind.REMINDER;
            case OPENED -> report.accept(OPENED);
        };
    }

    private static Instant beginOf(Report report, Incident incident) {
        return report.since()
                .filter(since -> since.isBefore(incident.lifecycle().openedAt()))
                .orElse(incident.lifecycle().openedAt());
    }

    /** Builds the notification of an incident from its row, if the original was not stored. */
    static Notification ofIncident(Incident incident) {
        var where = clusterOf(incident).map(ResourceId::name).orElse("all clusters");
        var text = "%s. Images: %s. Pods: %d."
                .formatted(
                        titleOf(incident),
                        incident.scope().images(),
                        incident.scope().pods().count());
        return new Notification(
                incident.lifecycle().isPredicted() ? NotificationKind.PREDICTED : NotificationKind.OPENED,
                incident.report().isEmpty() ? keyOf(incident, "opened") : incident.report(),
                (incident.lifecycle().isPredicted() ? "WILL FAIL · " : "FAILING · ") + where,
                text,
                audienceOf(incident, Set.of()),
                Optional.of(incident.report()).filter(report -> !report.isEmpty()),
                false,
                new RenderedContent(Map.of()));
    }

    /** Returns true if a notification about an incident was sent, or may have been. */
    static boolean isKnown(Incident incident, Set<String> reached) {
        var notifications = incident.notifications();
        return notifications.sender().isPresent()
                || notifications
                        .last()
                        .filter(last -> last.key().isEmpty() || !last.channels().isEmpty() || !reached.isEmpty())
                        .isPresent();
    }

    /** The notification that an incident is resolved, for the channels that were notified of it. */
    static Notification ofResolved(Incident incident, String why, Instant at, Set<String> reached) {
        var what = titleOf(incident);
        return new Notification(
                NotificationKind.RESOLVED,
                keyOf(incident, "resolved"),
                "RESOLVED · " + clusterOf(incident).map(ResourceId::name).orElse("all clusters"),
                "%s. Resolved because %s.".formatted(what, why),
                audienceOf(incident, channelsThatKnow(incident, reached)),
                Optional.of(incident.report()).filter(report -> !report.isEmpty()),
                false,
                new ResolvedContent(
                        what,
                        why,
                        incident.scope().images().stream().sorted().toList(),
                        incident.scope().pods().count(),
                        incident.lifecycle().openedAt(),
                        at));
    }

    /** The channels that were notified of an incident; all channels after an earlier release, which did not record them. */
    private static Set<String> channelsThatKnow(Incident incident, Set<String> reached) {
        return incident.notifications()
                .last()
                .filter(last -> last.key().isPresent())
                .map(last -> Stream.concat(last.channels().stream(), reached.stream())
                        .collect(Collectors.toSet()))
                .orElseGet(Set::of);
    }

    private static NotificationRoutingAttributes audienceOf(Incident incident, Set<String> onlyChannels) {
        return new NotificationRoutingAttributes(
                clusterOf(incident),
                namespacesOf(incident.scope().pods().names()),
                List.of(incident.key().cause()),
                onlyChannels);
    }

    private static String keyOf(Incident incident, String what) {
        var key = incident.key();
        return "%s-%d-%s"
                .formatted(
                        ShortHash.of(TableKeyEncoder.of(key.cluster(), key.registry(), key.cause())),
                        incident.lifecycle().openedAt().toEpochMilli(),
                        what);
    }

    private static Optional<ResourceId> clusterOf(Incident incident) {
        return Optional.of(incident.key().cluster()).filter(id -> !id.isEmpty()).map(ResourceId::parse);
    }

    private static Set<String> namespacesOf(List<PodName> pods) {
        return new HashSet<>(pods.stream().map(PodName::namespace).toList());
    }

    /** The title of its cause, or the id of its symptom, which has no title. */
    private static String titleOf(Incident incident) {
        return causeOf(incident).map(Cause::title).orElse(incident.key().cause());
    }

    /** The cause; empty if only a symptom is known. */
    public static Optional<Cause> causeOf(Incident incident) {
        return Arrays.stream(Cause.values())
                .filter(cause -> cause.name().equals(incident.key().cause()))
                .findFirst();
    }
}
