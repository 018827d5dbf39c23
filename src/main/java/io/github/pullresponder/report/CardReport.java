package io.github.pullresponder.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.ReportKind;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pullerror.Symptom;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The message that a Teams Workflows webhook takes: one Adaptive Card 1.4, for a person on a phone.
 *
 * <p>A message is refused above 28 KB in all, so a card stays below 20: it is written with less detail until it does.
 */
public final class CardReport {
    private static final int MOST_BYTES = 20_000;
    private static final String UNKNOWN_HOST = "all clusters";

    /**
     * How much a card says.
     *
     * @param findings how many are told in full
     * @param names how many pods or images are named
     * @param text the longest text
     * @param commands the longest commands of one remedy, all together: longer ones are left to the report
     */
    private record Detail(int findings, int names, int text, int commands) {
        static final List<Detail> LESS_AND_LESS = List.of(
                new Detail(10, 5, 600, 3_000),
                new Detail(5, 3, 400, 2_000),
                new Detail(3, 2, 250, 1_000),
                new Detail(1, 1, 120, 0));
    }

    private CardReport() {}

    static String render(Diagnosis diagnosis) {
        return render(diagnosis, CardDetails.of(diagnosis));
    }

    public static String render(Diagnosis diagnosis, CardDetails details) {
        return smallEnough(detail -> found(diagnosis, details, detail));
    }

    public static String render(ResolvedDetails resolved) {
        return smallEnough(detail -> over(resolved, detail));
    }

    private static String smallEnough(Function<Detail, Card> make) {
        String message = "";
        for (var detail : Detail.LESS_AND_LESS) {
            message = message(make.apply(detail));
            if (isSmallEnough(message)) {
                return message;
            }
        }
        return message;
    }

    static boolean isSmallEnough(String message) {
        return message.getBytes(StandardCharsets.UTF_8).length < MOST_BYTES;
    }

    static String message(Card card) {
        return Json.written(messageOf(card.json()));
    }

    private static JsonNode messageOf(JsonNode card) {
        var message = Json.object().put("type", "message");
        var attachment = message.putArray("attachments")
                .addObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive");
        attachment.putNull("contentUrl");
        attachment.set("content", card);
        return message;
    }

    private static Card found(Diagnosis diagnosis, CardDetails details, Detail detail) {
        var card = new Card(detail.text());
        card.banner(severityOf(diagnosis), bannerOf(diagnosis, details));
        card.headline(headlineOf(diagnosis));
        addFacts(card, diagnosis, details, detail);
        addFindings(card, diagnosis, detail);
        if (diagnosis.occasion() == ReportKind.UNDIAGNOSED
                && !diagnosis.error().message().isEmpty()) {
            card.faint("The node said: " + diagnosis.error().message());
        }
        notChecked(diagnosis, detail).ifPresent(card::faint);
        details.page().ifPresent(page -> card.button("Open the report", page));
        onlyCause(diagnosis).ifPresent(cause -> card.button("About this cause", URI.create(cause.help())));
        return card;
    }

    /** Where there are several, the report says which is which. */
    private static Optional<Cause> onlyCause(Diagnosis diagnosis) {
        var causes = diagnosis.causes().stream().map(Finding::cause).distinct().toList();
        return causes.size() == 1 ? Optional.of(causes.get(0)) : Optional.empty();
    }

    /** Of a sweep, nobody would miss what was not looked at: it is named. */
    private static Optional<String> notChecked(Diagnosis diagnosis, Detail detail) {
        var open = ReportWords.details(diagnosis, Verdict.Undetermined.class);
        if (open.isEmpty() || diagnosis.occasion() == ReportKind.UNDIAGNOSED) {
            return Optional.empty();
        }
        if (diagnosis.occasion() == ReportKind.CREDENTIALS) {
            return Optional.of("Not checked: " + some(open, open.size(), detail));
        }
        var questions = diagnosis.withVerdict(Verdict.Undetermined.class).size();
        return Optional.of("Not checked: " + ReportWords.counted(questions, "check") + ", see the report");
    }

    private static Card.Severity severityOf(Diagnosis diagnosis) {
        if (!ReportWords.isFailing(diagnosis)) {
            return Card.Severity.GOOD;
        }
        return switch (diagnosis.occasion()) {
            case FAILED, UNDIAGNOSED -> Card.Severity.ATTENTION;
            case FORESEEN, CREDENTIALS -> Card.Severity.WARNING;
        };
    }

    /** How bad it is, and where: the first thing that is read. */
    static String bannerOf(Diagnosis diagnosis, CardDetails details) {
        var cluster = diagnosis.subject().cluster().map(id -> id.name()).orElse(UNKNOWN_HOST);
        var state = switch (diagnosis.occasion()) {
            case FAILED -> ReportWords.isFailing(diagnosis) ? "FAILING" : "NO FAILURE";
            case FORESEEN -> foreseenIn(diagnosis);
            case CREDENTIALS -> "EXPIRING";
            case UNDIAGNOSED -> "FAILING, cause not found";
        };
        return details.again() + state + " · " + cluster;
    }

    private static String foreseenIn(Diagnosis diagnosis) {
        if (!ReportWords.isFailing(diagnosis)) {
            return "NO FAILURE in sight";
        }
        return ReportWords.willFail(diagnosis) ? "WILL FAIL at the next pull" : "NOTHING FAILS YET";
    }

    /** The cause in one sentence; what is observed where no cause is known. */
    static String headlineOf(Diagnosis diagnosis) {
        if (diagnosis.occasion() == ReportKind.CREDENTIALS) {
            return ReportWords.headline(diagnosis);
        }
        return diagnosis.causes().stream()
                .findFirst()
                .map(ReportWords::summary)
                .orElseGet(() -> ReportWords.isFailing(diagnosis)
                        ? ReportWords.nothingConfirmed(diagnosis)
                        : ReportWords.headline(diagnosis));
    }

    private static void addFacts(Card card, Diagnosis diagnosis, CardDetails details, Detail detail) {
        var subject = diagnosis.subject();
        if (!subject.image().isEmpty()) {
            card.fact("Image", subject.image());
        }
        var pods = subject.pods().stream().map(Object::toString).toList();
        if (!pods.isEmpty()) {
            card.fact("Pods", "%d: %s".formatted(details.podCount(), some(pods, details.podCount(), detail)));
        }
        subject.nodePool().ifPresent(pool -> card.fact("Node pool", pool));
        if (diagnosis.occasion() == ReportKind.FAILED && diagnosis.error().symptom() != Symptom.NONE) {
            card.fact("Error", ReportWords.error(diagnosis.error()));
        }
        details.since()
                .filter(since -> diagnosis.occasion() == ReportKind.FAILED)
                .ifPresent(since -> card.fact("Since", ReportWords.time(since)));
    }

    private static String some(List<String> names, int count, Detail detail) {
        var shown = names.stream().limit(detail.names()).toList();
        var rest = Math.max(count, names.size()) - shown.size();
        return String.join(", ", shown) + (rest > 0 ? " … and " + rest + " more" : "");
    }

    private static void addFindings(Card card, Diagnosis diagnosis, Detail detail) {
        var causes = diagnosis.causes();
        for (var i = 0; i < Math.min(causes.size(), detail.findings()); i++) {
            var isHeadline = i == 0 && diagnosis.occasion() != ReportKind.CREDENTIALS;
            addFinding(card, causes.get(i), isHeadline, reasonsIn(diagnosis), detail);
        }
        if (causes.size() > detail.findings()) {
            card.faint("… and " + (causes.size() - detail.findings()) + " more, see the report");
        }
        diagnosis.advisories().stream()
                .limit(detail.findings())
                .forEach(advisory -> card.faint("Also worth knowing: " + ReportWords.summary(advisory)));
    }

    /** Of what has not failed yet it matters as much who made the change, or what stops working then. */
    private static int reasonsIn(Diagnosis diagnosis) {
        return switch (diagnosis.occasion()) {
            case FORESEEN -> 4;
            case CREDENTIALS -> 3;
            case FAILED, UNDIAGNOSED -> 1;
        };
    }

    private static void addFinding(Card card, Finding finding, boolean isHeadline, int reasons, Detail detail) {
        if (!isHeadline) {
            card.subtitle(ReportWords.summary(finding));
        }
        var facts =
                finding.evidence().stream().limit(reasons).map(Evidence::fact).toList();
        for (var i = 0; i < facts.size(); i++) {
            card.text((i == 0 ? "Why: " : "· ") + facts.get(i));
        }
        remedyOf(finding).ifPresent(it -> addRemedy(card, it, detail));
    }

    /** One with commands, but none that is only the other way: it may cost more than the first, and the report weighs both. */
    private static Optional<Remedy> remedyOf(Finding finding) {
        return finding.remedies().stream()
                .filter(it -> !it.commands().isEmpty() && !it.isAnotherWay())
                .findFirst()
                .or(() -> finding.remedies().stream().findFirst());
    }

    /** All commands or none: half a remedy may do harm. */
    private static void addRemedy(Card card, Remedy remedy, Detail detail) {
        card.text("Fix: " + remedy.title());
        var commands = Stream.concat(remedy.clusters().stream().map(Command::contextOf), remedy.commands().stream())
                .flatMap(command -> ReportWords.forms(command).stream())
                .toList();
        var isTooLong = commands.stream().mapToInt(form -> form.text().length()).sum() > detail.commands();
        if (isTooLong || !commands.stream().allMatch(form -> Card.showsAsItIs(form.text()))) {
            card.faint(ReportWords.counted(remedy.commands().size(), "command") + ": see the report");
            return;
        }
        for (var form : commands) {
            if (!form.shell().isEmpty()) {
                card.faint(form.shell() + ":");
            }
            card.command(form.text());
        }
    }

    private static Card over(ResolvedDetails resolved, Detail detail) {
        var card = new Card(detail.text());
        card.banner(Card.Severity.GOOD, "RESOLVED · " + resolved.cluster());
        card.headline("Over: " + resolved.what());
        if (!resolved.images().isEmpty()) {
            card.fact("Image", some(resolved.images(), resolved.images().size(), detail));
        }
        if (resolved.podCount() > 0) {
            card.fact("Pods", Integer.toString(resolved.podCount()));
        }
        card.fact("Lasted", lasted(Duration.between(resolved.openedAt(), resolved.resolvedAt())));
        card.faint("It counts as over because " + resolved.why() + ".");
        resolved.page().ifPresent(page -> card.button("Open the report", page));
        return card;
    }

    private static String lasted(Duration time) {
        if (time.toHours() >= 48) {
            return ReportWords.counted(time.toDays(), "day");
        }
        return time.toMinutes() >= 120
                ? ReportWords.counted(time.toHours(), "hour")
                : ReportWords.counted(Math.max(0, time.toMinutes()), "minute");
    }
}
