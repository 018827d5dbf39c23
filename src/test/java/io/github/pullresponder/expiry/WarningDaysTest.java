package io.github.pullresponder.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarningDaysTest {
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");
    private final WarningDays thresholds = new WarningDays(List.of(30, 14, 7, 1), NOW);

    @ParameterizedTest(name = "{0} has crossed {1}")
    @CsvSource({
        "2026-12-23T00:00:00Z,",
        "2026-12-22T23:59:59Z, 30",
        "2026-12-07T00:00:00Z, 30",
        "2026-12-06T23:59:59Z, 14",
        "2026-11-30T00:00:00Z, 14",
        "2026-11-29T00:00:00Z, 7",
        "2026-11-24T00:00:00Z, 7",
        "2026-11-23T23:59:59Z, 1",
        "2026-11-22T06:00:01Z, 1",
        "2026-11-22T06:00:00Z, 0",
        "2025-01-01T00:00:00Z, 0",
    })
    void theLowestThresholdThatIsNotBelowTheDaysLeft(Instant end, Integer crossed) {
        assertThat(thresholds.crossed(Optional.of(end))).isEqualTo(Optional.ofNullable(crossed));
        assertThat(thresholds.isNear(Optional.of(end))).isEqualTo(crossed != null && crossed > 0);
    }

    @Test
    void withoutAnEndItCountsAsExpired() {
        assertThat(thresholds.crossed(Optional.empty())).contains(0);
        assertThat(thresholds.isNear(Optional.empty())).isFalse();
    }
}
