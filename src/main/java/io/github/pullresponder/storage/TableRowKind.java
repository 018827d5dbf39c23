package io.github.pullresponder.storage;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * All kinds of rows in the table, with the newest version that this release supports.
 *
 * <p>A row has its version in a column of that name; some rows of the first releases have none. Rows of older releases are read; rows
 * of a higher version are neither read nor changed.
 */
public enum TableRowKind {
    /** The lease of a failure, a change, or a work item that was given up. */
    LEASE(1),
    INCIDENT(1),
    /** The incidents of an alert, and its end. */
    ENDED_ALERT(1),
    /** The outcome of a notification on each channel. */
    NOTIFICATION(1),
    /** The new incidents of a cluster, and its storm if there are many. */
    STORM(1),
    SENT_WARNING(1),
    /** The position in the logs of a workspace. */
    WATERMARK(1),
    /** The time of the last removal of old rows. */
    HOUSEKEEPING(1),
    /** The progress of a sweep with several parts. */
    SWEEP(1),
    /** The time since which a queue has messages. */
    QUEUE_BACKLOG(1),
    /** A row that the preflight writes and removes as a test. */
    PREFLIGHT(1);

    private static final String VERSION = "version";
    private static final String FIRST = "1";

    private final int newest;

    TableRowKind(int newest) {
        this.newest = newest;
    }

    /** A row of this kind that is not in the table yet. */
    public TableRow fresh(String partition, String key, Map<String, String> values) {
        return TableRow.fresh(partition, key, withVersion(values));
    }

    /** Values of a row of this kind, with their version. */
    public Map<String, String> withVersion(Map<String, String> values) {
        var all = new TreeMap<>(values);
        all.put(VERSION, Integer.toString(newest));
        return all;
    }

    /** Returns true if this release supports the version of a row of this kind. */
    public boolean understands(TableRow row) {
        try {
            return Integer.parseInt(versionOf(row)) <= newest;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * Returns the row itself.
     *
     * @throws WrittenByNewerReleaseException if this release does not support its version
     */
    public TableRow requireKnownVersion(TableRow row) {
        if (!understands(row)) {
            throw new WrittenByNewerReleaseException(
                    "a row of kind %s has version %s, and this release supports versions up to %d"
                            .formatted(name().toLowerCase(Locale.ROOT), versionOf(row), newest));
        }
        return row;
    }

    private static String versionOf(TableRow row) {
        return row.value(VERSION).orElse(FIRST);
    }
}
