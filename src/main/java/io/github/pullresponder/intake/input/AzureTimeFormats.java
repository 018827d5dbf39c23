package io.github.pullresponder.intake.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The time formats of Azure's alerts and events ("Sample alert payloads"). */
final class AzureTimeFormats {
    /** The format of log alerts of version 1, such as {@code 3/22/2019 1:36:31 PM}, in UTC. */
    private static final DateTimeFormatter OF_LOG_ALERTS_V1 =
            DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.ENGLISH);

    private static final List<Function<String, Instant>> FORMS = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
            text -> LocalDateTime.parse(text, OF_LOG_ALERTS_V1).toInstant(ZoneOffset.UTC));

    /** The limits of plausible times; others could cause an overflow in calculations. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private AzureTimeFormats() {}

    static Optional<Instant> read(String text) {
        return FORMS.stream()
                .flatMap(form -> read(text, form).stream())
                .filter(time -> !time.isBefore(EARLIEST) && time.isBefore(LATEST))
                .findFirst();
    }

    private static Optional<Instant> read(String text, Function<String, Instant> form) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
