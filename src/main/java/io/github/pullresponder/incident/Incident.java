package io.github.pullresponder.incident;

import io.github.pullresponder.pull.PullFailure.PodName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The life of one cause on one cluster and registry.
 *
 * @param alerts the alerts that reported it and are not resolved
 * @param report the id of its newest report; empty if it has none
 */
public record Incident(
        IncidentKey key,
        IncidentTimeline lifecycle,
        AffectedResources scope,
        IncidentAlertIds alerts,
        String report,
        Notifications notifications) {

    /** Minimum time between notifications about more pods or another node pool. */
    static final Duration BETWEEN_UPDATES = Duration.ofHours(1);

    /** The time after which a notification of an earlier release is sent again if it may not have been sent. */
    static final Duration UNTIL_SENT_AGAIN = Duration.ofMinutes(5);

    /**
     * The subject of an incident; no two incidents have the same.
     *
     * @param cause the id of a cause, or the symptom if no cause is known
     */
    public record IncidentKey(String cluster, String registry, String cause) {}

    /** The states of an incident. */
    public enum IncidentState {
        OPEN,
        RESOLVED
    }

    /** The reason for a notification that is due. */
    enum NotificationReason {
        /** It is new. */
        OPENED,
        /** It was reported before, and affects more pods or other nodes now. */
        GROWN,
        /** It was reported long ago, and is still open. */
        CONTINUED
    }

    /**
     * The times of an incident.
     *
     * @param lastSeen the time of its last occurrence
     * @param occurrences the number of its occurrences
     * @param isPredicted true if no pull has failed yet
     * @param lastChecked the time of the last check by the follow-up; absent before the first
     */
    public record IncidentTimeline(
            IncidentState state,
            Instant openedAt,
            Instant lastSeen,
            int occurrences,
            boolean isPredicted,
            Optional<Instant> lastChecked) {

        private static IncidentTimeline begin(IncidentOccurrence first) {
            return new IncidentTimeline(
                    IncidentState.OPEN, first.at(), first.at(), 1, first.isPredicted(), Optional.empty());
        }

        private IncidentTimeline with(IncidentOccurrence occurrence) {
            var last = occurrence.at().isAfter(lastSeen) ? occurrence.at() : lastSeen;
            return new IncidentTimeline(
                    state, openedAt, last, occurrences + 1, isPredicted && occurrence.isPredicted(), lastChecked);
        }

        private IncidentTimeline resolve() {
            return new IncidentTimeline(
                    IncidentState.RESOLVED, openedAt, lastSeen, occurrences, isPredicted, lastChecked);
        }

        private IncidentTimeline withCheckAt(Instant now) {
            return new IncidentTimeline(state, openedAt, lastSeen, occurrences, isPredicted, Optional.of(now));
        }
    }

    /**
     * The pods, node pools and images that an incident affects.
     *
     * @param pod the pod that the follow-up checks first; absent if none is known
     */
    public record AffectedResources(
            AffectedPods pods, Set<String> nodePools, Set<String> images, Optional<PodName> pod) {
        private static final int MOST_NAMES = 20;

        public AffectedResources {
            nodePools = Set.copyOf(nodePools);
            images = Set.copyOf(images);
        }

        private static AffectedResources of(IncidentOccurrence occurrence) {
            return new AffectedResources(
                    occurrence.pods(),
                    occurrence.nodePool().stream().collect(Collectors.toSet()),
                    occurrence.image().stream().collect(Collectors.toSet()),
                    occurrence.pods().names().stream().findFirst());
        }

        private AffectedResources with(IncidentOccurrence occurrence) {
            return new AffectedResources(
                    pods.plus(occurrence.pods()),
                    plus(nodePools, occurrence.nodePool()),
                    plus(images, occurrence.image()),
                    occurrence.pods().names().stream().findFirst().or(() -> pod));
        }

        private AffectedResources with(AffectedPods others) {
            return new AffectedResources(pods.plus(others), nodePools, images, pod);
        }

        private static Set<String> plus(Set<String> names, Optional<String> another) {
            return Stream.concat(names.stream(), another.stream())
                    .distinct()
                    .limit(MOST_NAMES)
                    .collect(Collectors.toSet());
        }
    }

    /**
     * The notifications of an incident.
     *
     * @param last the last notification; absent before the first
     * @param sender an instance of an earlier release that was about to send, and may have ended before; this release writes none
     */
    public record Notifications(Optional<NotificationRecord> last, Optional<LegacyNotificationSender> sender) {
        public static final Notifications NONE = new Notifications(Optional.empty(), Optional.empty());

        private Notifications withoutSender() {
            return new Notifications(last, Optional.empty());
        }

        /** The key of a notification that is due and not yet delivered to all channels. */
        private Optional<String> pending() {
            return last.filter(notification -> !notification.isConfirmed()).flatMap(NotificationRecord::key);
        }

        /** Returns true if an earlier release may have sent a notification but ended before it recorded that. */
        private boolean mayHaveBeenSent() {
            return sender.isPresent()
                    || last.filter(notification -> !notification.isConfirmed()
                                    && notification.key().isEmpty())
                            .isPresent();
        }
    }

    /**
     * A notification of an incident, with the state of the incident at that time.
     *
     * @param at the time of the decision to send it
     * @param isConfirmed true if it was delivered to all channels that accept it
     * @param isPredicted true if no pull had failed yet
     * @param key its key; absent if an earlier release sent it
     * @param channels the ids of the channels that received earlier notifications
     */
    public record NotificationRecord(
            Instant at,
            int pods,
            Set<String> nodePools,
            boolean isConfirmed,
            boolean isPredicted,
            Optional<String> key,
            Set<String> channels) {
        public NotificationRecord {
            nodePools = Set.copyOf(nodePools);
            channels = Set.copyOf(channels);
        }

        private NotificationRecord confirm() {
            return new NotificationRecord(at, pods, nodePools, true, isPredicted, key, channels);
        }
    }

    /**
     * An instance of an earlier release that was about to send a notification.
     *
     * @param attempt the id of its attempt: the progress of an interrupted attempt is unknown
     */
    public record LegacyNotificationSender(String owner, String attempt, Instant since) {}

    public static Incident open(IncidentKey key, IncidentOccurrence first) {
        return new Incident(
                key,
                IncidentTimeline.begin(first),
                AffectedResources.of(first),
                IncidentAlertIds.EMPTY.plus(first.alert().stream().toList()),
                first.report().orElse(""),
                Notifications.NONE);
    }

    public boolean isOpen() {
        return lifecycle.state() == IncidentState.OPEN;
    }

    /** Adds an occurrence; a resolved incident is opened again. */
    public Incident with(IncidentOccurrence occurrence) {
        if (!isOpen()) {
            return open(key, occurrence);
        }
        return new Incident(
                key,
                lifecycle.with(occurrence),
                scope.with(occurrence),
                alerts.plus(occurrence.alert().stream().toList()),
                occurrence.report().orElse(report),
                notifications);
    }

    /**
     * Returns the reason for a notification that is due now, if one is.
     *
     * @param coolDown the minimum time between reminders
     */
    Optional<NotificationReason> due(Instant now, Duration coolDown) {
        if (!isOpen()
                || notifications
                        .sender()
                        .filter(sender -> isRecent(sender.since(), now))
                        .isPresent()) {
            return Optional.empty();
        }
        if (notifications.last().isEmpty()) {
            return Optional.of(NotificationReason.OPENED);
        }
        var last = notifications.last().get();
        if (last.isPredicted() && !lifecycle.isPredicted()) {
            return Optional.of(NotificationReason.OPENED);
        }
        if (!last.isConfirmed() && last.key().isEmpty() && !isRecent(last.at(), now)) {
            return Optional.of(NotificationReason.CONTINUED);
        }
        var hasNews = scope.pods().count() > last.pods() || !last.nodePools().containsAll(scope.nodePools());
        if (hasNews && !last.at().plus(BETWEEN_UPDATES).isAfter(now)) {
            return Optional.of(NotificationReason.GROWN);
        }
        return !last.at().plus(coolDown).isAfter(now) ? Optional.of(NotificationReason.CONTINUED) : Optional.empty();
    }

    private static boolean isRecent(Instant at, Instant now) {
        return at.plus(UNTIL_SENT_AGAIN).isAfter(now);
    }

    /** The key of a notification that is due and not yet delivered to all channels. */
    public Optional<String> pending() {
        return notifications.pending();
    }

    /** Returns true if an earlier release may have sent a notification but ended before it recorded that. */
    public boolean mayHaveBeenSent() {
        return notifications.mayHaveBeenSent();
    }

    /** The time since which it has not been checked. */
    public Instant uncheckedSince() {
        return lifecycle.lastChecked().orElse(lifecycle.openedAt());
    }

    /** Adds more pods and alerts of this incident. */
    public Incident with(AffectedPods pods, IncidentAlertIds otherAlerts) {
        return new Incident(key, lifecycle, scope.with(pods), alerts.plus(otherAlerts), report, notifications);
    }

    public Incident withAlerts(IncidentAlertIds others) {
        return new Incident(key, lifecycle, scope, others, report, notifications);
    }

    /** Removes a resolved alert. */
    public Incident withoutAlert(String alert) {
        return withAlerts(alerts.without(alert));
    }

    /**
     * Sets its next notification.
     *
     * @param reached the channels that received the last notification
     */
    public Incident announce(Instant now, String notification, Set<String> reached) {
        var channels = Stream.concat(
                        notifications.last().stream().flatMap(last -> last.channels().stream()), reached.stream())
                .collect(Collectors.toSet());
        var next = new NotificationRecord(
                now,
                scope.pods().count(),
                scope.nodePools(),
                false,
                lifecycle.isPredicted(),
                Optional.of(notification),
                channels);
        return with(lifecycle, new Notifications(Optional.of(next), Optional.empty()));
    }

    /** Records that a notification was delivered, if it is the last one. */
    public Incident confirm(String notification) {
        return pending().filter(notification::equals).isPresent()
                ? with(
                        lifecycle,
                        new Notifications(
                                notifications.last().map(NotificationRecord::confirm), notifications.sender()))
                : this;
    }

    /** Resolves an incident without a notification, because none was sent about it. */
    Incident resolveQuietly() {
        var sent = pending().isEmpty() ? notifications.withoutSender() : Notifications.NONE;
        return with(lifecycle.resolve(), sent);
    }

    public Incident resolve() {
        return with(lifecycle.resolve(), notifications.withoutSender());
    }

    public Incident withCheckAt(Instant now) {
        return with(lifecycle.withCheckAt(now), notifications);
    }

    private Incident with(IncidentTimeline newLifecycle, Notifications newNotifications) {
        return new Incident(key, newLifecycle, scope, alerts, report, newNotifications);
    }
}
