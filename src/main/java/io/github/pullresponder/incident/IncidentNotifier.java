package io.github.pullresponder.incident;

import io.github.pullresponder.delivery.ReportStore;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.incident.Incident.State;
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
 * is decided that this notification is the incident's next one; only then it is sent. From the decision on, whoever comes first
 * can send what was not sent: another message about the incident, or the follow-up.
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
    public boolean tell(Report report, Occurrence sighting) {
        return tell(record(report, sighting));
    }

    /** Records the incidents of a report; the report and what may have to be sent are stored before. */
    public Recorded record(Report report, Occurrence sighting) {
        listener.accept(report);
        var keys = incidentsOf(report);
        var notification = keys.stream()
                .map(key -> incidents.after(key, sighting))
                .filter(incident -> !isStoredForLater(incident))
                .flatMap(incident -> incidents.due(incident).stream()
                        .map(reason -> IncidentNotifications.of(report, incident, reason)))
                .min(Comparator.comparing(IncidentNotifications.Due::reason))
                .map(IncidentNotifications.Due::notification);
        notification.ifPresent(it -> {
            archive.keep(report, sighting.correlation());
            notifier.store(it);
        });
        var seen = notification.isPresent() ? sighting : sighting.withoutReport();
        keys.forEach(key -> incidents.record(key, seen));
        return new Recorded(keys, notification);
    }

    /** During a storm an incident is due at every look: it is stored again only if there is more to say of it. */
    private boolean isStoredForLater(Incident after) {
        return incidents
                .find(after.key())
                .filter(before ->
                        before.state() == State.OPEN && !before.report().isEmpty())
                .filter(before -> before.foreseen() == after.foreseen()
                        && before.pods().count() == after.pods().count()
                        && before.nodePools().equals(after.nodePools()))
                .filter(before -> storms.isOn(before.key().cluster()))
                .isPresent();
    }

    /** Notifies people of what was recorded, where that is due. */
    public boolean tell(Recorded recorded) {
        try {
            var told = recorded.notification()
                    .filter(notification -> announced(notification, recorded.keys()))
                    .isPresent();
            if (!told) {
                recorded.keys().forEach(this::retry);
            }
            recorded.keys().forEach(this::keepState);
            return told;
        } catch (NotDeliveredException e) {
            recorded.keys().forEach(this::keepState);
            throw e;
        }
    }

    private boolean announced(Notification notification, List<Incident.Key> keys) {
        var announced = keys.stream()
                .filter(key -> !isHeldBack(key))
                .filter(key -> announce(key, notification.key()))
                .toList();
        if (announced.isEmpty()) {
            return false;
        }
        if (notifier.deliver(notification)) {
            announced.forEach(key -> incidents.change(key, it -> it.delivered(notification.key())));
        }
        announced.forEach(key -> endIfClosedMeanwhile(key, notification.key()));
        return true;
    }

    /** Whoever closed it between the decision and the first attempt saw that no one was notified of it, and told no one of its end. */
    private void endIfClosedMeanwhile(Incident.Key key, String notification) {
        incidents
                .find(key)
                .filter(it -> it.state() == State.RESOLVED && it.told().isEmpty())
                .ifPresent(incident -> {
                    var reached = notifier.reached(notification);
                    if (!reached.isEmpty()) {
                        endOnceKnown(incident, notification, reached);
                    }
                });
    }

    private void endOnceKnown(Incident incident, String notification, Set<String> reached) {
        var told = incidents.toldAfterItsEnd(incident, notification);
        var ended = IncidentNotifications.ended(told, "it ended while it was reported", told.lastSeen(), reached);
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
        return incident.told()
                .flatMap(Incident.Told::notification)
                .map(notifier::reached)
                .orElseGet(Set::of);
    }

    /** Sends what was decided on and did not arrive everywhere, as it was stored. */
    public void retry(Incident.Key key) {
        incidents.find(key).flatMap(Incident::pending).ifPresent(notification -> {
            if (notifier.deliver(notification)) {
                incidents.change(key, it -> it.delivered(notification));
            }
        });
    }

    /**
     * Notifies people of an incident of which no one was notified, from what was stored when it was seen: the message that recorded
     * it never came back, or it was held back by a storm.
     *
     * @return whether people were notified
     */
    public boolean tellStored(Incident incident) {
        var stored = notifier.find(incident.report()).orElseGet(() -> {
            var made = IncidentNotifications.ofIncident(incident);
            notifier.store(made);
            return made;
        });
        var notification = incident.mayHaveBeenTold() ? stored.possiblyRepeating() : stored;
        return announced(notification, List.of(incident.key()));
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
        if (incident.get().state() == State.RESOLVED) {
            retry(key);
            return 0;
        }
        var reached = lastReached(incident.get());
        var ended = IncidentNotifications.isKnown(incident.get(), reached)
                ? endedWithNotification(incident.get(), why, at, reached)
                : endedQuietly(key);
        keepState(key);
        return ended;
    }

    private int endedQuietly(Incident.Key key) {
        incidents.resolve(key);
        return 0;
    }

    private int endedWithNotification(Incident incident, String why, Instant at, Set<String> reached) {
        var notification = IncidentNotifications.ended(incident, why, at, reached);
        notifier.store(notification);
        if (incidents.resolve(incident.key(), notification.key(), reached).isEmpty()) {
            return 0;
        }
        retry(incident.key());
        return 1;
    }

    /** The latest state of an incident lies beside the reports, for those who look there. */
    void keepState(Incident.Key key) {
        incidents
                .find(key)
                .ifPresent(incident -> archive.keepState(IncidentFile.nameOf(key), IncidentFile.json(incident)));
    }

    /**
     * Stores a message that could not be worked on.
     *
     * @return the name under which it is kept
     */
    public String keepGivenUp(String item, String message) {
        return archive.keepGivenUp(item, message);
    }

    /** Passes on a report that needs no notification. */
    public void pass(Report report) {
        listener.accept(report);
    }
}
