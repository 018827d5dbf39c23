package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.EvidenceSourcesFactory;
import io.github.pullresponder.network.NetworkHop;
import io.github.pullresponder.network.PathTrace;
import io.github.pullresponder.pull.FailureSignature;
import io.github.pullresponder.pull.PodPullStatus;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.RequestCounter;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Examines a pull failure: selects the checks by symptom, runs them in parallel, and ranks the causes that they confirm. */
public final class Diagnostician {
    /** Symptoms that do not narrow down the causes: all checks run. */
    private static final Set<Symptom> UNSPECIFIC = EnumSet.of(Symptom.BACK_OFF, Symptom.UNKNOWN, Symptom.CANCELED);

    /** Symptoms for which the report contains the identities. */
    private static final Set<Symptom> OF_CREDENTIALS =
            EnumSet.of(Symptom.UNAUTHORIZED, Symptom.PRESENT_IMAGE_NOT_ALLOWED);

    /** Symptoms for which the report contains the network path. */
    private static final Set<Symptom> OF_THE_NETWORK = EnumSet.of(
            Symptom.FORBIDDEN,
            Symptom.TIMEOUT,
            Symptom.CONNECTION_FAILED,
            Symptom.HOST_NOT_RESOLVED,
            Symptom.PROXY_FAILED,
            Symptom.UNTRUSTED_CERTIFICATE);

    private final List<Check> checks;
    private final EvidenceSourcesFactory evidence;
    private final ReadExecutor reads;
    private final Clock clock;
    private final Duration deadline;

    /**
     * Creates a diagnostician with these checks.
     *
     * @param deadline the deadline of a whole diagnosis; checks that have not finished then are undetermined
     */
    public Diagnostician(
            List<Check> checks, EvidenceSourcesFactory evidence, ReadExecutor reads, Clock clock, Duration deadline) {
        this.checks = List.copyOf(checks);
        this.evidence = evidence;
        this.reads = reads;
        this.clock = clock;
        this.deadline = deadline;
    }

    /** Maximum duration of a diagnosis. */
    public Duration deadline() {
        return deadline;
    }

    /**
     * Diagnoses a pull failure.
     *
     * @throws EvidenceUnavailableException if the cluster or the pod cannot be read: no diagnosis is possible
     */
    public Diagnosis diagnose(PullFailure failure, Trigger trigger) {
        try (var examination = examine(failure)) {
            return examination.diagnose(ReportIds.fresh(clock.instant()), trigger);
        }
    }

    /**
     * Predicts the next pull, if none has failed.
     *
     * @throws EvidenceUnavailableException if the cluster or the pod cannot be read
     */
    public PullPredictionReport predict(PullFailure question, Trigger trigger) {
        try (var examination = examine(question)) {
            return examination.predict(ReportIds.fresh(clock.instant()), trigger);
        }
    }

    /** Starts an examination: its signature is available before the diagnosis. */
    public Examination examine(PullFailure failure) {
        return new Examination(failure);
    }

    /** The examination of one pull failure; its facts are being read. */
    public final class Examination implements AutoCloseable {
        private final Stopwatch stopwatch = Stopwatch.started();
        private final RequestCounter tally = new RequestCounter();
        private final PullFailure failure;
        private final PullContext pull;
        private final IdentityVerdictMatrix identities;

        private Examination(PullFailure failure) {
            this.failure = failure;
            this.pull = new PullContext(failure, evidence.open(tally), reads, clock);
            this.identities = new IdentityVerdictMatrix(checks, pull);
        }

        /**
         * Returns the image and the symptom of the failure.
         *
         * @throws EvidenceUnavailableException if the pod cannot be read
         */
        public FailureSignature signature() {
            return FailureSignature.of(pull.imageText(), pull.error().symptom());
        }

        /**
         * Runs the checks that explain the symptom, and ranks the causes.
         *
         * @throws EvidenceUnavailableException if the cluster or the pod cannot be read: no diagnosis is possible
         */
        public Diagnosis diagnose(String id, Trigger trigger) {
            var named = CheckRunner.start(() -> subjectOf(pull, failure));
            var results = results();
            var error = pull.error();
            var subject = named.get();
            var history = historyOf(pull);
            var assessments = error.symptoms().stream().anyMatch(OF_CREDENTIALS::contains)
                    ? PullContext.optionally(identities::assessments).orElse(List.of())
                    : List.<IdentityAssessment>of();
            var path = error.symptoms().stream().anyMatch(OF_THE_NETWORK::contains)
                    ? HopAssessor.of(pathOf(pull, error), results)
                    : List.<NetworkHop>of();
            return new Diagnosis(
                    headOf(results, id, trigger), subject, error, history, pull.messageNote(), assessments, path);
        }

        private PullPredictionReport predict(String id, Trigger trigger) {
            var named = CheckRunner.start(() -> subjectOf(pull, failure));
            var results = results();
            var subject = named.get();
            return new PullPredictionReport(headOf(results, id, trigger), subject);
        }

        private List<CheckResult> results() {
            pull.cluster();
            return CheckRunner.run(
                    chooseChecks(failure, pull.error()), pull, identities, deadline.minus(stopwatch.elapsed()));
        }

        /** Built last, so that its numbers include every read. */
        private BaseReportData headOf(List<CheckResult> results, String id, Trigger trigger) {
            return new BaseReportData(
                    id,
                    clock.instant(),
                    trigger,
                    rank(results),
                    advisoriesIn(results),
                    results,
                    new ReadStatistics(stopwatch.elapsed(), tally.calls()));
        }

        @Override
        public void close() {
            pull.close();
        }
    }

    private static List<NetworkHop> pathOf(PullContext pull, PullError error) {
        return PullContext.optionally(() -> PathTrace.of(pull.path(), PullContext.orEmpty(pull.nodes()::pool), error))
                .orElse(List.of());
    }

    private List<Check> chooseChecks(PullFailure failure, PullError error) {
        var symptoms = failure.isPredicted() ? failure.predicted() : error.symptoms();
        return checks.stream()
                .filter(check -> symptoms.stream()
                        .anyMatch(symptom ->
                                UNSPECIFIC.contains(symptom) || check.symptoms().contains(symptom)))
                .toList();
    }

    /** The confirmed causes in catalog order, then the likely ones, without general causes that a specific one explains away. */
    private static List<Finding> rank(List<CheckResult> results) {
        var confirmed = results.stream()
                .map(CheckResult::verdict)
                .flatMap(Diagnostician::findingsIn)
                .toList();
        return confirmed.stream()
                .filter(finding -> confirmed.stream().noneMatch(other -> explainsAway(other, finding)))
                .sorted(Comparator.comparing(Finding::confidence).thenComparing(Finding::cause))
                .toList();
    }

    /** A likely cause does not hide a confirmed one. */
    private static boolean explainsAway(Finding specific, Finding general) {
        return specific.cause().explainsAway(general.cause())
                && specific.confidence().compareTo(general.confidence()) <= 0;
    }

    private static Stream<Finding> findingsIn(Verdict verdict) {
        if (verdict instanceof Verdict.Confirmed confirmed) {
            return confirmed.findings().stream();
        }
        return verdict instanceof Verdict.Undetermined open
                ? open.suspect().map(Finding::asLikely).stream()
                : Stream.empty();
    }

    private static List<Finding> advisoriesIn(List<CheckResult> results) {
        return results.stream()
                .flatMap(result -> result.verdict().advisories().stream())
                .collect(Collectors.toMap(Finding::summary, finding -> finding, (a, b) -> a, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    private static ReportSubject subjectOf(PullContext pull, PullFailure failure) {
        return new ReportSubject(
                Optional.of(failure.cluster()),
                PullContext.optionally(pull::registry)
                        .map(registry -> registry.id().toString())
                        .or(() -> PullContext.optionally(pull::image).map(image -> image.host())),
                pull.imageText(),
                pull.pods(),
                new PullNodeAndIdentity(
                        pull.history().flatMap(PodPullStatus::node),
                        PullContext.orEmpty(pull.nodes()::pool),
                        PullContext.optionally(pull::identity)));
    }

    private static PullRetryHistory historyOf(PullContext pull) {
        var observed = pull.history();
        return new PullRetryHistory(
                observed.flatMap(PodPullStatus::since),
                observed.flatMap(PodPullStatus::attempts),
                observed.map(PodPullStatus::notPulled).orElse(List.of()),
                observed.map(PodPullStatus::others).orElse(List.of()));
    }
}
