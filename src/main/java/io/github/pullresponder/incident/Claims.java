package io.github.pullresponder.incident;

import io.github.pullresponder.diagnosis.ReportId;
import io.github.pullresponder.diagnosis.Signature;
import io.github.pullresponder.evidence.ResourceId;
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

/**
 * Sees to it that a failure is diagnosed once, however many messages tell of it, and wherever their processing dies.
 *
 * <p>A message claims the failure it tells of. It keeps the claim if its processing dies, because it comes back under the
 * same id; another message that tells of the same failure adds its pods to the claim and is done. So a claimed failure is
 * always on the queue, and nothing is lost with the message that only joined.
 */
final class Claims {
    /** How long a diagnosis counts for what fails in the same way after it. */
    static final Duration FRESH = Duration.ofMinutes(15);

    /** Longer than a message is on its way through all retries: then its claim is void. */
    private static final Duration LEASE = Duration.ofHours(1);

    private static final String FAILURE = "failure:";
    private static final String OWNER = "owner";
    private static final String ITEM = "item";
    private static final String SINCE = "since";
    private static final String REPORT = "report";
    private static final String INCIDENTS = "incidents";
    /** When what was claimed was done. */
    static final String DONE_AT = "doneAt";

    private static final String PODS = "pods";
    private static final String POD_HASHES = "podHashes";
    private static final String POD_COUNT = "podCount";

    private final Table table;
    private final Clock clock;

    Claims(Table table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** What became of the attempt to claim a failure. */
    sealed interface Claim {
        /** It is this message's to diagnose, and the report has this id, now and at every further attempt. */
        record Held(Place place, String report, PodSet pods) implements Claim {}

        /** Another message is at it; this one's pods were added. */
        record Joined() implements Claim {}

        /** It was diagnosed a short while ago: these are its incidents. */
        record Known(List<Incident.Key> incidents) implements Claim {}
    }

    /** Where a claim is kept. */
    record Place(String partition, String key) {}

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
     */
    record Claimant(String message, String item) {}

    Claim take(Place place, Claimant claimant, PodSet pods) {
        return Attempts.until("a claim", () -> {
            var row = rowAt(place);
            return row.isEmpty()
                    ? claimed(place, Optional.empty(), claimant, pods)
                    : taken(place, row.get(), claimant, pods);
        });
    }

    private Optional<Claim> taken(Place place, Row row, Claimant claimant, PodSet pods) {
        var all = podsIn(row).plus(pods);
        var now = clock.instant();
        var doneAt = row.value(DONE_AT).map(Instant::parse);
        if (doneAt.isPresent()) {
            return isOver(doneAt.get(), FRESH, now)
                    ? claimed(place, Optional.of(row), claimant, pods)
                    : Optional.of(new Claim.Known(incidentsIn(row)));
        }
        if (row.value(OWNER).filter(claimant.message()::equals).isPresent()) {
            return stored(row.with(podsOf(all)))
                    .map(stored -> new Claim.Held(place, row.value(REPORT).orElseThrow(), all));
        }
        var since = row.value(SINCE).map(Instant::parse).orElse(Instant.MIN);
        if (isOver(since, LEASE, now)) {
            return claimed(place, Optional.of(row), claimant, all);
        }
        return all.equals(podsIn(row))
                ? Optional.of(new Claim.Joined())
                : stored(row.with(podsOf(all))).map(stored -> new Claim.Joined());
    }

    private Optional<Claim> claimed(Place place, Optional<Row> before, Claimant claimant, PodSet pods) {
        var now = clock.instant();
        var report = ReportId.fresh(now);
        var values = new HashMap<>(podsOf(pods));
        values.putAll(Map.of(
                OWNER, claimant.message(),
                ITEM, claimant.item(),
                SINCE, now.toString(),
                REPORT, report));
        var stored = before.map(row -> table.replace(row.withOnly(RowKind.CLAIM.stamped(values))))
                .orElseGet(() -> table.insert(RowKind.CLAIM.fresh(place.partition(), place.key(), values)));
        return stored ? Optional.of(new Claim.Held(place, report, pods)) : Optional.empty();
    }

    /** All pods that were told of so far, those that joined meanwhile too. */
    PodSet podsOf(Claim.Held claim) {
        return rowAt(claim.place()).map(Claims::podsIn).orElse(claim.pods());
    }

    /**
     * The failure is diagnosed and told.
     *
     * @param incidents what it led to
     * @return the pods that had joined by then
     */
    PodSet finish(Claim.Held claim, List<Incident.Key> incidents) {
        return Attempts.until("a claim", () -> {
            var row = rowAt(claim.place());
            if (row.isEmpty()) {
                return Optional.of(claim.pods());
            }
            var values = Map.of(
                    INCIDENTS, written(incidents), DONE_AT, clock.instant().toString());
            return stored(row.get().with(values)).map(stored -> podsIn(row.get()));
        });
    }

    /** The next message that tells of it diagnoses it anew. */
    void forget(Place place) {
        rowAt(place).filter(row -> row.value(DONE_AT).isPresent()).ifPresent(table::delete);
    }

    /** Ends the claims of a work item that was given up: others that tell of the same failure may have more luck. */
    void release(ResourceId cluster, String item) {
        table.list(TableKey.of(cluster.toString()), FAILURE).stream()
                .filter(RowKind.CLAIM::understands)
                .filter(row -> row.value(ITEM).filter(item::equals).isPresent()
                        && row.value(DONE_AT).isEmpty())
                .forEach(table::delete);
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

    private static List<Incident.Key> incidentsIn(Row row) {
        return row.value(INCIDENTS).stream()
                .flatMap(String::lines)
                .map(line -> line.split("\t", -1))
                .filter(parts -> parts.length == 3)
                .map(parts -> new Incident.Key(parts[0], parts[1], parts[2]))
                .toList();
    }

    private static PodSet podsIn(Row row) {
        return PodSet.read(
                row.value(PODS).orElse(""),
                row.value(POD_HASHES).orElse(""),
                row.value(POD_COUNT).map(Integer::parseInt).orElse(0));
    }

    private static Map<String, String> podsOf(PodSet pods) {
        return Map.of(
                PODS, pods.writtenNames(),
                POD_HASHES, pods.writtenHashes(),
                POD_COUNT, Integer.toString(pods.count()));
    }
}
