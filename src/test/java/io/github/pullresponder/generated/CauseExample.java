package io.github.pullresponder.generated;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.report.TextReportRenderer;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.EstatePlayer;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.Expectation;
import io.github.pullresponder.sandbox.estate.Trigger;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The report of an estate with exactly one cause.
 *
 * @param estate the name of the estate
 * @param finding the report's finding with that cause
 */
record CauseExample(String estate, Report report, Finding finding) {
    private static final List<Candidate> CANDIDATES = Stream.concat(
                    BundledEstates.tour().stream(), BundledEstates.all().stream())
            .distinct()
            .flatMap(Candidate::of)
            .sorted(Comparator.comparing(candidate -> !candidate.isAskedFor()))
            .toList();

    /** A trigger of an estate and its expected result. Both are read from two small files, without a run of the estate. */
    private record Candidate(Path folder, Trigger trigger, Expectation expected) {
        static Stream<Candidate> of(Path folder) {
            return Estate.expectationsIn(folder).entrySet().stream()
                    .map(each -> new Candidate(folder, each.getKey(), each.getValue()));
        }

        /** Returns true for a request for one pull, which has the simplest report. */
        boolean isAskedFor() {
            return trigger.function().equals("Diagnose");
        }

        boolean shows(Cause cause) {
            var reported = new HashSet<>(expected.causes());
            expected.likely().ifPresent(reported::addAll);
            expected.advisories().ifPresent(reported::addAll);
            return reported.equals(Set.of(cause.name()));
        }
    }

    /** Selects the first suitable estate of the tour, or, if there is none, the first suitable one of all estates. */
    static CauseExample of(Cause cause) {
        return CANDIDATES.stream()
                .filter(candidate -> candidate.shows(cause))
                .findFirst()
                .flatMap(candidate -> played(candidate, cause))
                .orElseThrow(() -> new IllegalStateException(("%s needs an estate in src/test/resources/estates"
                                + " whose expected.json names this cause and no other")
                        .formatted(cause)));
    }

    private static Optional<CauseExample> played(Candidate candidate, Cause cause) {
        var estate = BundledEstates.load(candidate.folder());
        try (var player = new EstatePlayer(estate, 0)) {
            return player.play().stream()
                    .filter(played -> played.trigger().name().equals(candidate.trigger.name()))
                    .flatMap(played -> played.reports().stream())
                    .flatMap(report -> findingsIn(report)
                            .filter(finding -> finding.cause() == cause)
                            .map(finding -> new CauseExample(estate.name(), report, finding)))
                    .findFirst();
        }
    }

    private static Stream<Finding> findingsIn(Report report) {
        return Stream.concat(report.causes().stream(), report.advisories().stream());
    }

    /** The check that found it. */
    CheckResult check() {
        return report.checks().stream()
                .filter(check -> findingsIn(check.verdict()).anyMatch(item -> item.cause() == finding.cause()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no check found " + finding.cause()));
    }

    private static Stream<Finding> findingsIn(Verdict verdict) {
        if (verdict instanceof Verdict.Confirmed confirmed) {
            return Stream.concat(confirmed.findings().stream(), verdict.advisories().stream());
        }
        return verdict instanceof Verdict.Undetermined open
                ? Stream.concat(open.suspect().stream(), verdict.advisories().stream())
                : verdict.advisories().stream();
    }

    /** The report as a terminal shows it, without the last line, because the elapsed time varies. */
    String text() {
        var lines = TextReportRenderer.PLAIN.render(report).lines().toList();
        return lines.stream()
                .limit(lines.size() - 1L)
                .collect(Collectors.joining("\n"))
                .stripTrailing();
    }
}
