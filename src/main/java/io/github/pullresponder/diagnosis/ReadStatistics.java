package io.github.pullresponder.diagnosis;

import io.github.pullresponder.read.RemoteSystem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The effort behind a report.
 *
 * @param calls the number of requests to each system
 */
public record ReadStatistics(Duration elapsed, Map<RemoteSystem, Long> calls) {
    /** Statistics of a report for which nothing was read. */
    public static final ReadStatistics NONE = new ReadStatistics(Duration.ZERO, Map.of());

    public ReadStatistics {
        calls = Map.copyOf(calls);
    }

    public ReadStatistics plus(ReadStatistics other) {
        var sum = new HashMap<>(calls);
        other.calls.forEach((system, count) -> sum.merge(system, count, Long::sum));
        return new ReadStatistics(elapsed.plus(other.elapsed), sum);
    }
}
