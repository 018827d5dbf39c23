package io.github.pullresponder.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.text.NonPrintableCharacterFilter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Renders a report as HTML or Markdown from a template, which escapes every value for its format. */
final class HtmlAndMarkdownRenderer {
    static final HtmlAndMarkdownRenderer HTML =
            new HtmlAndMarkdownRenderer("report.html.mustache", HtmlAndMarkdownRenderer::escapeHtml);
    static final HtmlAndMarkdownRenderer MARKDOWN =
            new HtmlAndMarkdownRenderer("report.md.mustache", MarkdownEscape::escape);

    private static final String ADVISORY = "advisory";

    private final String resource;
    private final Mustache.Escaper escaper;
    private volatile @Nullable Template template;

    private HtmlAndMarkdownRenderer(String resource, Mustache.Escaper escaper) {
        this.resource = resource;
        this.escaper = escaper;
    }

    /** Preserves line breaks: the error message may have several lines. */
    private static String escapeHtml(String text) {
        return Escapers.HTML.escape(
                text.lines().map(NonPrintableCharacterFilter::of).collect(Collectors.joining("\n")));
    }

    String render(Report report) {
        var compiled = template;
        if (compiled == null) {
            compiled = compile();
            template = compiled;
        }
        return compiled.execute(values(report));
    }

    private Template compile() {
        try (var stream = HtmlAndMarkdownRenderer.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the template " + resource + " is not in the package");
            }
            return Mustache.compiler()
                    .withEscaper(escaper)
                    .compile(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> values(Report report) {
        var words = ReportKindWording.of(report);
        var message = ReportWords.errorOf(report).message();
        return Map.ofEntries(
                Map.entry("failing", words.isFailing()),
                Map.entry("headline", words.headline()),
                Map.entry("context", ReportWords.context(report)),
                Map.entry("notes", words.notes()),
                Map.entry("message", message),
                Map.entry("hasMessage", !message.isEmpty()),
                Map.entry("nothingConfirmed", report.causes().isEmpty()),
                Map.entry("explanation", words.nothingConfirmed()),
                Map.entry("advisoryHeading", ReportWords.ADVISORY),
                Map.entry("nextStepsHeading", ReportWords.NEXT_STEPS),
                Map.entry("pathHeading", ReportWords.NETWORK_PATH),
                Map.entry("identitiesHeading", ReportWords.IDENTITIES),
                Map.entry("contextsHeading", ReportWords.CONTEXTS),
                Map.entry("messageHeading", ReportWords.ERROR_MESSAGE),
                Map.entry("findings", findings(report)),
                Map.entry("hasContexts", !ReportWords.kubectlContexts(report).isEmpty()),
                Map.entry("contexts", commands(ReportWords.kubectlContexts(report))),
                Map.entry("hasIdentities", !ReportWords.identitiesOf(report).isEmpty()),
                Map.entry("identities", ReportWords.identities(report)),
                Map.entry("hasPath", !ReportWords.pathOf(report).isEmpty()),
                Map.entry("path", hops(report)),
                Map.entry("hasChecks", !report.checks().isEmpty()),
                Map.entry("checks", checks(report)),
                Map.entry(
                        "hasNotChecked",
                        !report.withVerdict(Verdict.Undetermined.class).isEmpty()),
                Map.entry("notChecked", ReportWords.notChecked(report)),
                Map.entry("hasBlindSpots", !ReportWords.blindSpots(report).isEmpty()),
                Map.entry("blindSpots", ReportWords.blindSpots(report)),
                Map.entry("hasLimits", !ReportWords.limits(report).isEmpty()),
                Map.entry("limits", ReportWords.limits(report)),
                Map.entry("hasNextSteps", !words.nextSteps().isEmpty()),
                Map.entry("nextSteps", remedies(words.nextSteps())),
                Map.entry("stats", ReportWords.stats(report)),
                Map.entry("id", report.id()),
                Map.entry("createdAt", ReportWords.time(report.createdAt())),
                Map.entry(
                        "cluster",
                        report.subject().cluster().map(Object::toString).orElse("")));
    }

    private static List<Map<String, Object>> findings(Report report) {
        return Stream.concat(
                        report.causes().stream().map(cause -> finding(cause, "cause")),
                        report.advisories().stream().map(advisory -> finding(advisory, ADVISORY)))
                .toList();
    }

    private static Map<String, Object> finding(Finding finding, String kind) {
        return Map.of(
                "kind", kind,
                "isAdvisory", kind.equals(ADVISORY),
                "id", finding.cause().name(),
                "summary", ReportWords.summary(finding),
                "help", finding.cause().help(),
                "evidence",
                        finding.evidence().stream()
                                .map(reason -> Map.of(
                                        "fact",
                                        reason.fact(),
                                        "source",
                                        reason.source().text()))
                                .toList(),
                "remedies", remedies(finding.remedies()));
    }

    private static List<Map<String, Object>> remedies(List<Remedy> remedies) {
        return remedies.stream()
                .map(remedy -> Map.<String, Object>of(
                        "title", remedy.title(),
                        "commands", commands(remedy.commands())))
                .toList();
    }

    private static List<Map<String, Object>> commands(List<Command> commands) {
        return commands.stream()
                .flatMap(command -> ReportWords.forms(command).stream())
                .map(form -> Map.<String, Object>of(
                        "isLabeled",
                        !form.shell().isEmpty(),
                        "shell",
                        form.shell(),
                        "language",
                        form.shell().isEmpty() ? "sh" : form.shell().toLowerCase(Locale.ROOT),
                        "text",
                        form.text()))
                .toList();
    }

    private static List<Map<String, Object>> hops(Report report) {
        return ReportWords.pathOf(report).stream()
                .map(hop -> Map.<String, Object>of(
                        "hop", ReportWords.hop(hop),
                        "state", hop.state().label(),
                        "stateClass", hop.state().name().toLowerCase(Locale.ROOT),
                        "why", hop.why(),
                        "source", hop.source().map(FactSource::text).orElse("")))
                .toList();
    }

    private static List<Map<String, Object>> checks(Report report) {
        return report.checks().stream()
                .map(check -> Map.<String, Object>of(
                        "question", check.question(),
                        "verdict", ReportWords.verdict(check.verdict()),
                        "detail", check.verdict().detail()))
                .toList();
    }
}
