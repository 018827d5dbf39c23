package io.github.pullresponder.investigation;

import io.github.pullresponder.diagnosis.ReportId;
import io.github.pullresponder.incident.AlertSet;
import io.github.pullresponder.incident.Incident;
import io.github.pullresponder.incident.PodSet;
import io.github.pullresponder.pull.Signature;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.OptimisticRetry;
import io.github.pullresponder.storage.Row;
import io.github.pullresponder.storage.RowKind;
import io.github.pullresponder.storage.Table;
import io.github.pullresponder.storage.TableKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ensures that each failure is diagnosed once, despite duplicate messages or a crash.
 *
 * <p>A message takes the lease of the failure that it reports. It keeps the lease if its processing ends early, because it comes back
 * under the same id. Another message that reports the same failure adds its pods and its alert to the lease and is done. So a leased
 * failure is always on the queue, and no data is lost with a message that only joined.
 */
final class InvestigationLeases {
    /** The time for which a diagnosis also counts for later failures of the same kind. */
    static final Duration FRESH = Duration.ofMinutes(15);

    /** The validity of a lease, longer than all retries of a message. */
    private static final Duration LEASE = Duration.ofHours(1);

    private static final String FAILURE = "failure:";
    private static final String OWNER = "owner";
    private static final String ITEM = "item";
    /** The column for the time at which the lease was taken. */
    static final String SINCE = "since";

    private static final String REPORT = "report";
    private static final String INCIDENTS = "incidents";
    /** The column for the incidents of the previous diagnosis, which may still have alerts. */
    private static final String EARLIER_INCIDENTS = "earlierIncidents";

    private static final int MOST_EARLIER = 20;
    /** The column for the time at which the diagnosis was done. */
    static final String DONE_AT = "doneAt";

    private static final String PODS = "pods";
    private static final String POD_HASHES = "podHashes";
    private static final String POD_COUNT = "podCount";
    private static final String ALERTS = "alerts";
    private static final String ALERT_HASHES = "alertHashes";
    private static final String MORE_ALERTS = "moreAlerts";

    private final Table table;
    private final Clock clock;

    InvestigationLeases(Table table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** The result of an attempt to take a lease. */
    sealed interface Claim {
        /** This message has the lease and diagnoses the failure; the report has this id at every attempt. */
        record Held(Place place, String report, PodSet pods) implements Claim {}

        /** Another message has the lease; the pods and the alert of this one were added. */
        record InProgress() implements Claim {}

        /** It was diagnosed recently, with these incidents. */
        record Known(List<Incident.Key> incidents) implements Claim {}
    }

    /** The place of a lease in the table. */
    record Place(String partition, String key) {}

    /** All pods and alerts that report the leased failure. */
    record Joined(PodSet pods, AlertSet alerts) {
        static final Joined NONE = new Joined(PodSet.EMPTY, AlertSet.EMPTY);
    }

    /** The place of the lease of failures with a signature. */
    static Place of(ResourceId cluster, Signature signature) {
        return new Place(
                TableKey.of(cluster.toString()),
                FAILURE
                        + TableKey.of(
                                signature.host(),
                                signature.repository(),
                                signature.symptom().name()));
    }

    /** The place of the lease of a change, so that each is examined once. */
    static Place of(ResourceId cluster, String changeId) {
        return new Place(TableKey.of(cluster.toString()), "change:" + TableKey.of(changeId));
    }

    /** The place of the lease for giving up on a work item. */
    static Place ofGivenUp(String itemId) {
        return new Place("given-up", TableKey.of(itemId));
    }

    /**
     * A message that takes a lease.
     *
     * @param message the id of the queue message, the same at every delivery
     * @param item the id of the work item in it
     * @param alert the id of the alert behind it, if there is one
     */
    record Claimant(String message, String item, Optional<String> alert) {}

    Claim take(Place place, Claimant claimant, PodSet pods) {
        return OptimisticRetry.until("a lease", () -> {
            var row = rowAt(place);
            return row.isEmpty()
                    ? claimed(place, Optional.empty(), claimant, pods)
                    : taken(place, row.get(), claimant, pods);
        });
    }

    private Optional<Claim> taken(Place place, Row row, Claimant claimant, PodSet pods) {
        var known = joinedIn(row);
        var all = new Joined(
                known.pods().plus(pods),
                known.alerts().plus(claimant.alert().stream().toList()));
        var now = clock.instant();
        var doneAt = row.value(DONE_AT).map(Instant::parse);
        if (doneAt.isPresent()) {
            return isOver(doneAt.get(), FRESH, now)
                    ? claimed(place, Optional.of(row), claimant, pods)
                    : Optional.of(new Claim.Known(incidentsIn(row, INCIDENTS)));
        }
        if (row.value(OWNER).filter(claimant.message()::equals).isPresent()) {
            return stored(row.with(written(all)))
                    .map(stored -> new Claim.Held(place, row.value(REPORT).orElseThrow(), all.pods()));
        }
        var since = row.value(SINCE).map(Instant::parse).orElse(Instant.MIN);
        if (isOver(since, LEASE, now)) {
            return claimed(place, Optional.of(row), claimant, all.pods());
        }
        return all.equals(known)
                ? Optional.of(new Claim.InProgress())
                : stored(row.with(written(all))).map(stored -> new Claim.InProgress());
    }

    private Optional<Claim> claimed(Place place, Optional<Row> before, Claimant claimant, PodSet pods) {
        var now = clock.instant();
        var report = ReportId.fresh(now);
        // The alerts of an unfinished diagnosis still wait for their incidents.
        var waiting = before.filter(row -> row.value(DONE_AT).isEmpty())
                .map(InvestigationLeases::joinedIn)
                .orElse(Joined.NONE)
                .alerts();
        var values = new HashMap<>(
                written(new Joined(pods, waiting.plus(claimant.alert().stream().toList()))));
        values.putAll(Map.of(
                OWNER, claimant.message(),
                ITEM, claimant.item(),
                SINCE, now.toString(),
                REPORT, report));
        before.map(InvestigationLeases::allIncidentsIn)
                .filter(incidents -> !incidents.isEmpty())
                .ifPresent(incidents -> values.put(EARLIER_INCIDENTS, written(incidents)));
        var stored = before.map(row -> table.replace(row.withOnly(RowKind.CLAIM.stamped(values))))
                .orElseGet(() -> table.insert(RowKind.CLAIM.fresh(place.partition(), place.key(), values)));
        return stored ? Optional.of(new Claim.Held(place, report, pods)) : Optional.empty();
    }

    /** All pods and alerts that have reported it so far. */
    Joined joined(Place place) {
        return rowAt(place).map(InvestigationLeases::joinedIn).orElse(Joined.NONE);
    }

    /**
     * Removes an alert that ended.
     *
     * @return the incidents of the failure so far; empty if the lease no longer exists
     */
    Optional<List<Incident.Key>> endAlert(Place place, String alert) {
        return OptimisticRetry.until("a lease", () -> {
            var row = rowAt(place);
            if (row.isEmpty()) {
                return Optional.of(Optional.<List<Incident.Key>>empty());
            }
            var known = joinedIn(row.get());
            var left = new Joined(known.pods(), known.alerts().without(alert));
            var incidents = Optional.of(allIncidentsIn(row.get()));
            return left.equals(known) || table.replace(row.get().with(written(left)))
                    ? Optional.of(incidents)
                    : Optional.<Optional<List<Incident.Key>>>empty();
        });
    }

    /**
     * Finishes a lease after the failure is diagnosed and its incidents are recorded: no more messages join it.
     *
     * @param incidents the incidents of the failure
     */
    void finish(Claim.Held claim, List<Incident.Key> incidents) {
        OptimisticRetry.until("a lease", () -> {
            var row = rowAt(claim.place());
            if (row.isEmpty()) {
                return Optional.of(true);
            }
            var values = Map.of(
                    INCIDENTS, written(incidents), DONE_AT, clock.instant().toString());
            return stored(row.get().with(values)).map(stored -> true);
        });
    }

    /** Removes a finished lease, so that the next message diagnoses the failure again. */
    void forget(Place place) {
        rowAt(place).filter(row -> row.value(DONE_AT).isPresent()).ifPresent(table::delete);
    }

    /** Adds the pods and alerts of another lease. */
    void join(Place place, Joined others) {
        OptimisticRetry.until("a lease", () -> {
            var row = rowAt(place);
            if (row.isEmpty()) {
                return Optional.of(true);
            }
            var known = joinedIn(row.get());
            var all =
                    new Joined(known.pods().plus(others.pods()), known.alerts().plus(others.alerts()));
            return all.equals(known) || table.replace(row.get().with(written(all)))
                    ? Optional.of(true)
                    : Optional.empty();
        });
    }

    /**
     * Ends the leases of a work item that was given up, so that other messages can diagnose the same failure.
     *
     * @return the pods and alerts that had joined them
     */
    Joined release(ResourceId cluster, String item) {
        var released = Joined.NONE;
        for (var row : table.list(TableKey.of(cluster.toString()), FAILURE)) {
            if (RowKind.CLAIM.understands(row)
                    && row.value(ITEM).filter(item::equals).isPresent()
                    && row.value(DONE_AT).isEmpty()
                    && table.delete(row)) {
                var joined = joinedIn(row);
                released = new Joined(
                        released.pods().plus(joined.pods()), released.alerts().plus(joined.alerts()));
            }
        }
        return released;
    }

    /** Returns true if a row is a lease of unfinished work. */
    static boolean isUnfinished(Row row) {
        return row.value(ITEM).isPresent() && row.value(DONE_AT).isEmpty();
    }

    private Optional<Row> rowAt(Place place) {
        return table.find(place.partition(), place.key()).map(RowKind.CLAIM::understood);
    }

    private Optional<Row> stored(Row row) {
        return table.replace(row) ? Optional.of(row) : Optional.empty();
    }

    private static boolean isOver(Instant since, Duration time, Instant now) {
        return !since.equals(Instant.MIN) && since.plus(time).isBefore(now);
    }

    private static String written(List<Incident.Key> incidents) {
        return incidents.stream()
                .map(key -> String.join("\t", key.cluster(), key.registry(), key.cause()))
                .collect(Collectors.joining("\n"));
    }

    private static List<Incident.Key> incidentsIn(Row row, String column) {
        return row.value(column).stream()
                .flatMap(String::lines)
                .map(line -> line.split("\t", -1))
                .filter(parts -> parts.length == 3)
                .map(parts -> new Incident.Key(parts[0], parts[1], parts[2]))
                .toList();
    }

    private static List<Incident.Key> allIncidentsIn(Row row) {
        return Stream.concat(incidentsIn(row, INCIDENTS).stream(), incidentsIn(row, EARLIER_INCIDENTS).stream())
                .distinct()
                .limit(MOST_EARLIER)
                .toList();
    }

    private static Joined joinedIn(Row row) {
        return new Joined(
                PodSet.read(
                        row.value(PODS).orElse(""),
                        row.value(POD_HASHES).orElse(""),
                        row.value(POD_COUNT).map(Integer::parseInt).orElse(0)),
                AlertSet.read(
                        row.value(ALERTS).orElse(""),
                        row.value(ALERT_HASHES).orElse(""),
                        row.value(MORE_ALERTS).orElse("")));
    }

    private static Map<String, String> written(Joined joined) {
        return Map.of(
                PODS, joined.pods().writtenNames(),
                POD_HASHES, joined.pods().writtenHashes(),
                POD_COUNT, Integer.toString(joined.pods().count()),
                ALERTS, joined.alerts().writtenNames(),
                ALERT_HASHES, joined.alerts().writtenHashes(),
                MORE_ALERTS, Boolean.toString(joined.alerts().hasMore()));
    }
}
