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
public record ReportStats(Duration elapsed, Map<RemoteSystem, Long> calls) {
    /** Statistics of a report for which nothing was read. */
    public static final ReportStats NONE = new ReportStats(Duration.ZERO, Map.of());

    public ReportStats {
        calls = Map.copyOf(calls);
    }

    public ReportStats plus(ReportStats other) {
        var sum = new HashMap<>(calls);
        other.calls.forEach((system, count) -> sum.merge(system, count, Long::sum));
        return new ReportStats(elapsed.plus(other.elapsed), sum);
    }
}
