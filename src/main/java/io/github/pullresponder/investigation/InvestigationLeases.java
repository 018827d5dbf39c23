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
 * <p>A message claims the failure it reports. It keeps the claim if its processing dies, because it comes back under the
 * same id; another message that reports the same failure adds its pods and its alert to the claim and is done. So a claimed
 * failure is always on the queue, and nothing is lost with the message that only joined.
 */
final class InvestigationLeases {
    /** How long a diagnosis counts for what fails in the same way after it. */
    static final Duration FRESH = Duration.ofMinutes(15);

    /** Longer than a message is on its way through all retries: then its claim is void. */
    private static final Duration LEASE = Duration.ofHours(1);

    private static final String FAILURE = "failure:";
    private static final String OWNER = "owner";
    private static final String ITEM = "item";
    /** When it was claimed. */
    static final String SINCE = "since";

    private static final String REPORT = "report";
    private static final String INCIDENTS = "incidents";
    /** The incidents of the diagnosis before, which alerts may still be about. */
    private static final String EARLIER_INCIDENTS = "earlierIncidents";

    private static final int MOST_EARLIER = 20;
    /** When what was claimed was done. */
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

    /** What became of the attempt to claim a failure. */
    sealed interface Claim {
        /** It is this message's to diagnose, and the report has this id, now and at every further attempt. */
        record Held(Place place, String report, PodSet pods) implements Claim {}

        /** Another message is at it; this one's pods and alert were added. */
        record InProgress() implements Claim {}

        /** It was diagnosed a short while ago: these are its incidents. */
        record Known(List<Incident.Key> incidents) implements Claim {}
    }

    /** Where a claim is stored. */
    record Place(String partition, String key) {}

    /** Everything that reports what is claimed. */
    record Joined(PodSet pods, AlertSet alerts) {
        static final Joined NONE = new Joined(PodSet.EMPTY, AlertSet.EMPTY);
    }

    /** Where failures with this signature are claimed. */
    static Place of(ResourceId cluster, Signature signature) {
        return new Place(
                TableKey.of(cluster.toString()),
                FAILURE
                        + TableKey.of(
                                signature.host(),
                                signature.repository(),
                                signature.symptom().name()));
    }

    /** Where the examination of a change is claimed: each is examined once. */
    static Place of(ResourceId cluster, String changeId) {
        return new Place(TableKey.of(cluster.toString()), "change:" + TableKey.of(changeId));
    }

    /** Where giving up on a work item is claimed. */
    static Place ofGivenUp(String itemId) {
        return new Place("given-up", TableKey.of(itemId));
    }

    /**
     * Who claims, and for what.
     *
     * @param message the id of the queue message, which stays the same when it is delivered again
     * @param item the id of the work item in it
     * @param alert the id of the alert behind it, if there is one
     */
    record Claimant(String message, String item, Optional<String> alert) {}

    Claim take(Place place, Claimant claimant, PodSet pods) {
        return OptimisticRetry.until("a claim", () -> {
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
        // Those of a diagnosis that was never finished are still waiting for their incidents.
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

    /** Everything that has reported it so far, including what joined meanwhile. */
    Joined joined(Place place) {
        return rowAt(place).map(InvestigationLeases::joinedIn).orElse(Joined.NONE);
    }

    /**
     * Removes an alert that is over from those that report it.
     *
     * @return the incidents that it led to so far; empty if there is no such claim any more
     */
    Optional<List<Incident.Key>> endAlert(Place place, String alert) {
        return OptimisticRetry.until("a claim", () -> {
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
     * The failure is diagnosed, and its incidents are recorded: from now on, nothing joins.
     *
     * @param incidents what it led to
     */
    void finish(Claim.Held claim, List<Incident.Key> incidents) {
        OptimisticRetry.until("a claim", () -> {
            var row = rowAt(claim.place());
            if (row.isEmpty()) {
                return Optional.of(true);
            }
            var values = Map.of(
                    INCIDENTS, written(incidents), DONE_AT, clock.instant().toString());
            return stored(row.get().with(values)).map(stored -> true);
        });
    }

    /** The next message that reports it diagnoses it again. */
    void forget(Place place) {
        rowAt(place).filter(row -> row.value(DONE_AT).isPresent()).ifPresent(table::delete);
    }

    /** Adds what reported another claim to one. */
    void join(Place place, Joined others) {
        OptimisticRetry.until("a claim", () -> {
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
     * Ends the claims of a work item that was given up: others that report the same failure may have more luck.
     *
     * @return what had joined them
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

    /** Whether a row is a claim of work that is not done. */
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
