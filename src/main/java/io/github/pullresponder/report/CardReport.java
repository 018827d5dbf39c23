package io.github.pullresponder.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.CredentialReport;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.UnspecificAlertReport;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.text.ListFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The message that a Teams Workflows webhook accepts: one Adaptive Card 1.4, readable on a phone.
 *
 * <p>Teams rejects messages above 28 KB, so a card stays below 20 KB: it is rendered with less and less detail until it fits.
 */
public final class CardReport {
    private static final int MOST_BYTES = 20_000;
    private static final String UNKNOWN_HOST = "all clusters";

    /**
     * The level of detail of a card.
     *
     * @param findings the maximum number of findings
     * @param names the maximum number of pod or image names
     * @param text the maximum number of characters of a text
     * @param commands the maximum number of characters of all commands of one remedy: longer ones are only in the report
     */
    private record Detail(int findings, int names, int text, int commands) {
        static final List<Detail> LESS_AND_LESS = List.of(
                new Detail(10, 5, 600, 3_000),
                new Detail(5, 3, 400, 2_000),
                new Detail(3, 2, 250, 1_000),
                new Detail(1, 1, 120, 0));
    }

    private CardReport() {}

    static String render(Report report) {
        return render(report, CardContext.of(report));
    }

    public static String render(Report report, CardContext details) {
        return smallEnough(detail -> reportCard(report, details, detail));
    }

    public static String render(ResolvedDetails resolved) {
        return smallEnough(detail -> resolved(resolved, detail));
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

    private static Card reportCard(Report report, CardContext details, Detail detail) {
        var card = new Card(detail.text());
        card.banner(severityOf(report), bannerOf(report, details));
        card.headline(headlineOf(report));
        addFacts(card, report, details, detail);
        ReportKindText.of(report).notes().forEach(card::faint);
        addFindings(card, report, detail);
        if (report instanceof UnspecificAlertReport alert
                && !alert.error().message().isEmpty()) {
            card.faint(ReportWords.ERROR_MESSAGE + ": " + alert.error().message());
        }
        notChecked(report, detail).ifPresent(card::faint);
        notVisible(report, detail).ifPresent(card::faint);
        details.page().ifPresent(page -> card.button("Open the report", page));
        onlyCause(report).ifPresent(cause -> card.button("About this cause", URI.create(cause.help())));
        return card;
    }

    /** The cause, if it is the only one: for several causes, the report has the links. */
    private static Optional<Cause> onlyCause(Report report) {
        var causes = report.causes().stream().map(Finding::cause).distinct().toList();
        return causes.size() == 1 ? Optional.of(causes.get(0)) : Optional.empty();
    }

    /** A sweep names the parts that it could not check; for other reports, the card has only the number of checks. */
    private static Optional<String> notChecked(Report report, Detail detail) {
        var open = ReportWords.details(report, Verdict.Undetermined.class);
        if (open.isEmpty() || report instanceof UnspecificAlertReport) {
            return Optional.empty();
        }
        if (report instanceof CredentialReport) {
            return Optional.of("Not checked: " + ListFormat.first(detail.names(), open));
        }
        var undetermined = report.withVerdict(Verdict.Undetermined.class).size();
        return Optional.of("Not checked: " + ReportWords.counted(undetermined, "check") + ", see the report");
    }

    private static Optional<String> notVisible(Report report, Detail detail) {
        var noticed = ReportWords.blindSpots(report);
        return noticed.isEmpty()
                ? Optional.empty()
                : Optional.of("Not visible to Pull Responder: " + ListFormat.first(detail.names(), noticed));
    }

    private static Card.Severity severityOf(Report report) {
        var words = ReportKindText.of(report);
        return words.isFailing() ? words.severity() : Card.Severity.GOOD;
    }

    /** The first line: the state and the cluster. */
    static String bannerOf(Report report, CardContext details) {
        var cluster = report.subject().cluster().map(ResourceId::name).orElse(UNKNOWN_HOST);
        return details.again() + ReportKindText.of(report).cardState() + " · " + cluster;
    }

    /** The cause in one sentence, or the observation if no cause is known. A sweep counts its causes. */
    static String headlineOf(Report report) {
        var words = ReportKindText.of(report);
        if (report instanceof CredentialReport) {
            return words.headline();
        }
        return report.causes().stream()
                .findFirst()
                .map(ReportWords::summary)
                .orElseGet(() -> words.isFailing() ? words.nothingConfirmed() : words.headline());
    }

    private static void addFacts(Card card, Report report, CardContext details, Detail detail) {
        var subject = report.subject();
        if (!subject.image().isEmpty()) {
            card.fact("Image", subject.image());
        }
        var pods = subject.pods().stream().map(Object::toString).toList();
        if (!pods.isEmpty()) {
            card.fact(
                    "Pods",
                    "%d: %s".formatted(details.podCount(), ListFormat.first(detail.names(), pods, details.podCount())));
        }
        subject.placement().nodePool().ifPresent(pool -> card.fact("Node pool", pool));
        if (report instanceof Diagnosis diagnosis) {
            addFailure(card, diagnosis, details);
        }
    }

    private static void addFailure(Card card, Diagnosis diagnosis, CardContext details) {
        if (diagnosis.symptom() != Symptom.NONE) {
            card.fact("Error", ReportWords.error(diagnosis.error()));
        }
        details.since().ifPresent(since -> card.fact("Since", ReportWords.time(since)));
    }

    private static void addFindings(Card card, Report report, Detail detail) {
        var causes = report.causes();
        var reasons = ReportKindText.of(report).reasonsOnCard();
        for (var i = 0; i < Math.min(causes.size(), detail.findings()); i++) {
            var isHeadline = i == 0 && !(report instanceof CredentialReport);
            addFinding(card, causes.get(i), isHeadline, reasons, detail);
        }
        if (causes.size() > detail.findings()) {
            card.faint("… and " + (causes.size() - detail.findings()) + " more, see the report");
        }
        report.advisories().stream()
                .limit(detail.findings())
                .forEach(advisory -> card.faint(ReportWords.ADVISORY + ": " + ReportWords.summary(advisory)));
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
        remedyOf(finding).ifPresent(remedy -> addRemedy(card, remedy, detail));
    }

    /** The first remedy with commands that is not an alternative: alternatives may cost more, and the report lists them all. */
    private static Optional<Remedy> remedyOf(Finding finding) {
        return finding.remedies().stream()
                .filter(remedy -> !remedy.commands().isEmpty() && !remedy.isAlternative())
                .findFirst()
                .or(() -> finding.remedies().stream().findFirst());
    }

    /** Adds all commands or none: a part of a remedy may do harm. */
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

    private static Card resolved(ResolvedDetails resolved, Detail detail) {
        var card = new Card(detail.text());
        card.banner(Card.Severity.GOOD, "RESOLVED · " + resolved.cluster());
        card.headline("Resolved: " + resolved.what());
        if (!resolved.images().isEmpty()) {
            card.fact("Image", ListFormat.first(detail.names(), resolved.images()));
        }
        if (resolved.podCount() > 0) {
            card.fact("Pods", Integer.toString(resolved.podCount()));
        }
        card.fact("Duration", rounded(Duration.between(resolved.openedAt(), resolved.resolvedAt())));
        card.faint("Reason: " + resolved.why() + ".");
        resolved.page().ifPresent(page -> card.button("Open the report", page));
        return card;
    }

    private static String rounded(Duration time) {
        if (time.toHours() >= 48) {
            return ReportWords.counted(time.toDays(), "day");
        }
        return time.toMinutes() >= 120
                ? ReportWords.counted(time.toHours(), "hour")
                : ReportWords.counted(Math.max(0, time.toMinutes()), "minute");
    }
}
