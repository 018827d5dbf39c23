package io.github.pullresponder.incident;

import io.github.pullresponder.delivery.ReportStore;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.notification.NotDeliveredException;
import io.github.pullresponder.notification.Notification;
import io.github.pullresponder.notification.Notifier;
import io.github.pullresponder.storage.StorageUnavailableException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Records the incidents of a report, and, where they are news, stores the report and notifies people once.
 *
 * <p>The order makes a crash harmless at every point: report and notification are stored; then the incident is recorded; then it
 * is decided that this notification is the incident's next one; only then it is sent. From the decision on, another
 * message about the incident or the follow-up can send what was not sent.
 */
public final class IncidentNotifier {
    private final Incidents incidents;
    private final Storms storms;
    private final ReportStore archive;
    private final Notifier notifier;
    private final Consumer<Report> listener;

    /** @param listener called with each report */
    public IncidentNotifier(
            Incidents incidents, Storms storms, ReportStore archive, Notifier notifier, Consumer<Report> listener) {
        this.incidents = incidents;
        this.storms = storms;
        this.archive = archive;
        this.notifier = notifier;
        this.listener = listener;
    }

    /** The incidents of a report: one for each cause, or for the symptom where no cause is known. */
    public static List<Incident.Key> incidentsOf(Report report) {
        var cluster = report.subject().cluster().map(Object::toString).orElse("");
        var registry = report.subject().registry().orElse("");
        var causes = report.causeIds();
        if (causes.isEmpty()) {
            return report.hasFailed()
                    ? List.of(
                            new Incident.Key(cluster, registry, report.symptom().name()))
                    : List.of();
        }
        return causes.stream()
                .map(cause -> new Incident.Key(cluster, registry, cause))
                .toList();
    }

    /**
     * The incidents of a report, recorded.
     *
     * @param notification what may have to be sent, and is stored; absent where nothing is new
     */
    public record Recorded(List<Incident.Key> keys, Optional<Notification> notification) {}

    /**
     * Records the incidents of a report and notifies people where that is due.
     *
     * @return whether people were notified
     * @throws NotDeliveredException if a channel did not accept the notification, and may if it is tried again soon
     * @throws StorageUnavailableException if something could not be stored
     */
    public boolean notifyOf(Report report, Occurrence occurrence) {
        return notifyOf(record(report, occurrence));
    }

    /** Records the incidents of a report; the report and what may have to be sent are stored before. */
    public Recorded record(Report report, Occurrence occurrence) {
        listener.accept(report);
        var keys = incidentsOf(report);
        var notification = keys.stream()
                .map(key -> incidents.after(key, occurrence))
                .filter(incident -> !isStoredForLater(incident))
                .flatMap(incident -> incidents.due(incident).stream()
                        .map(reason -> IncidentNotifications.of(report, incident, reason)))
                .min(Comparator.comparing(IncidentNotifications.Due::reason))
                .map(IncidentNotifications.Due::notification);
        notification.ifPresent(due -> {
            archive.keep(report, occurrence.correlation());
            notifier.store(due);
        });
        var seen = notification.isPresent() ? occurrence : occurrence.withoutReport();
        keys.forEach(key -> incidents.record(key, seen));
        return new Recorded(keys, notification);
    }

    /** During a storm an incident is due at every look: it is stored again only if there is more to say of it. */
    private boolean isStoredForLater(Incident after) {
        return incidents
                .find(after.key())
                .filter(before -> before.isOpen() && !before.report().isEmpty())
                .filter(before -> before.lifecycle().isPredicted()
                                == after.lifecycle().isPredicted()
                        && before.scope().pods().count() == after.scope().pods().count()
                        && before.scope().nodePools().equals(after.scope().nodePools()))
                .filter(before -> storms.isOn(before.key().cluster()))
                .isPresent();
    }

    /** Notifies people of what was recorded, where that is due. */
    public boolean notifyOf(Recorded recorded) {
        try {
            var isSent = recorded.notification()
                    .filter(notification -> announceAndSend(notification, recorded.keys()))
                    .isPresent();
            if (!isSent) {
                recorded.keys().forEach(this::retry);
            }
            recorded.keys().forEach(this::storeState);
            return isSent;
        } catch (NotDeliveredException e) {
            recorded.keys().forEach(this::storeState);
            throw e;
        }
    }

    private boolean announceAndSend(Notification notification, List<Incident.Key> keys) {
        var announced = keys.stream()
                .filter(key -> !isHeldBack(key))
                .filter(key -> announce(key, notification.key()))
                .toList();
        if (announced.isEmpty()) {
            return false;
        }
        if (notifier.deliver(notification)) {
            announced.forEach(key -> incidents.change(key, incident -> incident.confirm(notification.key())));
        }
        announced.forEach(key -> endIfClosedMeanwhile(key, notification.key()));
        return true;
    }

    /** An incident that was closed between the decision and the first attempt looked as if no one was notified: its end was not sent. */
    private void endIfClosedMeanwhile(Incident.Key key, String notification) {
        incidents
                .find(key)
                .filter(incident ->
                        !incident.isOpen() && incident.notifications().last().isEmpty())
                .ifPresent(incident -> {
                    var reached = notifier.reached(notification);
                    if (!reached.isEmpty()) {
                        endOnceKnown(incident, notification, reached);
                    }
                });
    }

    private void endOnceKnown(Incident incident, String notification, Set<String> reached) {
        var notified = incidents.withLateNotification(incident, notification);
        var ended = IncidentNotifications.ended(
                notified, "it ended while it was reported", notified.lifecycle().lastSeen(), reached);
        notifier.store(ended);
        if (incidents.announceEnd(incident, ended.key(), reached)) {
            retry(incident.key());
        }
    }

    /** While its cluster has a storm, an incident is reported with the others. */
    private boolean isHeldBack(Incident.Key key) {
        return incidents
                .find(key)
                .filter(incident -> incidents.due(incident).isPresent())
                .filter(storms::holdsBack)
                .isPresent();
    }

    private boolean announce(Incident.Key key, String notification) {
        return incidents.announce(
                key, notification, incidents.find(key).map(this::lastReached).orElseGet(Set::of));
    }

    /** The channels that the last notification of an incident has reached, or may have. */
    private Set<String> lastReached(Incident incident) {
        return incident.notifications()
                .last()
                .flatMap(Incident.Notification::key)
                .map(notifier::reached)
                .orElseGet(Set::of);
    }

    /** Sends what was decided on and did not arrive everywhere, as it was stored. */
    public void retry(Incident.Key key) {
        incidents.find(key).flatMap(Incident::pending).ifPresent(notification -> {
            if (notifier.deliver(notification)) {
                incidents.change(key, incident -> incident.confirm(notification));
            }
        });
    }

    /**
     * Notifies people of an incident of which no one was notified, from what was stored when it was seen: the message that recorded
     * it never came back, or it was held back by a storm.
     *
     * @return whether people were notified
     */
    public boolean notifyFromStore(Incident incident) {
        var stored = notifier.find(incident.report()).orElseGet(() -> {
            var made = IncidentNotifications.ofIncident(incident);
            notifier.store(made);
            return made;
        });
        var notification = incident.mayHaveBeenSent() ? stored.possiblyRepeating() : stored;
        return announceAndSend(notification, List.of(incident.key()));
    }

    /**
     * Ends an incident, and notifies those who were notified of it.
     *
     * @param why it counts as over
     * @param at when it ended
     * @return how many notifications that took: one or none
     */
    public int end(Incident.Key key, String why, Instant at) {
        var incident = incidents.find(key);
        if (incident.isEmpty()) {
            return 0;
        }
        if (!incident.get().isOpen()) {
            retry(key);
            return 0;
        }
        var reached = lastReached(incident.get());
        var ended = IncidentNotifications.isKnown(incident.get(), reached)
                ? endWithNotification(incident.get(), why, at, reached)
                : endQuietly(key);
        storeState(key);
        return ended;
    }

    private int endQuietly(Incident.Key key) {
        incidents.resolve(key);
        return 0;
    }

    private int endWithNotification(Incident incident, String why, Instant at, Set<String> reached) {
        var notification = IncidentNotifications.ended(incident, why, at, reached);
        notifier.store(notification);
        if (incidents.resolve(incident.key(), notification.key(), reached).isEmpty()) {
            return 0;
        }
        retry(incident.key());
        return 1;
    }

    /** Stores the latest state of an incident next to the reports, for people who look there. */
    void storeState(Incident.Key key) {
        incidents
                .find(key)
                .ifPresent(incident -> archive.keepState(IncidentFile.nameOf(key), IncidentFile.json(incident)));
    }

    /**
     * Stores a message that could not be worked on.
     *
     * @return the name under which it is stored
     */
    public String keepGivenUp(String item, String message) {
        return archive.keepGivenUp(item, message);
    }

    /** Passes on a report that needs no notification. */
    public void pass(Report report) {
        listener.accept(report);
    }
}
