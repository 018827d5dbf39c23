package io.github.pullresponder.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The calendar days in UTC that are left until an end. */
public record RemainingDays(long count) {

    public static RemainingDays until(Instant end, Instant now) {
        return new RemainingDays(ChronoUnit.DAYS.between(
                LocalDate.ofInstant(now, ZoneOffset.UTC), LocalDate.ofInstant(end, ZoneOffset.UTC)));
    }

    public String words() {
        if (count == 0) {
            return "today";
        }
        return count == 1 ? "tomorrow" : "in " + count + " days";
    }
}
