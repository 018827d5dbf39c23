package io.github.pullresponder.incident;

import io.github.pullresponder.incident.Incident.IncidentKey;
import io.github.pullresponder.incident.Incident.NotificationReason;
import io.github.pullresponder.storage.OptimisticRetry;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.TableRowKind;
import io.github.pullresponder.storage.WrittenByNewerReleaseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The stored incidents; a change is stored only if no other instance changed the incident at the same time. */
public final class IncidentStore {
    private final StorageTable table;
    private final Clock clock;
    private final Duration coolDown;

    /** @param coolDown the minimum time between reminders for an open incident */
    public IncidentStore(StorageTable table, Clock clock, Duration coolDown) {
        this.table = table;
        this.clock = clock;
        this.coolDown = coolDown;
    }

    /** Opens an incident, or adds an occurrence to it. */
    Incident record(IncidentKey key, IncidentOccurrence occurrence) {
        return OptimisticRetry.until("an incident", () -> {
            var row = rowOf(key);
            var incident = after(row.map(IncidentRowMapper::read), key, occurrence);
            var stored = row.map(before -> table.replace(IncidentRowMapper.update(before, incident)))
                    .orElseGet(() -> table.insert(IncidentRowMapper.fresh(incident)));
            return stored ? Optional.of(incident) : Optional.empty();
        });
    }

    /** Returns the incident with an occurrence, without storing it. */
    Incident after(IncidentKey key, IncidentOccurrence occurrence) {
        return after(find(key), key, occurrence);
    }

    private static Incident after(Optional<Incident> known, IncidentKey key, IncidentOccurrence occurrence) {
        return known.map(incident -> incident.with(occurrence)).orElseGet(() -> Incident.open(key, occurrence));
    }

    /** Returns the reason for a notification that is due now, if one is. */
    public Optional<NotificationReason> due(Incident incident) {
        return incident.due(clock.instant(), coolDown);
    }

    /**
     * Sets a stored notification as the next one of an incident. If several are due at the same time, the first one wins.
     *
     * @param reached the channels that received the notification before it
     * @return true if it is this one
     */
    public boolean announce(IncidentKey key, String notification, Set<String> reached) {
        return changeIf(
                        key,
                        incident -> due(incident).isPresent(),
                        incident -> incident.announce(clock.instant(), notification, reached))
                .isPresent();
    }

    /**
     * Sets the notification of an end that was withheld, because no earlier notification was recorded at that time.
     *
     * @param closed the closed incident
     * @return true if it is this one
     */
    boolean announceEnd(Incident closed, String notification, Set<String> reached) {
        return changeIf(
                        closed.key(),
                        incident -> incident.equals(closed),
                        incident -> incident.announce(clock.instant(), notification, reached))
                .isPresent();
    }

    /** Returns a closed incident with its notification before its end, without storing it. */
    Incident withLateNotification(Incident closed, String notification) {
        return closed.announce(clock.instant(), notification, Set.of());
    }

    /** Closes an incident without a notification, because none was sent about it. */
    public Optional<Incident> resolve(IncidentKey key) {
        return changeIf(key, Incident::isOpen, Incident::resolveQuietly);
    }

    /**
     * Closes an incident, and sets the notification of its end.
     *
     * @return the closed incident; empty if it was closed before
     */
    public Optional<Incident> resolve(IncidentKey key, String notification, Set<String> reached) {
        return changeIf(
                key, Incident::isOpen, incident -> incident.resolve().announce(clock.instant(), notification, reached));
    }

    public boolean isResolved(IncidentKey key) {
        return find(key).filter(incident -> !incident.isOpen()).isPresent();
    }

    public Optional<Incident> find(IncidentKey key) {
        return rowOf(key).map(IncidentRowMapper::read);
    }

    /** Changes an incident, if it exists. */
    public Optional<Incident> change(IncidentKey key, Function<Incident, Incident> change) {
        return changeIf(key, incident -> true, change);
    }

    private Optional<Incident> changeIf(
            IncidentKey key, Function<Incident, Boolean> condition, Function<Incident, Incident> change) {
        return OptimisticRetry.until("an incident", () -> {
            var row = rowOf(key);
            var before = row.map(IncidentRowMapper::read).filter(condition::apply);
            if (before.isEmpty()) {
                return Optional.of(Optional.<Incident>empty());
            }
            var changed = change.apply(before.get());
            return changed.equals(before.get()) || table.replace(IncidentRowMapper.update(row.orElseThrow(), changed))
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
        return table.listAll(IncidentRowMapper.PREFIX).stream()
                .map(TableRowKind.INCIDENT::requireKnownVersion)
                .map(IncidentRowMapper::read)
                .toList();
    }

    /** Reads the incidents of one cluster, as far as this release can. */
    List<Incident> of(String cluster) {
        return table
                .list(IncidentRowMapper.partition(new IncidentKey(cluster, "", "")), IncidentRowMapper.PREFIX)
                .stream()
                .filter(TableRowKind.INCIDENT::understands)
                .map(IncidentRowMapper::read)
                .toList();
    }

    /** Reads the incidents that are open or have an undelivered end; those of a newer release are omitted. */
    public List<Incident> unfinished() {
        return table.listAll(IncidentRowMapper.PREFIX).stream()
                .filter(TableRowKind.INCIDENT::understands)
                .map(IncidentRowMapper::read)
                .filter(incident -> incident.isOpen() || incident.pending().isPresent())
                .toList();
    }

    private Optional<TableRow> rowOf(IncidentKey key) {
        return table.find(IncidentRowMapper.partition(key), IncidentRowMapper.key(key))
                .map(TableRowKind.INCIDENT::requireKnownVersion);
    }
}
