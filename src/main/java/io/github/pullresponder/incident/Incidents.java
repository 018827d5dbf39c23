package io.github.pullresponder.incident;

import io.github.pullresponder.incident.Incident.Reason;
import io.github.pullresponder.incident.Incident.State;
import io.github.pullresponder.storage.OptimisticRetry;
import io.github.pullresponder.storage.Row;
import io.github.pullresponder.storage.RowKind;
import io.github.pullresponder.storage.Table;
import io.github.pullresponder.storage.WrittenByNewerReleaseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The incidents there are; every change is made on condition that nobody else made one. */
public final class Incidents {
    private final Table table;
    private final Clock clock;
    private final Duration coolDown;

    /** @param coolDown after which a reminder of an open incident is sent */
    public Incidents(Table table, Clock clock, Duration coolDown) {
        this.table = table;
        this.clock = clock;
        this.coolDown = coolDown;
    }

    /** Somebody saw it: it is opened, or counted. */
    Incident record(Incident.Key key, Occurrence sighting) {
        return OptimisticRetry.until("an incident", () -> {
            var row = rowOf(key);
            var incident = after(row.map(IncidentRow::read), key, sighting);
            var stored = row.map(it -> table.replace(IncidentRow.changed(it, incident)))
                    .orElseGet(() -> table.insert(IncidentRow.fresh(incident)));
            return stored ? Optional.of(incident) : Optional.empty();
        });
    }

    /** The incident as it would be after a sighting. */
    Incident after(Incident.Key key, Occurrence sighting) {
        return after(find(key), key, sighting);
    }

    private static Incident after(Optional<Incident> known, Incident.Key key, Occurrence sighting) {
        return known.map(it -> it.seenAgain(sighting)).orElseGet(() -> Incident.opened(key, sighting));
    }

    /** Why people are to be notified of an incident now, if they are. */
    public Optional<Reason> due(Incident incident) {
        return incident.due(clock.instant(), coolDown);
    }

    /**
     * Decides that a notification, which is stored, is the next one of an incident: of several that are due at once, the one whose
     * decision is stored first.
     *
     * @param reached the channels that the notification before it has reached
     * @return whether it is this one
     */
    public boolean announce(Incident.Key key, String notification, Set<String> reached) {
        return changeIf(
                        key,
                        incident -> due(incident).isPresent(),
                        incident -> incident.announced(clock.instant(), notification, reached))
                .isPresent();
    }

    /**
     * Decides on the notification of an end that no one was to be told of, because nobody knew yet that someone had been notified.
     *
     * @param closed the incident as it was closed
     * @return whether it is this one
     */
    boolean announceEnd(Incident closed, String notification, Set<String> reached) {
        return changeIf(
                        closed.key(),
                        incident -> incident.equals(closed),
                        incident -> incident.announced(clock.instant(), notification, reached))
                .isPresent();
    }

    /** A closed incident as it would be if its notification had come before its end. */
    Incident toldAfterItsEnd(Incident closed, String notification) {
        return closed.announced(clock.instant(), notification, Set.of());
    }

    /** Closes an incident of which no one was notified. */
    public Optional<Incident> resolve(Incident.Key key) {
        return changeIf(key, Incidents::isOpen, Incident::resolvedQuietly);
    }

    /**
     * Closes an incident, and decides on the notification of that.
     *
     * @return empty if it was closed before
     */
    public Optional<Incident> resolve(Incident.Key key, String notification, Set<String> reached) {
        return changeIf(
                key,
                Incidents::isOpen,
                incident -> incident.resolved().announced(clock.instant(), notification, reached));
    }

    private static boolean isOpen(Incident incident) {
        return incident.state() == State.OPEN;
    }

    public boolean isResolved(Incident.Key key) {
        return find(key).filter(it -> !isOpen(it)).isPresent();
    }

    public Optional<Incident> find(Incident.Key key) {
        return rowOf(key).map(IncidentRow::read);
    }

    /** Changes an incident, if there is such a one. */
    public Optional<Incident> change(Incident.Key key, Function<Incident, Incident> change) {
        return changeIf(key, incident -> true, change);
    }

    private Optional<Incident> changeIf(
            Incident.Key key, Function<Incident, Boolean> condition, Function<Incident, Incident> change) {
        return OptimisticRetry.until("an incident", () -> {
            var row = rowOf(key);
            var before = row.map(IncidentRow::read).filter(condition::apply);
            if (before.isEmpty()) {
                return Optional.of(Optional.<Incident>empty());
            }
            var changed = change.apply(before.get());
            return changed.equals(before.get()) || table.replace(IncidentRow.changed(row.orElseThrow(), changed))
                    ? Optional.of(Optional.of(changed))
                    : Optional.<Optional<Incident>>empty();
        });
    }

    /**
     * Reads all incidents.
     *
     * @throws WrittenByNewerReleaseException if this release cannot read all of them
     */
    public List<Incident> all() {
        return table.listAll(IncidentRow.PREFIX).stream()
                .map(RowKind.INCIDENT::understood)
                .map(IncidentRow::read)
                .toList();
    }

    /** Those of one cluster that this release can read. */
    List<Incident> of(String cluster) {
        return table.list(IncidentRow.partition(new Incident.Key(cluster, "", "")), IncidentRow.PREFIX).stream()
                .filter(RowKind.INCIDENT::understands)
                .map(IncidentRow::read)
                .toList();
    }

    /** Those that are open or whose end is not delivered, as far as this release can read them: to the others, a newer one sees. */
    public List<Incident> unfinished() {
        return table.listAll(IncidentRow.PREFIX).stream()
                .filter(RowKind.INCIDENT::understands)
                .map(IncidentRow::read)
                .filter(incident -> isOpen(incident) || incident.pending().isPresent())
                .toList();
    }

    private Optional<Row> rowOf(Incident.Key key) {
        return table.find(IncidentRow.partition(key), IncidentRow.key(key)).map(RowKind.INCIDENT::understood);
    }
}
