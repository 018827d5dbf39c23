package io.github.pullresponder.report;

import io.github.pullresponder.diagnosis.PullPredictionReport;
import java.util.List;

/** The sentences about pulls that have not failed yet. */
record PullPredictionWording(PullPredictionReport prediction) implements ReportKindWording {

    @Override
    public boolean isFailing() {
        return !prediction.causes().isEmpty();
    }

    /** Returns true if pods are known whose next pull will fail; a fault may affect none. */
    private boolean willFail() {
        return isFailing() && !prediction.subject().pods().isEmpty();
    }

    @Override
    public String headline() {
        var subject = prediction.subject();
        var pod = ReportWords.podOrCluster(subject);
        if (!isFailing()) {
            return pod + ": no cause was found that would prevent the next pull of " + ReportWords.image(subject);
        }
        return willFail()
                ? pod + " will not be able to pull " + ReportWords.image(subject)
                : pod + ": " + prediction.causes().get(0).summary();
    }

    @Override
    public List<String> context() {
        return List.of("nothing has failed yet");
    }

    @Override
    public String nothingConfirmed() {
        return ReportWords.examined(prediction);
    }

    @Override
    public String cardState() {
        if (!isFailing()) {
            return "NO FAILURE PREDICTED";
        }
        return willFail() ? "WILL FAIL at the next pull" : "NOT FAILING YET";
    }

    @Override
    public AdaptiveCard.Severity severity() {
        return AdaptiveCard.Severity.WARNING;
    }

    /** Four, because the author of the change matters as much as the fault. */
    @Override
    public int reasonsOnCard() {
        return 4;
    }
}
