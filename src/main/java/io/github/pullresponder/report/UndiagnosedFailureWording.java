package io.github.pullresponder.report;

import io.github.pullresponder.diagnosis.UndiagnosedFailureReport;
import io.github.pullresponder.diagnosis.Verdict;
import java.util.List;

/** The sentences about a failure that could not be diagnosed. */
record UndiagnosedFailureWording(UndiagnosedFailureReport report) implements ReportKindWording {

    @Override
    public boolean isFailing() {
        return true;
    }

    @Override
    public String headline() {
        return ReportWords.podOrCluster(report.subject()) + " cannot pull " + ReportWords.image(report.subject());
    }

    @Override
    public List<String> context() {
        return List.of(ReportWords.error(report.error()));
    }

    @Override
    public String nothingConfirmed() {
        return "The failure could not be diagnosed: "
                + String.join(" · ", ReportWords.details(report, Verdict.Undetermined.class)) + ".";
    }

    @Override
    public String cardState() {
        return "FAILING, cause not found";
    }

    @Override
    public AdaptiveCard.Severity severity() {
        return AdaptiveCard.Severity.ATTENTION;
    }

    @Override
    public int reasonsOnCard() {
        return 1;
    }
}
