package io.github.pullresponder.investigation;

import io.github.pullresponder.incident.Incident;
import io.github.pullresponder.incident.IncidentNotifier;
import io.github.pullresponder.incident.Incidents;
import io.github.pullresponder.investigation.InvestigationLeases.Place;
import io.github.pullresponder.queue.RunSummary;
import io.github.pullresponder.queue.WorkItem.AlertResolved;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.storage.OptimisticRetry;
import io.github.pullresponder.storage.Row;
import io.github.pullresponder.storage.RowKind;
import io.github.pullresponder.storage.Table;
import io.github.pullresponder.storage.TableKey;
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
 * Ends incidents whose alerts are over. One row for each alert says which failures it reported, and whether it is over: events
 * arrive in any order, and during a diagnosis.
 */
final class AlertResolutions {
    /** How far the clocks of others may be off. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /** How often it is noted that an alert still fires for the same failure. */
    private static final Duration BETWEEN_NOTES = Duration.ofDays(1);

    private static final String PARTITION = "alerts";
    /** When an alert ended. */
    static final String AT = "resolvedAt";
    /** When an alert was last received. */
    static final String RECEIVED_AT = "receivedAt";
    /** Where the failures that it reports are claimed. */
    private static final String CLAIMS = "claims";

    /** In characters; a property holds 32 Ki. An alert that reports still more failures is searched for in all incidents. */
    private static final int LONGEST_CLAIMS = 30_000;

    private static final String MORE_CLAIMS = "moreClaims";

    private final Table table;
    private final InvestigationLeases claims;
    private final Incidents incidents;
    private final IncidentNotifier incidentNotifier;
    private final Clock clock;

    AlertResolutions(
            Table table,
            InvestigationLeases claims,
            Incidents incidents,
            IncidentNotifier incidentNotifier,
            Clock clock) {
        this.table = table;
        this.claims = claims;
        this.incidents = incidents;
        this.incidentNotifier = incidentNotifier;
        this.clock = clock;
    }

    /** Whether the alert that a failure comes from is known to be over: its end overtook it. */
    boolean isOver(PullFailed item) {
        return endOf(item).isPresent();
    }

    private Optional<Instant> endOf(PullFailed item) {
        return item.alertId()
                .flatMap(this::rowOf)
                .flatMap(row -> row.value(AT))
                .map(Instant::parse)
                .filter(resolved -> !resolved.isBefore(item.origin().at()));
    }

    /** Notes which failure an alert reports, before it is claimed: so its end finds the claim, and by it the incidents. */
    void follow(PullFailed item, Place place) {
        item.alertId()
                .ifPresent(alert -> OptimisticRetry.until("an alert", () -> {
                    var row = rowOf(alert);
                    var known = row.flatMap(it -> it.value(CLAIMS)).orElse("");
                    var line = place.partition() + "\t" + place.key();
                    var now = clock.instant();
                    if (known.lines().anyMatch(line::equals)) {
                        return row.filter(it -> isFreshlyReceived(it, now)).isPresent()
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
                                    || row.filter(AlertResolutions::hasMoreClaims)
                                            .isPresent()),
                            RECEIVED_AT,
                            now.toString());
                    return store(alert, row, values) ? Optional.of(true) : Optional.empty();
                }));
    }

    /**
     * A message that joined a claim while its alert ended: the end may have looked at the claim before.
     *
     * @param keys the incidents that are known by now
     */
    void endIfOver(PullFailed item, Place place, List<Incident.Key> keys) {
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
        return RunSummary.of("resolved").with("told", ended);
    }

    private int endAlert(Incident.Key key, String alert, Instant at) {
        var now = incidents.change(key, incident -> incident.withoutAlert(alert));
        var isOver = now.filter(incident -> incident.alerts().isEmpty() && !isSeenAfter(incident, at))
                .isPresent();
        return isOver ? incidentNotifier.end(key, "its alert has resolved", at) : 0;
    }

    /** One that was seen only once was seen by the message that opened it, which may be late. */
    private static boolean isSeenAfter(Incident incident, Instant end) {
        return incident.lifecycle().occurrences() > 1
                && incident.lifecycle().lastSeen().isAfter(end.plus(SKEW));
    }

    private Row remember(AlertResolved item) {
        return OptimisticRetry.until("an alert", () -> {
            var values = Map.of(AT, item.origin().at().toString());
            return store(item.alertId(), rowOf(item.alertId()), values) ? rowOf(item.alertId()) : Optional.<Row>empty();
        });
    }

    private boolean store(String alert, Optional<Row> row, Map<String, String> values) {
        return row.map(it -> table.replace(it.with(values)))
                .orElseGet(() -> table.insert(RowKind.ENDED_ALERT.fresh(PARTITION, TableKey.of(alert), values)));
    }

    /** Found by the alert's row; one by one only for alerts that an earlier release received, or that report too much. */
    private Set<Incident.Key> incidentsOf(Row row, String alert) {
        var places = row.value(CLAIMS).stream()
                .flatMap(String::lines)
                .map(line -> line.split("\t", -1))
                .filter(parts -> parts.length == 2)
                .map(parts -> new Place(parts[0], parts[1]))
                .toList();
        var found = places.stream().map(place -> claims.endAlert(place, alert)).toList();
        var isComplete = !places.isEmpty() && found.stream().allMatch(Optional::isPresent) && !hasMoreClaims(row);
        var keys = found.stream().flatMap(Optional::stream).flatMap(Collection::stream);
        return Stream.concat(keys, isComplete ? Stream.empty() : searched(alert).stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean hasMoreClaims(Row row) {
        return row.value(MORE_CLAIMS).filter("true"::equals).isPresent();
    }

    /** An alert that fires for months is not taken for one that is no longer received. */
    private static boolean isFreshlyReceived(Row row, Instant now) {
        return row.value(RECEIVED_AT)
                .map(Instant::parse)
                .filter(at -> at.plus(BETWEEN_NOTES).isAfter(now))
                .isPresent();
    }

    private List<Incident.Key> searched(String alert) {
        return incidents.all().stream()
                .filter(incident -> incident.alerts().contains(alert))
                .map(Incident::key)
                .toList();
    }

    private Optional<Row> rowOf(String alert) {
        return table.find(PARTITION, TableKey.of(alert)).map(RowKind.ENDED_ALERT::understood);
    }
}
