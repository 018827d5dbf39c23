package io.github.pullresponder.sandbox.logs;

import io.github.pullresponder.sandbox.kql.Table;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The {@code timespan} of a request: an ISO 8601 interval, or a duration up to now. Rows outside are not seen by the
 * query.
 */
record TimeSpan(Instant from, Instant to) {

    static TimeSpan parse(Optional<String> text, Clock clock) {
        if (text.isEmpty()) {
            return new TimeSpan(Instant.MIN, Instant.MAX);
        }
        String[] parts = text.get().split("/");
        if (parts.length == 1) {
            return new TimeSpan(clock.instant().minus(Duration.parse(parts[0])), Instant.MAX);
        }
        if (parts[0].startsWith("P")) {
            return new TimeSpan(instant(parts[1]).minus(Duration.parse(parts[0])), instant(parts[1]));
        }
        Instant from = instant(parts[0]);
        return new TimeSpan(from, parts[1].startsWith("P") ? from.plus(Duration.parse(parts[1])) : instant(parts[1]));
    }

    Table cut(Table table) {
        return new Table(
                table.columns(),
                table.rows().stream()
                        .filter(row -> row.get("TimeGenerated")
                                .moment()
                                .map(time -> !time.isBefore(from) && time.isBefore(to))
                                .orElse(true))
                        .toList());
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
