package io.github.pullresponder.report;

import io.github.pullresponder.diagnosis.CredentialReport;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.PullPrediction;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.UnspecificAlertReport;
import java.util.List;

/** The sentences that each kind of report has of its own. */
interface KindWords {

    static KindWords of(Report report) {
        return report.accept(new Report.Visitor<>() {
            @Override
            public KindWords visit(Diagnosis diagnosis) {
                return new DiagnosisWords(diagnosis);
            }

            @Override
            public KindWords visit(PullPrediction prediction) {
                return new PredictionWords(prediction);
            }

            @Override
            public KindWords visit(CredentialReport credentials) {
                return new CredentialWords(credentials);
            }

            @Override
            public KindWords visit(UnspecificAlertReport alert) {
                return new UnspecificAlertWords(alert);
            }
        });
    }

    /** Whether the report is bad news. */
    boolean isFailing();

    String headline();

    /** What the line below the headline says after the cluster and the node pool. */
    List<String> context();

    /** What a reader has to know of the message before reading on. */
    default List<String> notes() {
        return List.of();
    }

    /** The explanation where no cause was confirmed. */
    String nothingConfirmed();

    /** What to run where no cause was confirmed. */
    default List<Remedy> nextSteps() {
        return List.of();
    }

    /** How bad it is: the first words of a card. */
    String cardState();

    /** The color of a card that is bad news. */
    Card.Severity severity();

    /** How many pieces of evidence a card shows for each cause. */
    int reasonsOnCard();
}
