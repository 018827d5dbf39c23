package io.github.pullresponder.investigation;

import io.github.pullresponder.diagnosis.ReportIds;
import io.github.pullresponder.incident.AffectedPods;
import io.github.pullresponder.incident.Incident.IncidentKey;
import io.github.pullresponder.incident.IncidentAlertIds;
import io.github.pullresponder.pull.FailureSignature;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.OptimisticRetry;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.TableKeyEncoder;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.TableRowKind;
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

    private final StorageTable table;
    private final Clock clock;

    InvestigationLeases(StorageTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** The result of an attempt to take a lease. */
    sealed interface LeaseResult {
        /** This message has the lease and diagnoses the failure; the report has this id at every attempt. */
        record LeaseAcquired(LeaseKey place, String report, AffectedPods pods) implements LeaseResult {}

        /** Another message has the lease; the pods and the alert of this one were added. */
        record InProgress() implements LeaseResult {}

        /** It was diagnosed recently, with these incidents. */
        record AlreadyDiagnosed(List<IncidentKey> incidents) implements LeaseResult {}
    }

    /** The place of a lease in the table. */
    record LeaseKey(String partition, String key) {}

    /** All pods and alerts that report the leased failure. */
    record ReportingPodsAndAlerts(AffectedPods pods, IncidentAlertIds alerts) {
        static final ReportingPodsAndAlerts NONE =
                new ReportingPodsAndAlerts(AffectedPods.EMPTY, IncidentAlertIds.EMPTY);
    }

    /** The place of the lease of failures with a signature. */
    static LeaseKey of(ResourceId cluster, FailureSignature signature) {
        return new LeaseKey(
                TableKeyEncoder.of(cluster.toString()),
                FAILURE
                        + TableKeyEncoder.of(
                                signature.host(),
                                signature.repository(),
                                signature.symptom().name()));
    }

    /** The place of the lease of a change, so that each is examined once. */
    static LeaseKey of(ResourceId cluster, String changeId) {
        return new LeaseKey(TableKeyEncoder.of(cluster.toString()), "change:" + TableKeyEncoder.of(changeId));
    }

    /** The place of the lease for giving up on a work item. */
    static LeaseKey ofGivenUp(String itemId) {
        return new LeaseKey("given-up", TableKeyEncoder.of(itemId));
    }

    /**
     * A message that takes a lease.
     *
     * @param message the id of the queue message, the same at every delivery
     * @param item the id of the work item in it
     * @param alert the id of the alert behind it, if there is one
     */
    record ClaimingMessage(String message, String item, Optional<String> alert) {}

    LeaseResult acquire(LeaseKey place, ClaimingMessage claimant, AffectedPods pods) {
        return OptimisticRetry.until("a lease", () -> {
            var row = rowAt(place);
            return row.isEmpty()
                    ? startLease(place, Optional.empty(), claimant, pods)
                    : acquireExisting(place, row.get(), claimant, pods);
        });
    }

    private Optional<LeaseResult> acquireExisting(
            LeaseKey place, TableRow row, ClaimingMessage claimant, AffectedPods pods) {
        var known = reportersIn(row);
        var all = new ReportingPodsAndAlerts(
                known.pods().plus(pods),
                known.alerts().plus(claimant.alert().stream().toList()));
        var now = clock.instant();
        var doneAt = row.value(DONE_AT).map(Instant::parse);
        if (doneAt.isPresent()) {
            return isElapsed(doneAt.get(), FRESH, now)
                    ? startLease(place, Optional.of(row), claimant, pods)
                    : Optional.of(new LeaseResult.AlreadyDiagnosed(incidentsIn(row, INCIDENTS)));
        }
        if (row.value(OWNER).filter(claimant.message()::equals).isPresent()) {
            return replace(row.with(serialize(all)))
                    .map(stored -> new LeaseResult.LeaseAcquired(
                            place, row.value(REPORT).orElseThrow(), all.pods()));
        }
        var since = row.value(SINCE).map(Instant::parse).orElse(Instant.MIN);
        if (isElapsed(since, LEASE, now)) {
            return startLease(place, Optional.of(row), claimant, all.pods());
        }
        return all.equals(known)
                ? Optional.of(new LeaseResult.InProgress())
                : replace(row.with(serialize(all))).map(stored -> new LeaseResult.InProgress());
    }

    private Optional<LeaseResult> startLease(
            LeaseKey place, Optional<TableRow> before, ClaimingMessage claimant, AffectedPods pods) {
        var now = clock.instant();
        var report = ReportIds.fresh(now);
        // The alerts of an unfinished diagnosis still wait for their incidents.
        var waiting = before.filter(row -> row.value(DONE_AT).isEmpty())
                .map(InvestigationLeases::reportersIn)
                .orElse(ReportingPodsAndAlerts.NONE)
                .alerts();
        var values = new HashMap<>(serialize(new ReportingPodsAndAlerts(
                pods, waiting.plus(claimant.alert().stream().toList()))));
        values.putAll(Map.of(
                OWNER, claimant.message(),
                ITEM, claimant.item(),
                SINCE, now.toString(),
                REPORT, report));
        before.map(InvestigationLeases::allIncidentsIn)
                .filter(incidents -> !incidents.isEmpty())
                .ifPresent(incidents -> values.put(EARLIER_INCIDENTS, serialize(incidents)));
        var stored = before.map(row -> table.replace(row.withOnly(TableRowKind.LEASE.withVersion(values))))
                .orElseGet(() -> table.insert(TableRowKind.LEASE.fresh(place.partition(), place.key(), values)));
        return stored ? Optional.of(new LeaseResult.LeaseAcquired(place, report, pods)) : Optional.empty();
    }

    /** All pods and alerts that have reported it so far. */
    ReportingPodsAndAlerts reportersOf(LeaseKey place) {
        return rowAt(place).map(InvestigationLeases::reportersIn).orElse(ReportingPodsAndAlerts.NONE);
    }

    /**
     * Removes an alert that ended.
     *
     * @return the incidents of the failure so far; empty if the lease no longer exists
     */
    Optional<List<IncidentKey>> endAlert(LeaseKey place, String alert) {
        return OptimisticRetry.until("a lease", () -> {
            var row = rowAt(place);
            if (row.isEmpty()) {
                return Optional.of(Optional.<List<IncidentKey>>empty());
            }
            var known = reportersIn(row.get());
            var left = new ReportingPodsAndAlerts(known.pods(), known.alerts().without(alert));
            var incidents = Optional.of(allIncidentsIn(row.get()));
            return left.equals(known) || table.replace(row.get().with(serialize(left)))
                    ? Optional.of(incidents)
                    : Optional.<Optional<List<IncidentKey>>>empty();
        });
    }

    /**
     * Finishes a lease after the failure is diagnosed and its incidents are recorded: no more messages join it.
     *
     * @param incidents the incidents of the failure
     */
    void finish(LeaseResult.LeaseAcquired claim, List<IncidentKey> incidents) {
        OptimisticRetry.until("a lease", () -> {
            var row = rowAt(claim.place());
            if (row.isEmpty()) {
                return Optional.of(true);
            }
            var values = Map.of(
                    INCIDENTS, serialize(incidents), DONE_AT, clock.instant().toString());
            return replace(row.get().with(values)).map(stored -> true);
        });
    }

    /** Removes a finished lease, so that the next message diagnoses the failure again. */
    void forget(LeaseKey place) {
        rowAt(place).filter(row -> row.value(DONE_AT).isPresent()).ifPresent(table::delete);
    }

    /** Adds the pods and alerts of another lease. */
    void addReporters(LeaseKey place, ReportingPodsAndAlerts others) {
        OptimisticRetry.until("a lease", () -> {
            var row = rowAt(place);
            if (row.isEmpty()) {
                return Optional.of(true);
            }
            var known = reportersIn(row.get());
            var all = new ReportingPodsAndAlerts(
                    known.pods().plus(others.pods()), known.alerts().plus(others.alerts()));
            return all.equals(known) || table.replace(row.get().with(serialize(all)))
                    ? Optional.of(true)
                    : Optional.empty();
        });
    }

    /**
     * Ends the leases of a work item that was given up, so that other messages can diagnose the same failure.
     *
     * @return the pods and alerts that had joined them
     */
    ReportingPodsAndAlerts release(ResourceId cluster, String item) {
        var released = ReportingPodsAndAlerts.NONE;
        for (var row : table.list(TableKeyEncoder.of(cluster.toString()), FAILURE)) {
            if (TableRowKind.LEASE.understands(row)
                    && row.value(ITEM).filter(item::equals).isPresent()
                    && row.value(DONE_AT).isEmpty()
                    && table.delete(row)) {
                var joined = reportersIn(row);
                released = new ReportingPodsAndAlerts(
                        released.pods().plus(joined.pods()), released.alerts().plus(joined.alerts()));
            }
        }
        return released;
    }

    /** Returns true if a row is a lease of unfinished work. */
    static boolean isUnfinished(TableRow row) {
        return row.value(ITEM).isPresent() && row.value(DONE_AT).isEmpty();
    }

    private Optional<TableRow> rowAt(LeaseKey place) {
        return table.find(place.partition(), place.key()).map(TableRowKind.LEASE::requireKnownVersion);
    }

    private Optional<TableRow> replace(TableRow row) {
        return table.replace(row) ? Optional.of(row) : Optional.empty();
    }

    private static boolean isElapsed(Instant since, Duration time, Instant now) {
        return !since.equals(Instant.MIN) && since.plus(time).isBefore(now);
    }

    private static String serialize(List<IncidentKey> incidents) {
        return incidents.stream()
                .map(key -> String.join("\t", key.cluster(), key.registry(), key.cause()))
                .collect(Collectors.joining("\n"));
    }

    private static List<IncidentKey> incidentsIn(TableRow row, String column) {
        return row.value(column).stream()
                .flatMap(String::lines)
                .map(line -> line.split("\t", -1))
                .filter(parts -> parts.length == 3)
                .map(parts -> new IncidentKey(parts[0], parts[1], parts[2]))
                .toList();
    }

    private static List<IncidentKey> allIncidentsIn(TableRow row) {
        return Stream.concat(incidentsIn(row, INCIDENTS).stream(), incidentsIn(row, EARLIER_INCIDENTS).stream())
                .distinct()
                .limit(MOST_EARLIER)
                .toList();
    }

    private static ReportingPodsAndAlerts reportersIn(TableRow row) {
        return new ReportingPodsAndAlerts(
                AffectedPods.read(
                        row.value(PODS).orElse(""),
                        row.value(POD_HASHES).orElse(""),
                        row.value(POD_COUNT).map(Integer::parseInt).orElse(0)),
                IncidentAlertIds.read(
                        row.value(ALERTS).orElse(""),
                        row.value(ALERT_HASHES).orElse(""),
                        row.value(MORE_ALERTS).orElse("")));
    }

    private static Map<String, String> serialize(ReportingPodsAndAlerts joined) {
        return Map.of(
                PODS, joined.pods().writtenNames(),
                POD_HASHES, joined.pods().writtenHashes(),
                POD_COUNT, Integer.toString(joined.pods().count()),
                ALERTS, joined.alerts().writtenNames(),
                ALERT_HASHES, joined.alerts().writtenHashes(),
                MORE_ALERTS, Boolean.toString(joined.alerts().hasMore()));
    }
}
