package io.github.pullresponder.report;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pullerror.Symptom;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sentences about a failed pull. */
record DiagnosisWords(Diagnosis diagnosis) implements KindWords {

    @Override
    public boolean isFailing() {
        return diagnosis.symptom() != Symptom.NONE;
    }

    @Override
    public String headline() {
        var subject = diagnosis.subject();
        var pod = ReportWords.podOrCluster(subject);
        if (!isFailing()) {
            return subject.pods().isEmpty()
                    ? pod + ": the message does not describe a failed pull"
                    : pod + " has no trouble pulling its images";
        }
        return pod + (isQuestionOnly() ? " pulling " : " cannot pull ") + ReportWords.image(subject);
    }

    /** Whether the caller asked about an image without an error: nothing is known to fail. */
    private boolean isQuestionOnly() {
        return diagnosis.subject().pods().isEmpty()
                && diagnosis.error().message().isEmpty();
    }

    @Override
    public List<String> context() {
        return isFailing() && !isQuestionOnly()
                ? Stream.concat(Stream.of(ReportWords.error(diagnosis.error())), history().stream())
                        .toList()
                : List.of();
    }

    private Optional<String> history() {
        return diagnosis.since().map(since -> {
            var isSameDay = since.atOffset(ZoneOffset.UTC)
                    .toLocalDate()
                    .equals(diagnosis.createdAt().atOffset(ZoneOffset.UTC).toLocalDate());
            return "since %s%s, %s"
                    .formatted(
                            isSameDay ? ReportWords.timeOfDay(since) : ReportWords.time(since),
                            diagnosis
                                    .history()
                                    .attempts()
                                    .map(n -> ", " + ReportWords.counted(n, "attempt"))
                                    .orElse(""),
                            ReportWords.counted(diagnosis.subject().pods().size(), "pod"));
        });
    }

    @Override
    public String nothingConfirmed() {
        if (!isFailing()) {
            return "There is no failed pull to explain.";
        }
        if (diagnosis.checks().isEmpty()) {
            return "No check explains this kind of failure yet.";
        }
        var inapplicable = diagnosis.withVerdict(Verdict.NotApplicable.class);
        if (inapplicable.size() == diagnosis.checks().size()) {
            return "No check applies: " + inapplicable.get(0).verdict().detail() + ".";
        }
        return diagnosis.withVerdict(Verdict.Undetermined.class).isEmpty()
                ? "No known cause was found: everything that was examined is in order."
                : "No cause was confirmed, and not everything could be checked.";
    }

    @Override
    public String cardState() {
        return isFailing() ? "FAILING" : "NO FAILURE";
    }

    @Override
    public Card.Severity severity() {
        return Card.Severity.ATTENTION;
    }

    @Override
    public int reasonsOnCard() {
        return 1;
    }
}
