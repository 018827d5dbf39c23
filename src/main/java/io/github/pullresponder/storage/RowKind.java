package io.github.pullresponder.storage;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every kind of row in the table, with the newest version of it that this release knows.
 *
 * <p>A row says its version in a column of that name; the first releases left it out of some. What an older release wrote is
 * read; what a newer one wrote at a higher version is neither read nor changed.
 */
public enum RowKind {
    /** Who is at a failure, a change, or a work item that was given up. */
    CLAIM(1),
    INCIDENT(1),
    /** Which incidents an alert is about, and whether it is over. */
    ENDED_ALERT(1),
    /** What became of a notification on each channel. */
    NOTIFICATION(1),
    /** The new incidents of a cluster, and how they are reported while there are many. */
    STORM(1),
    TOLD_CREDENTIAL(1),
    /** How far a workspace was read. */
    WATERMARK(1),
    /** When old rows were removed last. */
    HOUSEKEEPING(1),
    /** How far a sweep has come that takes more than one part. */
    SWEEP(1),
    /** Since when something lies on a queue. */
    QUEUE_BACKLOG(1),
    /** Written and removed, to see whether that works. */
    PREFLIGHT(1);

    private static final String VERSION = "version";
    private static final String FIRST = "1";

    private final int newest;

    RowKind(int newest) {
        this.newest = newest;
    }

    /** A row of this kind that is not in the table yet. */
    public Row fresh(String partition, String key, Map<String, String> values) {
        return Row.fresh(partition, key, stamped(values));
    }

    /** Values of a row of this kind, with the version that they are of. */
    public Map<String, String> stamped(Map<String, String> values) {
        var all = new TreeMap<>(values);
        all.put(VERSION, Integer.toString(newest));
        return all;
    }

    /** Whether this release knows what a row of this kind means. */
    public boolean understands(Row row) {
        try {
            return Integer.parseInt(versionOf(row)) <= newest;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * The row itself.
     *
     * @throws WrittenByNewerReleaseException if this release does not know what it means
     */
    public Row understood(Row row) {
        if (!understands(row)) {
            throw new WrittenByNewerReleaseException(
                    "a row of kind %s has version %s, and this release knows versions up to %d"
                            .formatted(name().toLowerCase(Locale.ROOT), versionOf(row), newest));
        }
        return row;
    }

    private static String versionOf(Row row) {
        return row.value(VERSION).orElse(FIRST);
    }
}
