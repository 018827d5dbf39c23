package io.github.pullresponder.investigation;

import io.github.pullresponder.incident.Incident;
import io.github.pullresponder.incident.Incident.IncidentKey;
import io.github.pullresponder.incident.IncidentNotifier;
import io.github.pullresponder.incident.IncidentStore;
import io.github.pullresponder.investigation.InvestigationLeases.LeaseKey;
import io.github.pullresponder.queue.RunSummary;
import io.github.pullresponder.queue.WorkItem.AlertResolved;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.storage.OptimisticRetry;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.TableKeyEncoder;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.TableRowKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ends incidents after their alerts ended. One row for each alert records its failures and its end, because events arrive in any
 * order, and during a diagnosis.
 */
final class AlertResolutionHandler {
    /** The tolerance for the clocks of other systems. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /** The interval for recording that an alert still fires for the same failure. */
    private static final Duration BETWEEN_NOTES = Duration.ofDays(1);

    private static final String PARTITION = "alerts";
    /** The column for the end of an alert. */
    static final String AT = "resolvedAt";
    /** The column for the time at which an alert was last received. */
    static final String RECEIVED_AT = "receivedAt";
    /** The column for the leases of the failures that it reports. */
    private static final String CLAIMS = "claims";

    /** Maximum length in characters; a property has 32 Ki. An alert with more failures is searched for in all incidents. */
    private static final int LONGEST_CLAIMS = 30_000;

    private static final String MORE_CLAIMS = "moreClaims";

    private final StorageTable table;
    private final InvestigationLeases claims;
    private final IncidentStore incidents;
    private final IncidentNotifier incidentNotifier;
    private final Clock clock;

    AlertResolutionHandler(
            StorageTable table,
            InvestigationLeases claims,
            IncidentStore incidents,
            IncidentNotifier incidentNotifier,
            Clock clock) {
        this.table = table;
        this.claims = claims;
        this.incidents = incidents;
        this.incidentNotifier = incidentNotifier;
        this.clock = clock;
    }

    /** Returns true if the alert of a failure is known to have ended, because its end was processed first. */
    boolean isResolved(PullFailed item) {
        return endOf(item).isPresent();
    }

    private Optional<Instant> endOf(PullFailed item) {
        return item.alertId()
                .flatMap(this::rowOf)
                .flatMap(row -> row.value(AT))
                .map(Instant::parse)
                .filter(resolved -> !resolved.isBefore(item.origin().at()));
    }

    /** Records the failure that an alert reports before its lease is taken, so that the alert's end finds the lease and its incidents. */
    void follow(PullFailed item, LeaseKey place) {
        item.alertId()
                .ifPresent(alert -> OptimisticRetry.until("an alert", () -> {
                    var row = rowOf(alert);
                    var known = row.flatMap(alertRow -> alertRow.value(CLAIMS)).orElse("");
                    var line = place.partition() + "\t" + place.key();
                    var now = clock.instant();
                    if (known.lines().anyMatch(line::equals)) {
                        return row.filter(alertRow -> isFreshlyReceived(alertRow, now))
                                                .isPresent()
                                        || store(alert, row, Map.of(RECEIVED_AT, now.toString()))
                                ? Optional.of(true)
                                : Optional.empty();
                    }
                    var all = known.isEmpty() ? line : known + "\n" + line;
                    var isTooLong = all.length() > LONGEST_CLAIMS;
                    var values = Map.of(
                            CLAIMS,
                            isTooLong ? known : all,
                            MORE_CLAIMS,
                            Boolean.toString(isTooLong
                                    || row.filter(AlertResolutionHandler::hasMoreClaims)
                                            .isPresent()),
                            RECEIVED_AT,
                            now.toString());
                    return store(alert, row, values) ? Optional.of(true) : Optional.empty();
                }));
    }

    /**
     * Ends the alert of a message that joined a lease while the alert ended, because the end may have read the lease before.
     *
     * @param keys the incidents that are known now
     */
    void endIfOver(PullFailed item, LeaseKey place, List<IncidentKey> keys) {
        endOf(item)
                .ifPresent(at -> item.alertId().ifPresent(alert -> {
                    claims.endAlert(place, alert);
                    keys.forEach(key -> endAlert(key, alert, at));
                }));
    }

    RunSummary resolve(AlertResolved item) {
        var row = remember(item);
        var at = item.origin().at();
        var ended = 0;
        for (var key : incidentsOf(row, item.alertId())) {
            ended += endAlert(key, item.alertId(), at);
        }
        return RunSummary.of("resolved").with("notified", ended);
    }

    private int endAlert(IncidentKey key, String alert, Instant at) {
        var now = incidents.change(key, incident -> incident.withoutAlert(alert));
        var isResolved = now.filter(incident -> incident.alerts().isEmpty() && !isSeenAfter(incident, at))
                .isPresent();
        return isResolved ? incidentNotifier.resolve(key, "the Azure Monitor alert was resolved", at) : 0;
    }

    /** Returns true if it occurred after the end; a single occurrence is the message that opened it, which may be late. */
    private static boolean isSeenAfter(Incident incident, Instant end) {
        return incident.lifecycle().occurrences() > 1
                && incident.lifecycle().lastSeen().isAfter(end.plus(SKEW));
    }

    private TableRow remember(AlertResolved item) {
        return OptimisticRetry.until("an alert", () -> {
            var values = Map.of(AT, item.origin().at().toString());
            return store(item.alertId(), rowOf(item.alertId()), values)
                    ? rowOf(item.alertId())
                    : Optional.<TableRow>empty();
        });
    }

    private boolean store(String alert, Optional<TableRow> row, Map<String, String> values) {
        return row.map(stored -> table.replace(stored.with(values)))
                .orElseGet(() ->
                        table.insert(TableRowKind.ENDED_ALERT.fresh(PARTITION, TableKeyEncoder.of(alert), values)));
    }

    /** Finds incidents by the alert's row; only alerts of an earlier release, or with too many failures, need a full search. */
    private Set<IncidentKey> incidentsOf(TableRow row, String alert) {
        var places = row.value(CLAIMS).stream()
                .flatMap(String::lines)
                .map(line -> line.split("\t", -1))
                .filter(parts -> parts.length == 2)
                .map(parts -> new LeaseKey(parts[0], parts[1]))
                .toList();
        var found = places.stream().map(place -> claims.endAlert(place, alert)).toList();
        var isComplete = !places.isEmpty() && found.stream().allMatch(Optional::isPresent) && !hasMoreClaims(row);
        var keys = found.stream().flatMap(Optional::stream).flatMap(Collection::stream);
        return Stream.concat(keys, isComplete ? Stream.empty() : searchIncidents(alert).stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean hasMoreClaims(TableRow row) {
        return row.value(MORE_CLAIMS).filter("true"::equals).isPresent();
    }

    /** Returns true if the alert was received recently: one that fires for months must not count as no longer received. */
    private static boolean isFreshlyReceived(TableRow row, Instant now) {
        return row.value(RECEIVED_AT)
                .map(Instant::parse)
                .filter(at -> at.plus(BETWEEN_NOTES).isAfter(now))
                .isPresent();
    }

    private List<IncidentKey> searchIncidents(String alert) {
        return incidents.all().stream()
                .filter(incident -> incident.alerts().contains(alert))
                .map(Incident::key)
                .toList();
    }

    private Optional<TableRow> rowOf(String alert) {
        return table.find(PARTITION, TableKeyEncoder.of(alert)).map(TableRowKind.ENDED_ALERT::requireKnownVersion);
    }
}
