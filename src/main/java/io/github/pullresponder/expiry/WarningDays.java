package io.github.pullresponder.expiry;

import io.github.pullresponder.text.RemainingDays;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The numbers of days before a credential's end at which a warning is sent, once for each.
 *
 * @param now the moment of one sweep
 */
record WarningDays(List<Integer> days, Instant now) {
    /** What is over has crossed the last threshold there is. */
    private static final int OVER = 0;

    WarningDays {
        days = List.copyOf(days);
    }

    /** The lowest threshold that was crossed; none while the end is far. Without an end it is over already. */
    Optional<Integer> crossed(Optional<Instant> end) {
        if (end.filter(now::isBefore).isEmpty()) {
            return Optional.of(OVER);
        }
        var left = RemainingDays.until(end.get(), now).count();
        return days.stream().filter(threshold -> left <= threshold).min(Comparator.naturalOrder());
    }

    /** Whether a credential is valid, and not for much longer. */
    boolean isNear(Optional<Instant> end) {
        return end.filter(now::isBefore).isPresent() && crossed(end).isPresent();
    }
}
