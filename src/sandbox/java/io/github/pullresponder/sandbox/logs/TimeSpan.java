package io.github.pullresponder.sandbox.logs;

import io.github.pullresponder.sandbox.kql.Table;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The {@code timespan} of a request, start and end in ISO 8601. The query does not see rows outside it. */
record TimeSpan(Instant from, Instant to) {
    static final TimeSpan ALL = new TimeSpan(Instant.MIN, Instant.MAX);

    static Optional<TimeSpan> parse(String text) {
        String[] ends = text.split("/");
        try {
            return ends.length == 2 ? Optional.of(new TimeSpan(instant(ends[0]), instant(ends[1]))) : Optional.empty();
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
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
