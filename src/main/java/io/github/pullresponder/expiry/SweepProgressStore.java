package io.github.pullresponder.expiry;

import io.github.pullresponder.storage.ShortHash;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.TableRowKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stores the progress of a sweep with several parts: one row, which a process takes before it runs the next part. One message runs a part, and
 * keeps it if its processing ends early; another message for the same part does nothing.
 */
final class SweepProgressStore {
    /** The time after which the process that took a part has certainly ended; a part takes some seconds more than four minutes. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    /** The time after which an unfinished sweep is left to the sweep of the next day. */
    private static final Duration CURRENT = Duration.ofHours(12);

    private static final String PARTITION = "sweep";
    private static final String KEY = "credentials";

    private static final String SWEEP = "sweep";
    private static final String BEGUN = "begun";
    private static final String PART = "part";
    private static final String CLUSTER = "cluster";
    private static final String REGISTRY = "registry";
    private static final String SEEN = "seen";
    private static final String COMPLETE = "complete";
    private static final String OWNER = "owner";
    private static final String SINCE = "since";

    /** The length of a fingerprint of a credential's key: enough to distinguish a few thousand. */
    private static final int FINGERPRINT = 12;

    /** The number of fingerprints that fit into a value. If there are more, this sweep removes no rows. */
    private static final int MOST_SEEN = 2_000;

    private final StorageTable table;
    private final Clock clock;

    SweepProgressStore(StorageTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * An unfinished sweep.
     *
     * @param done the number of finished parts
     * @param seen fingerprints of the expiring credentials, in all parts
     * @param complete true if everything could be read so far, so that other credentials no longer expire soon
     */
    record SweepState(String sweep, int done, SweepCursor cursor, Set<String> seen, boolean complete, TableRow row) {
        boolean hasSeen(String key) {
            return seen.contains(fingerprint(key));
        }
    }

    static String fingerprint(String key) {
        return ShortHash.of(key).substring(0, FINGERPRINT);
    }

    /** The unfinished sweep, if there is one. */
    Optional<SweepState> current() {
        return table.find(PARTITION, KEY)
                .map(TableRowKind.SWEEP::requireKnownVersion)
                .filter(row -> !time(row, BEGUN).plus(CURRENT).isBefore(clock.instant()))
                .map(SweepProgressStore::read);
    }

    private static SweepState read(TableRow row) {
        return new SweepState(
                row.value(SWEEP).orElse(""),
                row.value(PART).map(Integer::parseInt).orElse(0),
                new SweepCursor(row.value(CLUSTER), row.value(REGISTRY)),
                Set.copyOf(Arrays.asList(row.value(SEEN).orElse("").split(" ", -1))),
                row.value(COMPLETE).map(Boolean::parseBoolean).orElse(false),
                row);
    }

    private static Instant time(TableRow row, String column) {
        return row.value(column).map(Instant::parse).orElse(Instant.EPOCH);
    }

    /**
     * Takes the next part, if it is this one and no other process works on it.
     *
     * @param owner the id of the queue message
     */
    Optional<SweepState> take(String sweep, int part, String owner) {
        var state = current().filter(known -> known.sweep().equals(sweep) && known.done() == part - 1);
        if (state.isEmpty()) {
            return Optional.empty();
        }
        var row = state.get().row();
        var isHeld = row.value(OWNER).filter(other -> !other.equals(owner)).isPresent()
                && time(row, SINCE).plus(LEASE).isAfter(clock.instant());
        if (isHeld
                || !table.replace(
                        row.with(Map.of(OWNER, owner, SINCE, clock.instant().toString())))) {
            return Optional.empty();
        }
        return current();
    }

    /** Records that the first part of a new sweep is done, and more follow. */
    SweepState begin(String sweep, SweepCursor next, Collection<String> keys, boolean complete) {
        var values = new HashMap<>(Map.of(SWEEP, sweep, BEGUN, clock.instant().toString()));
        values.putAll(valuesOf(1, next, fingerprints(keys), complete));
        var fresh = TableRowKind.SWEEP.fresh(PARTITION, KEY, values);
        var before = table.find(PARTITION, KEY).map(TableRowKind.SWEEP::requireKnownVersion);
        var stored =
                before.map(row -> table.replace(row.withOnly(fresh.values()))).orElseGet(() -> table.insert(fresh));
        return current()
                .filter(state -> stored)
                .orElseThrow(() -> new StorageUnavailableException("another sweep of the credentials has begun"));
    }

    /** Records that the taken part is done, and more follow. */
    SweepState advance(SweepState state, SweepCursor next, Collection<String> keys, boolean complete) {
        var seen = new LinkedHashSet<>(state.seen());
        seen.addAll(fingerprints(keys));
        var values = valuesOf(state.done() + 1, next, seen, complete && state.complete());
        if (!table.replace(state.row().without(Set.of(OWNER, SINCE)).with(values))) {
            throw new StorageUnavailableException("another process runs this part of the sweep");
        }
        return current().orElseThrow(() -> new StorageUnavailableException("the sweep has ended"));
    }

    /** Ends a sweep. */
    void end(SweepState state) {
        table.delete(state.row());
    }

    private static Set<String> fingerprints(Collection<String> keys) {
        var all = new LinkedHashSet<String>();
        keys.forEach(key -> all.add(fingerprint(key)));
        return all;
    }

    private static Map<String, String> valuesOf(int part, SweepCursor next, Set<String> seen, boolean complete) {
        var values = new HashMap<>(
                Map.of(PART, Integer.toString(part), COMPLETE, Boolean.toString(complete && seen.size() <= MOST_SEEN)));
        values.put(SEEN, seen.size() <= MOST_SEEN ? String.join(" ", seen).strip() : "");
        next.cluster().ifPresent(cluster -> values.put(CLUSTER, cluster));
        next.registry().ifPresent(registry -> values.put(REGISTRY, registry));
        return values;
    }
}
