package io.github.pullresponder.report;

import io.github.pullresponder.diagnosis.PullPrediction;
import java.util.List;

/** The sentences about pulls that have not failed yet. */
record PredictionWords(PullPrediction prediction) implements KindWords {

    @Override
    public boolean isFailing() {
        return !prediction.causes().isEmpty();
    }

    /** Whether pods are known that cannot pull the next time: a fault may stop none. */
    private boolean willFail() {
        return isFailing() && !prediction.subject().pods().isEmpty();
    }

    @Override
    public String headline() {
        var subject = prediction.subject();
        var pod = ReportWords.podOrCluster(subject);
        if (!isFailing()) {
            return pod + ": nothing was found that would stop the next pull of " + ReportWords.image(subject);
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
            return "NO FAILURE in sight";
        }
        return willFail() ? "WILL FAIL at the next pull" : "NOTHING FAILS YET";
    }

    @Override
    public Card.Severity severity() {
        return Card.Severity.WARNING;
    }

    /** It matters as much who made the change as what is wrong. */
    @Override
    public int reasonsOnCard() {
        return 4;
    }
}
