package io.github.pullresponder.report;

import io.github.pullresponder.checks.remedy.NextSteps;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.image.RegistryHost;
import io.github.pullresponder.pull.MessageNote;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.text.ListFormat;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sentences about a failed pull. */
record DiagnosisWords(Diagnosis diagnosis) implements KindWords {
    /** So many containers are named. */
    private static final int MOST_NAMES = 5;

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
                    : pod + (isAllPulled() ? " has no trouble pulling its images" : ": no failed pull was found");
        }
        var what = pod + verb() + ReportWords.image(subject);
        return isOfAnotherRegistry() ? what + ", which is not in an Azure container registry" : what;
    }

    private String verb() {
        if (isQuestionOnly()) {
            return " pulling ";
        }
        return diagnosis
                        .messageNote()
                        .filter(note -> note.kind() == MessageNote.Kind.NO_LONGER_FAILING)
                        .isPresent()
                ? " could not pull "
                : " cannot pull ";
    }

    /** Whether every image of the pod is on its node. */
    private boolean isAllPulled() {
        return diagnosis.history().notPulled().isEmpty();
    }

    private Optional<String> host() {
        return ImageReference.find(diagnosis.subject().image())
                .map(image -> RegistryHost.withoutDefaultPort(image.host()));
    }

    private boolean isOfAnotherRegistry() {
        return host().filter(host -> !AzureRegistryHosts.isRegistry(host)).isPresent();
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

    @Override
    public List<String> notes() {
        return Stream.of(diagnosis.messageNote().map(this::words).stream(), aboutMessage().stream(), others())
                .flatMap(notes -> notes)
                .toList();
    }

    private Stream<String> others() {
        return diagnosis.history().others().stream()
                .map(other ->
                        "Container %s of the pod cannot pull %s either (%s). To examine it, ask again with the pod and this image."
                                .formatted(
                                        other.name(),
                                        other.image(),
                                        other.symptom().label()));
    }

    private String words(MessageNote note) {
        return switch (note.kind()) {
            case NOT_UNDERSTOOD ->
                "The message was not understood and not used: everything was examined as if there were none.";
            case EVENTS_DIFFER ->
                "The message says \"%s\", and the pod's events say \"%s\". The events are newer and were used."
                        .formatted(note.said().label(), diagnosis.symptom().label());
            case NO_LONGER_FAILING -> "The pod itself shows no failed pull now. The message was examined.";
        };
    }

    private Optional<String> aboutMessage() {
        if (diagnosis.error().message().isEmpty()) {
            return Optional.empty();
        }
        return switch (diagnosis.symptom()) {
            case UNKNOWN ->
                Optional.of("The message was not understood: everything was examined as if there were none.");
            case CANCELED ->
                Optional.of("The message says that the pull was given up, and not why: everything was examined.");
            default -> Optional.empty();
        };
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
            return isAllPulled()
                    ? "There is no failed pull to explain."
                    : "No message about a failed pull was found. Not pulled yet, as far as the pod's status shows: %s."
                            .formatted(ListFormat.first(
                                    MOST_NAMES, diagnosis.history().notPulled()));
        }
        if (diagnosis.checks().isEmpty()) {
            return "No check explains this kind of failure yet.";
        }
        var inapplicable = diagnosis.withVerdict(Verdict.NotApplicable.class);
        if (inapplicable.size() == diagnosis.checks().size()) {
            return "No check applies: " + inapplicable.get(0).verdict().detail() + ".";
        }
        return "No cause was confirmed. " + ReportWords.examined(diagnosis);
    }

    @Override
    public List<Remedy> nextSteps() {
        var isExplained =
                diagnosis.causes().stream().anyMatch(finding -> finding.confidence() == Finding.Confidence.CONFIRMED);
        return isFailing() && !isExplained ? NextSteps.after(diagnosis.subject(), host()) : List.of();
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
