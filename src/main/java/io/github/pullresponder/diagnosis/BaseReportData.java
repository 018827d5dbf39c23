package io.github.pullresponder.diagnosis;

import java.time.Instant;
import java.util.List;

/**
 * The part that all kinds of reports share: the trigger, the findings and the verdicts of the checks.
 *
 * @param causes the confirmed ones first
 * @param advisories findings that do not explain the failure
 */
public record BaseReportData(
        String id,
        Instant createdAt,
        Trigger trigger,
        List<Finding> causes,
        List<Finding> advisories,
        List<CheckResult> checks,
        ReadStatistics stats) {
    public BaseReportData {
        causes = List.copyOf(causes);
        advisories = List.copyOf(advisories);
        checks = List.copyOf(checks);
    }
}
