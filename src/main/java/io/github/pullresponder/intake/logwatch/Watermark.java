package io.github.pullresponder.intake.logwatch;

import io.github.pullresponder.cluster.LoggedPullFailure;
import io.github.pullresponder.intake.input.DeterministicIds;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.TableRowKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The position in the logs of one workspace: the time of arrival up to which they were read, and the rows of the last minutes before
 * it, because rows do not arrive in the order of their times.
 *
 * @param until the time of arrival; absent before the first read
 * @param seen the arrival of each row of the last minutes, in seconds, by its fingerprint
 * @param row the stored row; absent before the first read
 */
record Watermark(String workspace, Optional<Instant> until, Map<String, Instant> seen, Optional<TableRow> row) {
    static final String PARTITION = "watch";

    /** A row can become visible several minutes after its time of arrival, and after later ones (Kusto: "ingestion_time()"). */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    /** Arrivals of seen rows are stored in whole seconds. */
    private static final Duration REMEMBERED = OVERLAP.plusSeconds(1);

    private static final String UNTIL = "until";
    private static final String SEEN = "seen";

    /** A fingerprint, and the second of the arrival. */
    private static final Pattern ENTRY = Pattern.compile("([0-9a-f]{12})([0-9a-f]{1,10})");

    private static final int FINGERPRINT = 12;

    /** The number of fingerprints that fit into a value of a row. If there are more, the oldest may be reported twice. */
    private static final int MOST_SEEN = 1_200;

    Watermark {
        seen = Map.copyOf(seen);
    }

    static Watermark find(StorageTable table, String workspace) {
        var row = table.find(PARTITION, keyOf(workspace)).map(TableRowKind.WATERMARK::requireKnownVersion);
        return new Watermark(
                workspace,
                row.flatMap(stored -> stored.value(UNTIL)).flatMap(Watermark::time),
                row.flatMap(stored -> stored.value(SEEN)).map(Watermark::read).orElse(Map.of()),
                row);
    }

    private static String keyOf(String workspace) {
        return workspace.toLowerCase(Locale.ROOT);
    }

    /** The time from which to continue; absent before the first read. */
    Optional<Instant> from() {
        return until.map(time -> time.minus(OVERLAP));
    }

    List<LoggedPullFailure> notYetSeen(List<LoggedPullFailure> rows) {
        return rows.stream()
                .filter(failure -> !seen.containsKey(fingerprintOf(failure)))
                .toList();
    }

    /** The watermark after reading these rows. */
    Watermark after(List<LoggedPullFailure> rows) {
        var all = new HashMap<>(seen);
        rows.forEach(failure -> all.put(fingerprintOf(failure), failure.arrived()));
        var newest = rows.stream().map(LoggedPullFailure::arrived).max(Comparator.naturalOrder());
        var read = new Watermark(workspace, until, all, row);
        return newest.map(read::atLeast).orElse(read);
    }

    /** The watermark moved forward to this time, unless it is already later. */
    Watermark atLeast(Instant time) {
        var furthest = until.filter(last -> last.isAfter(time)).orElse(time);
        var all = new HashMap<>(seen);
        all.values().removeIf(arrived -> arrived.isBefore(furthest.minus(REMEMBERED)));
        return new Watermark(workspace, Optional.of(furthest), all, row);
    }

    /**
     * Stores this watermark and returns the stored one. If another instance has moved it, that one remains, because its rows are also
     * queued.
     */
    Watermark storeIn(StorageTable table) {
        var fresh = TableRowKind.WATERMARK.fresh(
                PARTITION,
                keyOf(workspace),
                Map.of(UNTIL, until.map(Instant::toString).orElse(""), SEEN, serialize()));
        var changed = row.map(stored -> stored.with(fresh.values()));
        if (changed.isPresent() && changed.equals(row)) {
            return this;
        }
        if (changed.isPresent()) {
            table.replace(changed.get());
        } else {
            table.insert(fresh);
        }
        return find(table, workspace);
    }

    private String serialize() {
        return seen.entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_SEEN)
                .map(entry -> entry.getKey() + Long.toHexString(entry.getValue().getEpochSecond()))
                .collect(Collectors.joining(" "));
    }

    private static Map<String, Instant> read(String text) {
        var seen = new HashMap<String, Instant>();
        var entries = ENTRY.matcher(text);
        while (entries.find()) {
            seen.put(entries.group(1), Instant.ofEpochSecond(Long.parseLong(entries.group(2), 16)));
        }
        return seen;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The fingerprint of the event itself: if the event is written to the logs again, it is the same. */
    private static String fingerprintOf(LoggedPullFailure row) {
        return DeterministicIds.of(
                        row.cluster().toString().toLowerCase(Locale.ROOT),
                        row.namespace(),
                        row.pod(),
                        row.event().reason(),
                        row.event().message(),
                        Integer.toString(row.event().count()),
                        row.last().toString())
                .substring(0, FINGERPRINT);
    }
}
