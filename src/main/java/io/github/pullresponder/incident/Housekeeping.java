package io.github.pullresponder.incident;

import io.github.pullresponder.incident.Incident.State;
import io.github.pullresponder.storage.Row;
import io.github.pullresponder.storage.RowKind;
import io.github.pullresponder.storage.Table;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Removes what nobody asks for any more, once a day: claims, alerts, notifications, past storms and resolved incidents. */
final class Housekeeping {
    static final Duration KEPT = Duration.ofDays(30);

    private static final Duration BETWEEN = Duration.ofDays(1);
    private static final String PARTITION = "housekeeping";
    private static final String KEY = "last";
    private static final String AT = "at";

    /** Other rows have a column of that name, too. */
    private static final String NOTIFICATIONS = "notifications";

    private final Table table;
    private final Clock clock;

    Housekeeping(Table table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * Removes rows that are no longer needed, if that is due.
     *
     * @return how many rows were removed
     */
    int run() {
        if (!isDue()) {
            return 0;
        }
        return (int) table.listAll("").stream()
                .filter(this::isOver)
                .filter(table::delete)
                .count();
    }

    /** Of several instances one gets the day. */
    private boolean isDue() {
        var now = RowKind.HOUSEKEEPING.fresh(
                PARTITION, KEY, Map.of(AT, clock.instant().toString()));
        var last = table.find(PARTITION, KEY);
        if (last.isEmpty()) {
            return table.insert(now);
        }
        return RowKind.HOUSEKEEPING.understands(last.get())
                && isBefore(last.get(), AT, BETWEEN)
                && table.replace(last.get().with(now.values()));
    }

    private boolean isOver(Row row) {
        return isOver(row, RowKind.CLAIM, Claims.DONE_AT)
                || isOver(row, RowKind.ENDED_ALERT, Resolutions.AT)
                || (row.value(Resolutions.AT).isEmpty() && isOver(row, RowKind.ENDED_ALERT, Resolutions.RECEIVED_AT))
                || (row.value(Storm.STARTED_AT).isEmpty() && isOver(row, RowKind.STORM, Storm.LAST_AT))
                || (row.partition().startsWith(NOTIFICATIONS) && isOver(row, RowKind.NOTIFICATION, AT))
                || (row.value("state").equals(Optional.of(State.RESOLVED.name()))
                        && isOver(row, RowKind.INCIDENT, "lastSeen"));
    }

    private boolean isOver(Row row, RowKind kind, String column) {
        return kind.understands(row) && isBefore(row, column, KEPT);
    }

    private boolean isBefore(Row row, String column, Duration age) {
        return row.value(column)
                .map(Instant::parse)
                .filter(at -> !at.plus(age).isAfter(clock.instant()))
                .isPresent();
    }
}
