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
 * @param alerts the alerts that reported it and have not resolved
 * @param report the id of its newest report; empty where it has none
 */
public record Incident(
        Key key, Lifecycle lifecycle, Scope scope, AlertSet alerts, String report, Notifications notifications) {

    /** Notifications about more pods or another node pool are sent at most this often. */
    static final Duration BETWEEN_UPDATES = Duration.ofHours(1);

    /** A notification that an earlier release may not have sent is sent again after so long. */
    static final Duration UNTIL_SENT_AGAIN = Duration.ofMinutes(5);

    /**
     * The subject of an incident; no two incidents have the same.
     *
     * @param cause the id of a cause, or, where none is known, the symptom
     */
    public record Key(String cluster, String registry, String cause) {}

    /** The states of an incident. */
    public enum State {
        OPEN,
        RESOLVED
    }

    /** The reason for a notification that is due. */
    enum Reason {
        /** It is new. */
        OPENED,
        /** It was reported before, and concerns more pods or other nodes now. */
        GROWN,
        /** It was reported long ago, and is still open. */
        CONTINUED
    }

    /**
     * The times of an incident.
     *
     * @param lastSeen the time of its last occurrence
     * @param occurrences how many there were
     * @param isPredicted whether no pull has failed yet
     * @param lastChecked when the follow-up last checked it; absent until it did
     */
    public record Lifecycle(
            State state,
            Instant openedAt,
            Instant lastSeen,
            int occurrences,
            boolean isPredicted,
            Optional<Instant> lastChecked) {

        private static Lifecycle begin(Occurrence first) {
            return new Lifecycle(State.OPEN, first.at(), first.at(), 1, first.isPredicted(), Optional.empty());
        }

        private Lifecycle with(Occurrence occurrence) {
            var last = occurrence.at().isAfter(lastSeen) ? occurrence.at() : lastSeen;
            return new Lifecycle(
                    state, openedAt, last, occurrences + 1, isPredicted && occurrence.isPredicted(), lastChecked);
        }

        private Lifecycle resolve() {
            return new Lifecycle(State.RESOLVED, openedAt, lastSeen, occurrences, isPredicted, lastChecked);
        }

        private Lifecycle withCheckAt(Instant now) {
            return new Lifecycle(state, openedAt, lastSeen, occurrences, isPredicted, Optional.of(now));
        }
    }

    /**
     * The pods, node pools and images that an incident concerns.
     *
     * @param pod the pod that the follow-up checks first; absent where none is known
     */
    public record Scope(PodSet pods, Set<String> nodePools, Set<String> images, Optional<PodName> pod) {
        private static final int MOST_NAMES = 20;

        public Scope {
            nodePools = Set.copyOf(nodePools);
            images = Set.copyOf(images);
        }

        private static Scope of(Occurrence occurrence) {
            return new Scope(
                    occurrence.pods(),
                    occurrence.nodePool().stream().collect(Collectors.toSet()),
                    occurrence.image().stream().collect(Collectors.toSet()),
                    occurrence.pods().names().stream().findFirst());
        }

        private Scope with(Occurrence occurrence) {
            return new Scope(
                    pods.plus(occurrence.pods()),
                    plus(nodePools, occurrence.nodePool()),
                    plus(images, occurrence.image()),
                    occurrence.pods().names().stream().findFirst().or(() -> pod));
        }

        private Scope with(PodSet others) {
            return new Scope(pods.plus(others), nodePools, images, pod);
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
     * @param last absent until there was one
     * @param sender an instance of an earlier release that is about to notify, or has died doing so; this release writes none
     */
    public record Notifications(Optional<Notification> last, Optional<EarlierSender> sender) {
        public static final Notifications NONE = new Notifications(Optional.empty(), Optional.empty());

        private Notifications withoutSender() {
            return new Notifications(last, Optional.empty());
        }

        /** The key of a notification that is decided on and not yet delivered everywhere. */
        private Optional<String> pending() {
            return last.filter(notification -> !notification.isConfirmed()).flatMap(Notification::key);
        }

        /** Whether an earlier release may have sent a notification and died before it could record that. */
        private boolean mayHaveBeenSent() {
            return sender.isPresent()
                    || last.filter(notification -> !notification.isConfirmed()
                                    && notification.key().isEmpty())
                            .isPresent();
        }
    }

    /**
     * A notification of an incident, with what was known then.
     *
     * @param at when it was decided on
     * @param isConfirmed whether it was delivered, wherever it can be
     * @param isPredicted whether no pull had failed yet
     * @param key absent where an earlier release sent it
     * @param channels the ids of the channels that notifications before it have reached
     */
    public record Notification(
            Instant at,
            int pods,
            Set<String> nodePools,
            boolean isConfirmed,
            boolean isPredicted,
            Optional<String> key,
            Set<String> channels) {
        public Notification {
            nodePools = Set.copyOf(nodePools);
            channels = Set.copyOf(channels);
        }

        private Notification confirm() {
            return new Notification(at, pods, nodePools, true, isPredicted, key, channels);
        }
    }

    /**
     * An instance of an earlier release that is about to notify.
     *
     * @param attempt distinguishes its attempts: of one that died it is not known how far it came
     */
    public record EarlierSender(String owner, String attempt, Instant since) {}

    public static Incident open(Key key, Occurrence first) {
        return new Incident(
                key,
                Lifecycle.begin(first),
                Scope.of(first),
                AlertSet.EMPTY.plus(first.alert().stream().toList()),
                first.report().orElse(""),
                Notifications.NONE);
    }

    public boolean isOpen() {
        return lifecycle.state() == State.OPEN;
    }

    /** Adds an occurrence; a resolved incident is opened again. */
    public Incident with(Occurrence occurrence) {
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
     * @param coolDown after which a reminder is sent
     */
    Optional<Reason> due(Instant now, Duration coolDown) {
        if (!isOpen()
                || notifications
                        .sender()
                        .filter(sender -> isRecent(sender.since(), now))
                        .isPresent()) {
            return Optional.empty();
        }
        if (notifications.last().isEmpty()) {
            return Optional.of(Reason.OPENED);
        }
        var last = notifications.last().get();
        if (last.isPredicted() && !lifecycle.isPredicted()) {
            return Optional.of(Reason.OPENED);
        }
        if (!last.isConfirmed() && last.key().isEmpty() && !isRecent(last.at(), now)) {
            return Optional.of(Reason.CONTINUED);
        }
        var hasNews = scope.pods().count() > last.pods() || !last.nodePools().containsAll(scope.nodePools());
        if (hasNews && !last.at().plus(BETWEEN_UPDATES).isAfter(now)) {
            return Optional.of(Reason.GROWN);
        }
        return !last.at().plus(coolDown).isAfter(now) ? Optional.of(Reason.CONTINUED) : Optional.empty();
    }

    private static boolean isRecent(Instant at, Instant now) {
        return at.plus(UNTIL_SENT_AGAIN).isAfter(now);
    }

    /** The key of a notification that is decided on and not yet delivered everywhere. */
    public Optional<String> pending() {
        return notifications.pending();
    }

    /** Whether an earlier release may have sent a notification and died before it could record that. */
    public boolean mayHaveBeenSent() {
        return notifications.mayHaveBeenSent();
    }

    /** The time since which it has not been checked. */
    public Instant uncheckedSince() {
        return lifecycle.lastChecked().orElse(lifecycle.openedAt());
    }

    /** Adds pods and alerts that belong to it, too. */
    public Incident with(PodSet pods, AlertSet otherAlerts) {
        return new Incident(key, lifecycle, scope.with(pods), alerts.plus(otherAlerts), report, notifications);
    }

    public Incident withAlerts(AlertSet others) {
        return new Incident(key, lifecycle, scope, others, report, notifications);
    }

    /** Removes an alert that has resolved. */
    public Incident withoutAlert(String alert) {
        return withAlerts(alerts.without(alert));
    }

    /**
     * Decides on its next notification.
     *
     * @param reached the channels that the last notification has reached
     */
    public Incident announce(Instant now, String notification, Set<String> reached) {
        var channels = Stream.concat(
                        notifications.last().stream().flatMap(last -> last.channels().stream()), reached.stream())
                .collect(Collectors.toSet());
        var next = new Notification(
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
                        new Notifications(notifications.last().map(Notification::confirm), notifications.sender()))
                : this;
    }

    /** Resolves an incident that no one was notified of: nothing about it is sent any more. */
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

    private Incident with(Lifecycle newLifecycle, Notifications newNotifications) {
        return new Incident(key, newLifecycle, scope, alerts, report, newNotifications);
    }
}
