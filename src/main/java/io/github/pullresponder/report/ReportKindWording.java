package io.github.pullresponder.report;

import io.github.pullresponder.diagnosis.CredentialReport;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.PullPredictionReport;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.UndiagnosedFailureReport;
import java.util.List;

/** The sentences that differ between the kinds of reports. */
interface ReportKindWording {

    static ReportKindWording of(Report report) {
        return report.accept(new Report.Visitor<>() {
            @Override
            public ReportKindWording visit(Diagnosis diagnosis) {
                return new DiagnosisWording(diagnosis);
            }

            @Override
            public ReportKindWording visit(PullPredictionReport prediction) {
                return new PullPredictionWording(prediction);
            }

            @Override
            public ReportKindWording visit(CredentialReport credentials) {
                return new CredentialReportWording(credentials);
            }

            @Override
            public ReportKindWording visit(UndiagnosedFailureReport alert) {
                return new UndiagnosedFailureWording(alert);
            }
        });
    }

    /** Returns true if the report is about a failure or a prediction of one. */
    boolean isFailing();

    String headline();

    /** The parts of the line below the headline, after the cluster and the node pool. */
    List<String> context();

    /** Notes on the error message, shown before the findings. */
    default List<String> notes() {
        return List.of();
    }

    /** Explanation shown if no cause was confirmed. */
    String nothingConfirmed();

    /** Next steps if no cause was confirmed. */
    default List<Remedy> nextSteps() {
        return List.of();
    }

    /** The state in the first line of a card. */
    String cardState();

    /** The severity of a card about a failure. */
    AdaptiveCard.Severity severity();

    /** Maximum number of facts on a card for each cause. */
    int reasonsOnCard();
}
