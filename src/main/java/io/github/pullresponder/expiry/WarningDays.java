package io.github.pullresponder.expiry;

import io.github.pullresponder.text.RemainingDays;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The days before a credential's end on which a warning is sent, once for each.
 *
 * @param now the time of one sweep
 */
record WarningDays(List<Integer> days, Instant now) {
    /** The warning day of an expired credential, which is the last one. */
    private static final int EXPIRED = 0;

    WarningDays {
        days = List.copyOf(days);
    }

    /** The lowest warning day that was reached; empty if the end is later. Without an end, the credential counts as expired. */
    Optional<Integer> crossed(Optional<Instant> end) {
        if (end.filter(now::isBefore).isEmpty()) {
            return Optional.of(EXPIRED);
        }
        var left = RemainingDays.until(end.get(), now).count();
        return days.stream().filter(threshold -> left <= threshold).min(Comparator.naturalOrder());
    }

    /** Returns true if a credential is valid but expires soon. */
    boolean isNear(Optional<Instant> end) {
        return end.filter(now::isBefore).isPresent() && crossed(end).isPresent();
    }
}
