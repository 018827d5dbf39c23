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
import io.github.pullresponder.diagnosis.UndiagnosedFailureReport;
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
 * Renders the message that a Teams Workflows webhook accepts: one Adaptive Card 1.4, readable on a phone.
 *
 * <p>Teams rejects messages above 28 KB, so a card stays below 20 KB: it is rendered with less and less detail until it fits.
 */
public final class CardReportRenderer {
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
    private record CardDetailLevel(int findings, int names, int text, int commands) {
        static final List<CardDetailLevel> LESS_AND_LESS = List.of(
                new CardDetailLevel(10, 5, 600, 3_000),
                new CardDetailLevel(5, 3, 400, 2_000),
                new CardDetailLevel(3, 2, 250, 1_000),
                new CardDetailLevel(1, 1, 120, 0));
    }

    private CardReportRenderer() {}

    static String render(Report report) {
        return render(report, CardContext.of(report));
    }

    public static String render(Report report, CardContext details) {
        return smallEnough(detail -> reportCard(report, details, detail));
    }

    public static String render(ResolvedIncidentDetails resolved) {
        return smallEnough(detail -> resolved(resolved, detail));
    }

    private static String smallEnough(Function<CardDetailLevel, AdaptiveCard> make) {
        String message = "";
        for (var detail : CardDetailLevel.LESS_AND_LESS) {
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

    static String message(AdaptiveCard card) {
        return IndentedJsonWriter.write(messageOf(card.json()));
    }

    private static JsonNode messageOf(JsonNode card) {
        var message = IndentedJsonWriter.object().put("type", "message");
        var attachment = message.putArray("attachments")
                .addObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive");
        attachment.putNull("contentUrl");
        attachment.set("content", card);
        return message;
    }

    private static AdaptiveCard reportCard(Report report, CardContext details, CardDetailLevel detail) {
        var card = new AdaptiveCard(detail.text());
        card.addBanner(severityOf(report), bannerOf(report, details));
        card.addHeadline(headlineOf(report));
        addFacts(card, report, details, detail);
        ReportKindWording.of(report).notes().forEach(card::addFaintText);
        addFindings(card, report, detail);
        if (report instanceof UndiagnosedFailureReport alert
                && !alert.error().message().isEmpty()) {
            card.addFaintText(ReportWords.ERROR_MESSAGE + ": " + alert.error().message());
        }
        notChecked(report, detail).ifPresent(card::addFaintText);
        notVisible(report, detail).ifPresent(card::addFaintText);
        details.page().ifPresent(page -> card.addButton("Open the report", page));
        onlyCause(report).ifPresent(cause -> card.addButton("About this cause", URI.create(cause.help())));
        return card;
    }

    /** The cause, if it is the only one: for several causes, the report has the links. */
    private static Optional<Cause> onlyCause(Report report) {
        var causes = report.causes().stream().map(Finding::cause).distinct().toList();
        return causes.size() == 1 ? Optional.of(causes.get(0)) : Optional.empty();
    }

    /** A sweep names the parts that it could not check; for other reports, the card has only the number of checks. */
    private static Optional<String> notChecked(Report report, CardDetailLevel detail) {
        var open = ReportWords.details(report, Verdict.Undetermined.class);
        if (open.isEmpty() || report instanceof UndiagnosedFailureReport) {
            return Optional.empty();
        }
        if (report instanceof CredentialReport) {
            return Optional.of("Not checked: " + ListFormat.first(detail.names(), open));
        }
        var undetermined = report.withVerdict(Verdict.Undetermined.class).size();
        return Optional.of("Not checked: " + ReportWords.countOf(undetermined, "check") + ", see the report");
    }

    private static Optional<String> notVisible(Report report, CardDetailLevel detail) {
        var noticed = ReportWords.blindSpots(report);
        return noticed.isEmpty()
                ? Optional.empty()
                : Optional.of("Not visible to Pull Responder: " + ListFormat.first(detail.names(), noticed));
    }

    private static AdaptiveCard.Severity severityOf(Report report) {
        var words = ReportKindWording.of(report);
        return words.isFailing() ? words.severity() : AdaptiveCard.Severity.GOOD;
    }

    /** The first line: the state and the cluster. */
    static String bannerOf(Report report, CardContext details) {
        var cluster = report.subject().cluster().map(ResourceId::name).orElse(UNKNOWN_HOST);
        return details.again() + ReportKindWording.of(report).cardState() + " · " + cluster;
    }

    /** The cause in one sentence, or the observation if no cause is known. A sweep counts its causes. */
    static String headlineOf(Report report) {
        var words = ReportKindWording.of(report);
        if (report instanceof CredentialReport) {
            return words.headline();
        }
        return report.causes().stream()
                .findFirst()
                .map(ReportWords::summary)
                .orElseGet(() -> words.isFailing() ? words.nothingConfirmed() : words.headline());
    }

    private static void addFacts(AdaptiveCard card, Report report, CardContext details, CardDetailLevel detail) {
        var subject = report.subject();
        if (!subject.image().isEmpty()) {
            card.addFact("Image", subject.image());
        }
        var pods = subject.pods().stream().map(Object::toString).toList();
        if (!pods.isEmpty()) {
            card.addFact(
                    "Pods",
                    "%d: %s".formatted(details.podCount(), ListFormat.first(detail.names(), pods, details.podCount())));
        }
        subject.placement().nodePool().ifPresent(pool -> card.addFact("Node pool", pool));
        if (report instanceof Diagnosis diagnosis) {
            addFailure(card, diagnosis, details);
        }
    }

    private static void addFailure(AdaptiveCard card, Diagnosis diagnosis, CardContext details) {
        if (diagnosis.symptom() != Symptom.NONE) {
            card.addFact("Error", ReportWords.error(diagnosis.error()));
        }
        details.since().ifPresent(since -> card.addFact("Since", ReportWords.time(since)));
    }

    private static void addFindings(AdaptiveCard card, Report report, CardDetailLevel detail) {
        var causes = report.causes();
        var reasons = ReportKindWording.of(report).reasonsOnCard();
        for (var i = 0; i < Math.min(causes.size(), detail.findings()); i++) {
            var isHeadline = i == 0 && !(report instanceof CredentialReport);
            addFinding(card, causes.get(i), isHeadline, reasons, detail);
        }
        if (causes.size() > detail.findings()) {
            card.addFaintText("… and " + (causes.size() - detail.findings()) + " more, see the report");
        }
        report.advisories().stream()
                .limit(detail.findings())
                .forEach(advisory -> card.addFaintText(ReportWords.ADVISORY + ": " + ReportWords.summary(advisory)));
    }

    private static void addFinding(
            AdaptiveCard card, Finding finding, boolean isHeadline, int reasons, CardDetailLevel detail) {
        if (!isHeadline) {
            card.addSubtitle(ReportWords.summary(finding));
        }
        var facts =
                finding.evidence().stream().limit(reasons).map(Evidence::fact).toList();
        for (var i = 0; i < facts.size(); i++) {
            card.addText((i == 0 ? "Why: " : "· ") + facts.get(i));
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
    private static void addRemedy(AdaptiveCard card, Remedy remedy, CardDetailLevel detail) {
        card.addText("Fix: " + remedy.title());
        var commands = Stream.concat(remedy.clusters().stream().map(Command::contextOf), remedy.commands().stream())
                .flatMap(command -> ReportWords.forms(command).stream())
                .toList();
        var isTooLong = commands.stream().mapToInt(form -> form.text().length()).sum() > detail.commands();
        if (isTooLong || !commands.stream().allMatch(form -> AdaptiveCard.showsAsItIs(form.text()))) {
            card.addFaintText(ReportWords.countOf(remedy.commands().size(), "command") + ": see the report");
            return;
        }
        for (var form : commands) {
            if (!form.shell().isEmpty()) {
                card.addFaintText(form.shell() + ":");
            }
            card.addCommand(form.text());
        }
    }

    private static AdaptiveCard resolved(ResolvedIncidentDetails resolved, CardDetailLevel detail) {
        var card = new AdaptiveCard(detail.text());
        card.addBanner(AdaptiveCard.Severity.GOOD, "RESOLVED · " + resolved.cluster());
        card.addHeadline("Resolved: " + resolved.what());
        if (!resolved.images().isEmpty()) {
            card.addFact("Image", ListFormat.first(detail.names(), resolved.images()));
        }
        if (resolved.podCount() > 0) {
            card.addFact("Pods", Integer.toString(resolved.podCount()));
        }
        card.addFact("Duration", round(Duration.between(resolved.openedAt(), resolved.resolvedAt())));
        card.addFaintText("Reason: " + resolved.why() + ".");
        resolved.page().ifPresent(page -> card.addButton("Open the report", page));
        return card;
    }

    private static String round(Duration time) {
        if (time.toHours() >= 48) {
            return ReportWords.countOf(time.toDays(), "day");
        }
        return time.toMinutes() >= 120
                ? ReportWords.countOf(time.toHours(), "hour")
                : ReportWords.countOf(Math.max(0, time.toMinutes()), "minute");
    }
}
