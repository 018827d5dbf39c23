package io.github.pullresponder.incident;

import io.github.pullresponder.delivery.Notice;
import io.github.pullresponder.incident.Incident.State;
import io.github.pullresponder.incident.Incident.Telling;
import io.github.pullresponder.storage.Row;
import io.github.pullresponder.storage.RowKind;
import io.github.pullresponder.storage.StorageUnavailable;
import io.github.pullresponder.storage.Table;
import io.github.pullresponder.storage.WrittenByNewerRelease;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The incidents there are; every change is made on condition that nobody else made one. */
final class Incidents {
    /** Longer than a message is on its way through all retries. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Table table;
    private final Clock clock;
    private final Duration coolDown;

    /** @param coolDown how long something that goes on is not told again */
    Incidents(Table table, Clock clock, Duration coolDown) {
        this.table = table;
        this.clock = clock;
        this.coolDown = coolDown;
    }

    /** What became of the wish to tell of an incident. */
    sealed interface Turn {
        /** It is this message's to tell. */
        record Tell(Notice.Reason reason, Incident incident) implements Turn {}

        /**
         * This message was about to tell when its processing died: whether the card arrived is not known. It is not posted
         * again at once; if the incident goes on, the follow-up tells it.
         */
        record MayBeTold(Incident incident) implements Turn {}

        /** There is nothing to tell, or somebody else does. */
        record Nothing() implements Turn {}
    }

    /** Somebody saw it: it is opened, or counted. */
    Incident record(Incident.Key key, Sighting sighting) {
        return Attempts.until("an incident", () -> {
            var row = rowOf(key);
            var incident = row.map(IncidentRow::read)
                    .map(known -> known.seenAgain(sighting))
                    .orElseGet(() -> Incident.opened(key, sighting));
            var stored = row.map(it -> table.replace(IncidentRow.changed(it, incident)))
                    .orElseGet(() -> table.insert(IncidentRow.fresh(incident)));
            return stored ? Optional.of(incident) : Optional.empty();
        });
    }

    /** Whether people would be told after this sighting: or somebody is about to. */
    boolean hasNews(Incident.Key key, Sighting sighting) {
        return find(key)
                .map(known -> known.seenAgain(sighting))
                .map(seen -> seen.telling().isPresent()
                        || seen.due(clock.instant(), coolDown).isPresent())
                .orElse(true);
    }

    /** Takes the turn to tell, if it is due and nobody else has it. */
    Turn turnOf(Incident.Key key, String owner) {
        return turn(
                key,
                owner,
                incident -> incident.due(clock.instant(), coolDown).map(reason -> new Turn.Tell(reason, incident)));
    }

    /** Closes an incident, and takes the turn to tell so if people had been told of it. */
    Turn resolve(Incident.Key key, String owner) {
        change(key, incident -> incident.told().isEmpty() ? incident.resolved() : incident);
        return turn(
                key,
                owner,
                incident -> incident.state() == State.RESOLVED
                        ? Optional.empty()
                        : Optional.of(new Turn.Tell(Notice.Reason.CONTINUED, incident.resolved())));
    }

    private Turn turn(Incident.Key key, String owner, Function<Incident, Optional<Turn.Tell>> due) {
        var mine = new Telling(owner, UUID.randomUUID().toString(), clock.instant());
        return Attempts.until("an incident", () -> {
            var row = rowOf(key);
            if (row.isEmpty()) {
                return Optional.of(new Turn.Nothing());
            }
            var incident = IncidentRow.read(row.get());
            if (incident.telling().isPresent()) {
                return Optional.of(
                        incident.isBeingToldBy(owner) || isAbandoned(incident)
                                ? new Turn.MayBeTold(incident)
                                : new Turn.Nothing());
            }
            return due.apply(incident)
                    .map(tell -> taken(row.get(), tell, mine))
                    .orElseGet(() -> Optional.of(new Turn.Nothing()));
        });
    }

    /** Whoever was about to tell never came back. */
    private boolean isAbandoned(Incident incident) {
        return incident.telling()
                .filter(telling -> telling.since().plus(ABANDONED).isBefore(clock.instant()))
                .isPresent();
    }

    /** That the table does not answer does not mean that it did not write: then what it holds decides. */
    private Optional<Turn> taken(Row row, Turn.Tell tell, Telling mine) {
        var telling = tell.incident().telling(mine);
        var turn = new Turn.Tell(tell.reason(), telling);
        try {
            return table.replace(IncidentRow.changed(row, telling)) || isHeld(telling, mine)
                    ? Optional.of(turn)
                    : Optional.empty();
        } catch (StorageUnavailable e) {
            if (isHeld(telling, mine)) {
                return Optional.of(turn);
            }
            throw e;
        }
    }

    private boolean isHeld(Incident incident, Telling mine) {
        return find(incident.key())
                .flatMap(Incident::telling)
                .filter(mine::equals)
                .isPresent();
    }

    /** People know. */
    Optional<Incident> told(Incident.Key key) {
        return change(key, incident -> incident.told(clock.instant(), true));
    }

    /** People may know: whether the card arrived was not recorded. */
    Optional<Incident> mayBeTold(Incident.Key key) {
        return change(key, incident -> incident.told(clock.instant(), false));
    }

    /** The card was not accepted: the next attempt tells. */
    Optional<Incident> untold(Incident.Key key) {
        return change(key, Incident::untold);
    }

    boolean isResolved(Incident.Key key) {
        return find(key).filter(it -> it.state() == State.RESOLVED).isPresent();
    }

    Optional<Incident> find(Incident.Key key) {
        return rowOf(key).map(IncidentRow::read);
    }

    /** Changes an incident, if there is such a one. */
    Optional<Incident> change(Incident.Key key, Function<Incident, Incident> change) {
        return Attempts.until("an incident", () -> {
            var row = rowOf(key);
            if (row.isEmpty()) {
                return Optional.of(Optional.<Incident>empty());
            }
            var changed = change.apply(IncidentRow.read(row.get()));
            return table.replace(IncidentRow.changed(row.get(), changed))
                    ? Optional.of(Optional.of(changed))
                    : Optional.<Optional<Incident>>empty();
        });
    }

    /** @throws WrittenByNewerRelease if this release cannot read all of them */
    List<Incident> all() {
        return table.listAll(IncidentRow.PREFIX).stream()
                .map(RowKind.INCIDENT::understood)
                .map(IncidentRow::read)
                .toList();
    }

    /** The open ones that this release can read: to the others, a newer one sees. */
    List<Incident> open() {
        return table.listAll(IncidentRow.PREFIX).stream()
                .filter(RowKind.INCIDENT::understands)
                .map(IncidentRow::read)
                .filter(incident -> incident.state() == State.OPEN)
                .toList();
    }

    private Optional<Row> rowOf(Incident.Key key) {
        return table.find(IncidentRow.partition(key), IncidentRow.key(key)).map(RowKind.INCIDENT::understood);
    }
}
