package io.github.pullresponder.report;

import io.github.pullresponder.checks.remedy.NextStepsFactory;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.image.RegistryHostNormalizer;
import io.github.pullresponder.pull.TriggerMessageNote;
import io.github.pullresponder.pull.TriggerMessageNote.TriggerMessageNoteType;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.text.ListFormat;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sentences about a failed pull. */
record DiagnosisWording(Diagnosis diagnosis) implements ReportKindWording {
    /** Maximum number of container names. */
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
                    ? pod + ": the error message does not describe a failed pull"
                    : pod + (isAllPulled() ? " has pulled all its images" : ": no failed pull was found");
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
                        .filter(note -> note.kind() == TriggerMessageNoteType.NO_LONGER_FAILING)
                        .isPresent()
                ? " could not pull "
                : " cannot pull ";
    }

    /** Returns true if every image of the pod is on its node. */
    private boolean isAllPulled() {
        return diagnosis.history().notPulled().isEmpty();
    }

    private Optional<String> host() {
        return ImageReference.find(diagnosis.subject().image())
                .map(image -> RegistryHostNormalizer.withoutDefaultPort(image.host()));
    }

    private boolean isOfAnotherRegistry() {
        return host().filter(host -> !AzureRegistryHosts.isRegistry(host)).isPresent();
    }

    /** Returns true if the request names an image without an error: no failure is known. */
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
                        "Container %s of the pod cannot pull %s either (%s). To examine it, send a request with the pod and this image."
                                .formatted(
                                        other.name(),
                                        other.image(),
                                        other.symptom().label()));
    }

    private String words(TriggerMessageNote note) {
        return switch (note.kind()) {
            case NOT_UNDERSTOOD ->
                "The error message was not recognized and was ignored: all checks ran, as without a message.";
            case EVENTS_DIFFER ->
                "The error message shows \"%s\", but the pod's events show \"%s\". The diagnosis uses the events, which are newer."
                        .formatted(note.said().label(), diagnosis.symptom().label());
            case NO_LONGER_FAILING -> "The pod shows no failed pull now. The diagnosis uses the error message.";
        };
    }

    private Optional<String> aboutMessage() {
        if (diagnosis.error().message().isEmpty()) {
            return Optional.empty();
        }
        return switch (diagnosis.symptom()) {
            case UNKNOWN -> Optional.of("The error message was not recognized: all checks ran, as without a message.");
            case CANCELED ->
                Optional.of("The error message shows that the pull was canceled, but no reason: all checks ran.");
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
                                    .map(n -> ", " + ReportWords.countOf(n, "attempt"))
                                    .orElse(""),
                            ReportWords.countOf(diagnosis.subject().pods().size(), "pod"));
        });
    }

    @Override
    public String nothingConfirmed() {
        if (!isFailing()) {
            return isAllPulled()
                    ? "No pull failed."
                    : "No error message about a failed pull was found. Not pulled yet, according to the pod's status: %s."
                            .formatted(ListFormat.first(
                                    MOST_NAMES, diagnosis.history().notPulled()));
        }
        if (diagnosis.checks().isEmpty()) {
            return "Pull Responder has no check for this kind of failure.";
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
        return isFailing() && !isExplained ? NextStepsFactory.after(diagnosis.subject(), host()) : List.of();
    }

    @Override
    public String cardState() {
        return isFailing() ? "FAILING" : "NO FAILURE";
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
