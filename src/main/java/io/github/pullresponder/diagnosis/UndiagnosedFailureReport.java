package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.Symptom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The report on a failure that could not be diagnosed, such as an alert that names no pod.
 *
 * @param error the error, as far as the alert or event contains it
 */
public record UndiagnosedFailureReport(BaseReportData head, ReportSubject subject, PullError error) implements Report {

    /**
     * Builds the report. Its only check contains the reason.
     *
     * @param why the reason why the failure could not be diagnosed
     */
    public static UndiagnosedFailureReport of(
            String id, Instant now, Trigger trigger, ReportSubject subject, PullError error, String why) {
        var check = new CheckResult(
                "diagnosis", "The failure can be diagnosed", Verdict.undetermined("%s", why), Duration.ZERO);
        return new UndiagnosedFailureReport(
                new BaseReportData(id, now, trigger, List.of(), List.of(), List.of(check), ReadStatistics.NONE),
                subject,
                error);
    }

    @Override
    public boolean hasFailed() {
        return true;
    }

    @Override
    public Symptom symptom() {
        return error.symptom();
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.visit(this);
    }
}
