package io.github.pullresponder.incident;

import io.github.pullresponder.delivery.ReportStore;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.incident.Incident.IncidentKey;
import io.github.pullresponder.incident.Incident.NotificationRecord;
import io.github.pullresponder.incident.IncidentNotificationFactory.DueNotification;
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
 * Records the incidents of a report. If they are new or have grown, it stores the report and sends one notification.
 *
 * <p>The order makes a crash harmless at every point: store the report and the notification; record the incident; set the notification
 * as the incident's next one; only then send it. After the third step, another message about the incident or the follow-up can send
 * it.
 */
public final class IncidentNotifier {
    private final IncidentStore incidents;
    private final IncidentStormDetector storms;
    private final ReportStore archive;
    private final Notifier notifier;
    private final Consumer<Report> listener;

    /** @param listener called with each report */
    public IncidentNotifier(
            IncidentStore incidents,
            IncidentStormDetector storms,
            ReportStore archive,
            Notifier notifier,
            Consumer<Report> listener) {
        this.incidents = incidents;
        this.storms = storms;
        this.archive = archive;
        this.notifier = notifier;
        this.listener = listener;
    }

    /** The incidents of a report: one for each cause, or one for the symptom if no cause is known. */
    public static List<IncidentKey> incidentsOf(Report report) {
        var cluster = report.subject().cluster().map(Object::toString).orElse("");
        var registry = report.subject().registry().orElse("");
        var causes = report.causeIds();
        if (causes.isEmpty()) {
            return report.hasFailed()
                    ? List.of(
                            new IncidentKey(cluster, registry, report.symptom().name()))
                    : List.of();
        }
        return causes.stream()
                .map(cause -> new IncidentKey(cluster, registry, cause))
                .toList();
    }

    /**
     * The recorded incidents of a report.
     *
     * @param notification the stored notification, which may be due; absent if nothing is new
     */
    public record RecordedIncidents(List<IncidentKey> keys, Optional<Notification> notification) {}

    /**
     * Records the incidents of a report and sends a notification if one is due.
     *
     * @return true if a notification was sent
     * @throws NotDeliveredException if a channel did not accept the notification, but may accept a retry
     * @throws StorageUnavailableException if something could not be stored
     */
    public boolean notifyOf(Report report, IncidentOccurrence occurrence) {
        return notifyOf(record(report, occurrence));
    }

    /** Records the incidents of a report, after storing the report and the notification that may be due. */
    public RecordedIncidents record(Report report, IncidentOccurrence occurrence) {
        listener.accept(report);
        var keys = incidentsOf(report);
        var notification = keys.stream()
                .map(key -> incidents.after(key, occurrence))
                .filter(incident -> !isStoredForLater(incident))
                .flatMap(incident -> incidents.due(incident).stream()
                        .map(reason -> IncidentNotificationFactory.of(report, incident, reason)))
                .min(Comparator.comparing(DueNotification::reason))
                .map(DueNotification::notification);
        notification.ifPresent(due -> {
            archive.store(report, occurrence.correlation());
            notifier.store(due);
        });
        var seen = notification.isPresent() ? occurrence : occurrence.withoutReport();
        keys.forEach(key -> incidents.record(key, seen));
        return new RecordedIncidents(keys, notification);
    }

    /** During a storm, an incident is always due: its notification is stored again only if the incident has changed. */
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

    /** Sends the notification of recorded incidents, if it is due. */
    public boolean notifyOf(RecordedIncidents recorded) {
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

    private boolean announceAndSend(Notification notification, List<IncidentKey> keys) {
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

    /** Sends the end of an incident that was closed before the first attempt to notify, when no notification was recorded yet. */
    private void endIfClosedMeanwhile(IncidentKey key, String notification) {
        incidents
                .find(key)
                .filter(incident ->
                        !incident.isOpen() && incident.notifications().last().isEmpty())
                .ifPresent(incident -> {
                    var reached = notifier.reached(notification);
                    if (!reached.isEmpty()) {
                        endWhenKnown(incident, notification, reached);
                    }
                });
    }

    private void endWhenKnown(Incident incident, String notification, Set<String> reached) {
        var notified = incidents.withLateNotification(incident, notification);
        var ended = IncidentNotificationFactory.ofResolved(
                notified,
                "the incident ended while it was being reported",
                notified.lifecycle().lastSeen(),
                reached);
        notifier.store(ended);
        if (incidents.announceEnd(incident, ended.key(), reached)) {
            retry(incident.key());
        }
    }

    /** Returns true during a storm of its cluster, when an incident is reported together with the others. */
    private boolean isHeldBack(IncidentKey key) {
        return incidents
                .find(key)
                .filter(incident -> incidents.due(incident).isPresent())
                .filter(storms::holdsBack)
                .isPresent();
    }

    private boolean announce(IncidentKey key, String notification) {
        return incidents.announce(
                key, notification, incidents.find(key).map(this::lastReached).orElseGet(Set::of));
    }

    /** The channels that received the last notification of an incident, or may have. */
    private Set<String> lastReached(Incident incident) {
        return incident.notifications()
                .last()
                .flatMap(NotificationRecord::key)
                .map(notifier::reached)
                .orElseGet(Set::of);
    }

    /** Sends a stored notification again to the channels that have not received it. */
    public void retry(IncidentKey key) {
        incidents.find(key).flatMap(Incident::pending).ifPresent(notification -> {
            if (notifier.deliver(notification)) {
                incidents.change(key, incident -> incident.confirm(notification));
            }
        });
    }

    /**
     * Sends the stored notification of an incident that has none yet: its message did not come back, or a storm withheld it.
     *
     * @return true if a notification was sent
     */
    public boolean notifyFromStore(Incident incident) {
        var stored = notifier.find(incident.report()).orElseGet(() -> {
            var made = IncidentNotificationFactory.ofIncident(incident);
            notifier.store(made);
            return made;
        });
        var notification = incident.mayHaveBeenSent() ? stored.possiblyRepeating() : stored;
        return announceAndSend(notification, List.of(incident.key()));
    }

    /**
     * Ends an incident, and notifies the channels that were notified of it.
     *
     * @param why the reason, as a clause in lower case
     * @param at the time of its end
     * @return the number of notifications: one or none
     */
    public int resolve(IncidentKey key, String why, Instant at) {
        var incident = incidents.find(key);
        if (incident.isEmpty()) {
            return 0;
        }
        if (!incident.get().isOpen()) {
            retry(key);
            return 0;
        }
        var reached = lastReached(incident.get());
        var ended = IncidentNotificationFactory.isKnown(incident.get(), reached)
                ? resolveAndNotify(incident.get(), why, at, reached)
                : resolveQuietly(key);
        storeState(key);
        return ended;
    }

    private int resolveQuietly(IncidentKey key) {
        incidents.resolve(key);
        return 0;
    }

    private int resolveAndNotify(Incident incident, String why, Instant at, Set<String> reached) {
        var notification = IncidentNotificationFactory.ofResolved(incident, why, at, reached);
        notifier.store(notification);
        if (incidents.resolve(incident.key(), notification.key(), reached).isEmpty()) {
            return 0;
        }
        retry(incident.key());
        return 1;
    }

    /** Stores the latest state of an incident next to the reports, where people can read it. */
    void storeState(IncidentKey key) {
        incidents
                .find(key)
                .ifPresent(incident -> archive.storeState(
                        IncidentStateFileWriter.nameOf(key), IncidentStateFileWriter.json(incident)));
    }

    /**
     * Stores a message that could not be processed.
     *
     * @return the name of the stored blob
     */
    public String storeGivenUp(String item, String message) {
        return archive.storeGivenUp(item, message);
    }

    /** Passes on a report that needs no notification. */
    public void publish(Report report) {
        listener.accept(report);
    }
}
