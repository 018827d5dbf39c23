package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.Limitation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A report, of one of four kinds. All have a head and a subject; a {@link Visitor} handles the kinds one by one. */
public sealed interface Report permits Diagnosis, PullPredictionReport, CredentialReport, UndiagnosedFailureReport {
    BaseReportData head();

    ReportSubject subject();

    /** Returns true if a pull has failed; otherwise a failure is only predicted. */
    boolean hasFailed();

    <T> T accept(Visitor<T> visitor);

    /** The symptom of the failed pull; {@link Symptom#UNKNOWN} if none has failed yet. */
    default Symptom symptom() {
        return Symptom.UNKNOWN;
    }

    /** The time of the first failure, if it is known. */
    default Optional<Instant> since() {
        return Optional.empty();
    }

    default String id() {
        return head().id();
    }

    default Instant createdAt() {
        return head().createdAt();
    }

    default Trigger trigger() {
        return head().trigger();
    }

    default List<Finding> causes() {
        return head().causes();
    }

    default List<Finding> advisories() {
        return head().advisories();
    }

    default List<CheckResult> checks() {
        return head().checks();
    }

    default ReadStatistics stats() {
        return head().stats();
    }

    /** The ids of its causes without duplicates, in their order. */
    default List<String> causeIds() {
        return causes().stream()
                .map(finding -> finding.cause().name())
                .distinct()
                .toList();
    }

    /** The results with the given kind of verdict. */
    default List<CheckResult> withVerdict(Class<? extends Verdict> kind) {
        return checks().stream()
                .filter(check -> kind.isInstance(check.verdict()))
                .toList();
    }

    /** The blind spots and limits that made checks undetermined, each with the ids of these checks. */
    default Map<Limitation, List<String>> limitations() {
        var checks = new LinkedHashMap<Limitation, List<String>>();
        for (var check : checks()) {
            if (check.verdict() instanceof Verdict.Undetermined open) {
                open.limitation()
                        .ifPresent(limitation -> checks.computeIfAbsent(limitation, key -> new ArrayList<>())
                                .add(check.id()));
            }
        }
        return checks;
    }

    /** One method for each kind of report: a new kind does not compile until every visitor handles it. */
    interface Visitor<T> {
        T visit(Diagnosis diagnosis);

        T visit(PullPredictionReport prediction);

        T visit(CredentialReport credentials);

        T visit(UndiagnosedFailureReport alert);
    }
}
