package io.github.pullresponder.report;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.IdentityAssessment;
import io.github.pullresponder.diagnosis.ReportKind;
import io.github.pullresponder.diagnosis.Subject;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.Hop;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullStage;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sentences that all forms of a report share. */
final class ReportWords {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ReportWords() {}

    static boolean isFailing(Diagnosis diagnosis) {
        return switch (diagnosis.occasion()) {
            case FAILED -> diagnosis.error().symptom() != Symptom.NONE;
            case FORESEEN, CREDENTIALS -> !diagnosis.causes().isEmpty();
            case UNDIAGNOSED -> true;
        };
    }

    static String headline(Diagnosis diagnosis) {
        var subject = diagnosis.subject();
        if (diagnosis.occasion() == ReportKind.CREDENTIALS) {
            return credentials(diagnosis);
        }
        var who = who(subject);
        if (diagnosis.occasion() == ReportKind.FORESEEN) {
            return foreseen(diagnosis, who);
        }
        if (!isFailing(diagnosis)) {
            return subject.pods().isEmpty()
                    ? who + ": the message does not tell of a failed pull"
                    : who + " has no trouble pulling its images";
        }
        return who + (isQuestionOnly(diagnosis) ? " pulling " : " cannot pull ") + image(subject);
    }

    private static String foreseen(Diagnosis diagnosis, String who) {
        if (!isFailing(diagnosis)) {
            return who + " can pull " + image(diagnosis.subject());
        }
        return willFail(diagnosis)
                ? who + " will not be able to pull " + image(diagnosis.subject())
                : who + ": " + diagnosis.causes().get(0).summary();
    }

    /** Whether pods are known that cannot pull the next time: something may be wrong that stops none. */
    static boolean willFail(Diagnosis diagnosis) {
        return isFailing(diagnosis) && !diagnosis.subject().pods().isEmpty();
    }

    private static String who(Subject subject) {
        return subject.pods().stream()
                .findFirst()
                .map(Object::toString)
                .orElseGet(() -> subject.cluster().map(ResourceId::name).orElse("every cluster"));
    }

    private static String image(Subject subject) {
        return subject.image().isEmpty() ? "its image" : subject.image();
    }

    /** What the sweep confirmed and does not tell again. */
    private static boolean toldBefore(Diagnosis diagnosis) {
        return diagnosis.causes().isEmpty()
                && !diagnosis.withVerdict(Verdict.Confirmed.class).isEmpty();
    }

    private static String credentials(Diagnosis diagnosis) {
        var count = diagnosis.causes().size();
        return switch (count) {
            case 0 -> toldBefore(diagnosis) ? "No further credential expires soon" : "No credential expires soon";
            case 1 -> "1 credential has expired or expires soon";
            default -> count + " credentials have expired or expire soon";
        };
    }

    /** Somebody asked about an image, without a failure: nothing is known to fail. */
    private static boolean isQuestionOnly(Diagnosis diagnosis) {
        return diagnosis.occasion() == ReportKind.FAILED
                && diagnosis.subject().pods().isEmpty()
                && diagnosis.error().message().isEmpty();
    }

    /** Where, what and since when, in one line. */
    static String context(Diagnosis diagnosis) {
        var subject = diagnosis.subject();
        var parts = new ArrayList<String>();
        parts.add(subject.cluster().map(ResourceId::name).orElse("all clusters that are visible"));
        subject.nodePool().ifPresent(pool -> parts.add("node pool " + pool));
        if (diagnosis.occasion() == ReportKind.FORESEEN) {
            parts.add("nothing has failed yet");
        } else if (diagnosis.occasion() != ReportKind.CREDENTIALS
                && isFailing(diagnosis)
                && !isQuestionOnly(diagnosis)) {
            parts.add(error(diagnosis.error()));
            history(diagnosis).ifPresent(parts::add);
        }
        return String.join(" · ", parts);
    }

    private static Optional<String> history(Diagnosis diagnosis) {
        Subject subject = diagnosis.subject();
        return subject.since().map(since -> {
            var sameDay = since.atOffset(ZoneOffset.UTC)
                    .toLocalDate()
                    .equals(diagnosis.createdAt().atOffset(ZoneOffset.UTC).toLocalDate());
            return "since %s%s, %s"
                    .formatted(
                            (sameDay ? TIME : DAY_AND_TIME).format(since),
                            subject.attempts()
                                    .map(n -> ", " + counted(n, "attempt"))
                                    .orElse(""),
                            counted(subject.pods().size(), "pod"));
        });
    }

    static String counted(long n, String thing) {
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

    /** A cause that is not proven says so. */
    static String summary(Finding finding) {
        return finding.confidence() == Finding.Confidence.LIKELY ? "Likely: " + finding.summary() : finding.summary();
    }

    /** Everything that could have authenticated the pull, each with its own reason; nothing where there was one way only. */
    static List<String> identities(Diagnosis diagnosis) {
        return diagnosis.identities().stream()
                .map(it -> "%s %s: %s".formatted(it.identity().name(), words(it.outcome()), it.reason()))
                .toList();
    }

    /** The commands that give kubectl the contexts which the remedies name; each is run once. */
    static List<Command> kubectlContexts(Diagnosis diagnosis) {
        return Stream.concat(diagnosis.causes().stream(), diagnosis.advisories().stream())
                .flatMap(finding -> finding.remedies().stream())
                .flatMap(remedy -> remedy.clusters().stream())
                .distinct()
                .map(Command::contextOf)
                .toList();
    }

    /** A command as one shell takes it. */
    record Form(String shell, String text) {}

    /** A command in each shell that needs a form of its own; without a name where one form does for all. */
    static List<Form> forms(Command command) {
        return command.isForAnyShell()
                ? List.of(new Form("", command.bash()))
                : Stream.concat(
                                Stream.of(new Form("bash", command.bash())),
                                command.powerShell().map(text -> new Form("PowerShell", text)).stream())
                        .toList();
    }

    private static String words(IdentityAssessment.Outcome outcome) {
        return switch (outcome) {
            case WORKS -> "can pull";
            case FAILS -> "cannot pull";
            case UNKNOWN -> "may or may not pull";
        };
    }

    /** Said where no cause was confirmed: what that means. */
    static String nothingConfirmed(Diagnosis diagnosis) {
        if (diagnosis.occasion() == ReportKind.UNDIAGNOSED) {
            return "It could not be diagnosed: " + String.join(" · ", details(diagnosis, Verdict.Undetermined.class))
                    + ".";
        }
        if (diagnosis.occasion() == ReportKind.FORESEEN) {
            return diagnosis.withVerdict(Verdict.Undetermined.class).isEmpty()
                    ? "Nothing that was examined will keep it from pulling."
                    : "Nothing was found that will keep it from pulling, and not everything could be checked.";
        }
        if (diagnosis.occasion() == ReportKind.CREDENTIALS) {
            return toldBefore(diagnosis)
                    ? "What has expired or expires soon was told before."
                    : "Every credential that could be read is valid for longer than that.";
        }
        if (diagnosis.occasion() == ReportKind.FAILED && !isFailing(diagnosis)) {
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

    static List<String> details(Diagnosis diagnosis, Class<? extends Verdict> kind) {
        return diagnosis.withVerdict(kind).stream()
                .map(check -> check.verdict().detail())
                .distinct()
                .toList();
    }

    /** What could not be checked, with its question; what many checks lack is told once. */
    static List<String> notChecked(Diagnosis diagnosis) {
        return diagnosis.withVerdict(Verdict.Undetermined.class).stream()
                .collect(Collectors.groupingBy(
                        check -> check.verdict().detail(), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(lacking -> questions(lacking.getValue()) + ": " + lacking.getKey())
                .toList();
    }

    private static String questions(List<CheckResult> checks) {
        var first = checks.get(0).question();
        return checks.size() == 1 ? first : "%s (and %s)".formatted(first, counted(checks.size() - 1, "more check"));
    }

    static String stats(Diagnosis diagnosis) {
        var reads =
                diagnosis.calls().values().stream().mapToLong(Long::longValue).sum();
        return "%s, %,d ms"
                .formatted(counted(reads, "read"), diagnosis.elapsed().toMillis());
    }

    static String hop(Hop hop) {
        return hop.kind() + " " + hop.name();
    }

    static String time(Instant instant) {
        return DAY_AND_TIME.format(instant);
    }
}
