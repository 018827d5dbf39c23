package io.github.pullresponder.investigation;

import io.github.pullresponder.incident.Incident.IncidentState;
import io.github.pullresponder.incident.IncidentStormState;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.TableRowKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Removes old rows once a day: leases, alerts, notifications, past storms and resolved incidents. */
final class Housekeeping {
    static final Duration RETENTION = Duration.ofDays(30);

    private static final Duration BETWEEN = Duration.ofDays(1);
    private static final String PARTITION = "housekeeping";
    private static final String KEY = "last";
    private static final String AT = "at";

    /** The partition of notifications; other rows have a column with that name, too. */
    private static final String NOTIFICATIONS = "notifications";

    private final StorageTable table;
    private final Clock clock;

    Housekeeping(StorageTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * Removes rows that are no longer needed, if that is due.
     *
     * @param hasTime returns false when no more rows may be removed; the next run continues
     * @return the number of removed rows
     */
    int run(BooleanSupplier hasTime) {
        if (!isDue()) {
            return 0;
        }
        var removed = 0;
        for (var row : table.listAll("").stream().filter(this::isExpired).toList()) {
            if (!hasTime.getAsBoolean()) {
                table.find(PARTITION, KEY).ifPresent(table::delete);
                return removed;
            }
            removed += table.delete(row) ? 1 : 0;
        }
        return removed;
    }

    /** Returns true for one instance each day. */
    private boolean isDue() {
        var now = TableRowKind.HOUSEKEEPING.fresh(
                PARTITION, KEY, Map.of(AT, clock.instant().toString()));
        var last = table.find(PARTITION, KEY);
        if (last.isEmpty()) {
            return table.insert(now);
        }
        return TableRowKind.HOUSEKEEPING.understands(last.get())
                && isBefore(last.get(), AT, BETWEEN)
                && table.replace(last.get().with(now.values()));
    }

    private boolean isExpired(TableRow row) {
        return isExpired(row, TableRowKind.LEASE, InvestigationLeases.DONE_AT)
                // Its message was given up, or its queue was emptied.
                || (InvestigationLeases.isUnfinished(row)
                        && isExpired(row, TableRowKind.LEASE, InvestigationLeases.SINCE))
                || isExpiredAlert(row)
                || (row.value(IncidentStormState.STARTED_AT).isEmpty()
                        && isExpired(row, TableRowKind.STORM, IncidentStormState.LAST_AT))
                || (row.partition().startsWith(NOTIFICATIONS) && isExpired(row, TableRowKind.NOTIFICATION, AT))
                || (row.value("state").equals(Optional.of(IncidentState.RESOLVED.name()))
                        && isExpired(row, TableRowKind.INCIDENT, "lastSeen"));
    }

    /** Returns true if an alert ended and was not received recently: it may have ended long ago and fire again. */
    private boolean isExpiredAlert(TableRow row) {
        var columns = Stream.of(AlertResolutionHandler.AT, AlertResolutionHandler.RECEIVED_AT)
                .filter(column -> row.value(column).isPresent())
                .toList();
        return !columns.isEmpty()
                && columns.stream().allMatch(column -> isExpired(row, TableRowKind.ENDED_ALERT, column));
    }

    private boolean isExpired(TableRow row, TableRowKind kind, String column) {
        return kind.understands(row) && isBefore(row, column, RETENTION);
    }

    private boolean isBefore(TableRow row, String column, Duration age) {
        return row.value(column)
                .map(Instant::parse)
                .filter(at -> !at.plus(age).isAfter(clock.instant()))
                .isPresent();
    }
}
