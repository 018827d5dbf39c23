package io.github.pullresponder.report;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.IdentityAssessment;
import io.github.pullresponder.diagnosis.IdentityAssessment.AssessmentResult;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.ReportSubject;
import io.github.pullresponder.diagnosis.UndiagnosedFailureReport;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.NetworkHop;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullErrorParser;
import io.github.pullresponder.pullerror.PullStage;
import io.github.pullresponder.read.Limitation;
import io.github.pullresponder.read.Limitation.NoticedBlindSpot;
import io.github.pullresponder.read.Limitation.ReachedLimit;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sentences and headings that all formats of a report share. */
final class ReportWords {
    static final String ADVISORY = "Also worth knowing";
    static final String NEXT_STEPS = "Next steps";
    static final String NETWORK_PATH = "Network path to the registry";
    static final String IDENTITIES = "Identities";
    static final String CONTEXTS = "Get the kubectl context that the commands use";
    static final String ERROR_MESSAGE = "Error message";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final PullError NO_ERROR = PullErrorParser.parse("");

    private ReportWords() {}

    /** The cluster, the node pool, the error and its start, in one line. */
    static String context(Report report) {
        var subject = report.subject();
        var parts = new ArrayList<String>();
        parts.add(subject.cluster().map(ResourceId::name).orElse("all visible clusters"));
        subject.placement().nodePool().ifPresent(pool -> parts.add("node pool " + pool));
        parts.addAll(ReportKindWording.of(report).context());
        return String.join(" · ", parts);
    }

    /** The first pod, which represents all, or otherwise the cluster. */
    static String podOrCluster(ReportSubject subject) {
        return subject.pods().stream()
                .findFirst()
                .map(Object::toString)
                .orElseGet(() -> subject.cluster().map(ResourceId::name).orElse("every cluster"));
    }

    static String image(ReportSubject subject) {
        return subject.image().isEmpty() ? "its image" : subject.image();
    }

    /** The error of the failed pull; an empty one if none has failed. */
    static PullError errorOf(Report report) {
        if (report instanceof Diagnosis diagnosis) {
            return diagnosis.error();
        }
        return report instanceof UndiagnosedFailureReport alert ? alert.error() : NO_ERROR;
    }

    static List<IdentityAssessment> identitiesOf(Report report) {
        return report instanceof Diagnosis diagnosis ? diagnosis.identities() : List.of();
    }

    static List<NetworkHop> pathOf(Report report) {
        return report instanceof Diagnosis diagnosis ? diagnosis.path() : List.of();
    }

    static String countOf(long n, String thing) {
        return n + " " + thing + (n == 1 ? "" : "s");
    }

    static String error(PullError error) {
        var stage = stage(error.stage());
        return stage.isEmpty() ? error.symptom().label() : error.symptom().label() + " " + stage;
    }

    private static String stage(PullStage stage) {
        return switch (stage) {
            case REFERENCE -> "while reading the reference";
            case SECRET -> "while reading the pull secret";
            case QUEUE -> "before any request";
            case AUTHORIZE -> "while authorizing";
            case RESOLVE -> "while resolving the image";
            case DOWNLOAD -> "while downloading";
            case VERIFY -> "while verifying";
            case UNPACK -> "while unpacking";
            case UNKNOWN -> "";
        };
    }

    static String verdict(Verdict verdict) {
        if (verdict instanceof Verdict.Confirmed) {
            return "confirmed";
        }
        if (verdict instanceof Verdict.RuledOut) {
            return "ruled-out";
        }
        return verdict instanceof Verdict.Undetermined ? "undetermined" : "not-applicable";
    }

    /** The summary of a cause, marked if the cause is only likely. */
    static String summary(Finding finding) {
        return finding.confidence() == Finding.Confidence.LIKELY ? "Likely: " + finding.summary() : finding.summary();
    }

    /** Every identity that can authenticate the pull, with its pull access and the reason. */
    static List<String> identities(Report report) {
        return identitiesOf(report).stream()
                .map(assessment -> "%s %s: %s"
                        .formatted(assessment.identity().name(), words(assessment.outcome()), assessment.reason()))
                .toList();
    }

    /** The commands that get the kubectl contexts of the remedies; each needs to run once. */
    static List<Command> kubectlContexts(Report report) {
        var remedies = Stream.concat(report.causes().stream(), report.advisories().stream())
                .flatMap(finding -> finding.remedies().stream());
        return Stream.concat(remedies, ReportKindWording.of(report).nextSteps().stream())
                .flatMap(remedy -> remedy.clusters().stream())
                .distinct()
                .map(Command::contextOf)
                .toList();
    }

    /** A command in the syntax of one shell. */
    record RenderedCommand(String shell, String text) {}

    /** A command for each shell that needs its own form; the name of the shell is empty if one form works for all. */
    static List<RenderedCommand> forms(Command command) {
        return command.isForAnyShell()
                ? List.of(new RenderedCommand("", command.bash()))
                : Stream.concat(
                                Stream.of(new RenderedCommand("bash", command.bash())),
                                command.powerShell().map(text -> new RenderedCommand("PowerShell", text)).stream())
                        .toList();
    }

    private static String words(AssessmentResult outcome) {
        return switch (outcome) {
            case WORKS -> "can pull";
            case FAILS -> "cannot pull";
            case UNKNOWN -> "unknown";
        };
    }

    static List<String> details(Report report, Class<? extends Verdict> kind) {
        return report.withVerdict(kind).stream()
                .map(check -> check.verdict().detail())
                .distinct()
                .toList();
    }

    /** The undetermined checks with their reasons; checks with the same reason are one line. */
    static List<String> notChecked(Report report) {
        return report.withVerdict(Verdict.Undetermined.class).stream()
                .collect(Collectors.groupingBy(
                        check -> check.verdict().detail(), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(lacking -> questions(lacking.getValue()) + ": " + lacking.getKey())
                .toList();
    }

    /** The numbers of checks that ruled out their cause, could not decide, and did not apply. */
    static String examined(Report report) {
        var ruledOut = report.withVerdict(Verdict.RuledOut.class).size();
        var open = report.withVerdict(Verdict.Undetermined.class).size();
        var inapplicable = report.withVerdict(Verdict.NotApplicable.class).size();
        var parts = new ArrayList<String>();
        parts.add(
                "%s ruled out %s".formatted(countOf(ruledOut, "check"), ruledOut == 1 ? "its cause" : "their causes"));
        if (open > 0) {
            parts.add("%d could not decide".formatted(open));
        }
        if (inapplicable > 0) {
            parts.add("%d did not apply".formatted(inapplicable));
        }
        return String.join(", ", parts) + ".";
    }

    /** The noticed blind spots, each with advice for a person. */
    static List<String> blindSpots(Report report) {
        return report.limitations().keySet().stream()
                .filter(NoticedBlindSpot.class::isInstance)
                .map(NoticedBlindSpot.class::cast)
                .map(noticed -> "%s. To find out more, %s."
                        .formatted(noticed.words(), noticed.blindSpot().advice()))
                .toList();
    }

    /** The lists that were not read completely. */
    static List<String> limits(Report report) {
        return report.limitations().keySet().stream()
                .filter(ReachedLimit.class::isInstance)
                .map(Limitation::words)
                .toList();
    }

    private static String questions(List<CheckResult> checks) {
        var first = checks.get(0).question();
        return checks.size() == 1 ? first : "%s (and %s)".formatted(first, countOf(checks.size() - 1, "more check"));
    }

    static String stats(Report report) {
        var reads = report.stats().calls().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return "%s, %,d ms"
                .formatted(countOf(reads, "read"), report.stats().elapsed().toMillis());
    }

    static String hop(NetworkHop hop) {
        return hop.kind() + " " + hop.name();
    }

    static String timeOfDay(Instant instant) {
        return TIME.format(instant);
    }

    static String time(Instant instant) {
        return DAY_AND_TIME.format(instant);
    }
}
