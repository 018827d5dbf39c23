package io.github.pullresponder.report;

import io.github.pullresponder.diagnosis.CredentialReport;
import io.github.pullresponder.diagnosis.Verdict;
import java.util.List;

/** The sentences about credentials that have expired or expire soon. */
record CredentialReportWording(CredentialReport report) implements ReportKindWording {

    @Override
    public boolean isFailing() {
        return !report.causes().isEmpty();
    }

    @Override
    public String headline() {
        var count = report.causes().size();
        return switch (count) {
            case 0 -> isReportedBefore() ? "No other credential expires soon" : "No credential expires soon";
            case 1 -> "1 credential has expired or expires soon";
            default -> count + " credentials have expired or expire soon";
        };
    }

    /** Returns true if all confirmed findings of the sweep were reported before. */
    private boolean isReportedBefore() {
        return report.causes().isEmpty()
                && !report.withVerdict(Verdict.Confirmed.class).isEmpty();
    }

    @Override
    public List<String> context() {
        return List.of();
    }

    @Override
    public String nothingConfirmed() {
        return isReportedBefore()
                ? "All credentials that have expired or expire soon were reported before."
                : "No readable credential expires within the warning period.";
    }

    @Override
    public String cardState() {
        return "EXPIRING";
    }

    @Override
    public AdaptiveCard.Severity severity() {
        return AdaptiveCard.Severity.WARNING;
    }

    /** Three, because the affected workloads matter as much as the credential. */
    @Override
    public int reasonsOnCard() {
        return 3;
    }
}
