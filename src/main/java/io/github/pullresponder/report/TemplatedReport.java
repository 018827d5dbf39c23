package io.github.pullresponder.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.text.Printable;
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

/** A report made from a template, which escapes every value for its format. */
final class TemplatedReport {
    static final TemplatedReport HTML = new TemplatedReport("report.html.mustache", TemplatedReport::escapedHtml);
    static final TemplatedReport MARKDOWN = new TemplatedReport("report.md.mustache", MarkdownEscape::escaped);

    private static final String ADVISORY = "advisory";

    private final String resource;
    private final Mustache.Escaper escaper;
    private volatile @Nullable Template template;

    private TemplatedReport(String resource, Mustache.Escaper escaper) {
        this.resource = resource;
        this.escaper = escaper;
    }

    /** Lines stay lines: what the node said may have several. */
    private static String escapedHtml(String text) {
        return Escapers.HTML.escape(text.lines().map(Printable::of).collect(Collectors.joining("\n")));
    }

    String render(Diagnosis diagnosis) {
        var compiled = template;
        if (compiled == null) {
            compiled = compiled();
            template = compiled;
        }
        return compiled.execute(values(diagnosis));
    }

    private Template compiled() {
        try (var stream = TemplatedReport.class.getResourceAsStream(resource)) {
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

    private static Map<String, Object> values(Diagnosis diagnosis) {
        return Map.ofEntries(
                Map.entry("failing", ReportWords.isFailing(diagnosis)),
                Map.entry("headline", ReportWords.headline(diagnosis)),
                Map.entry("context", ReportWords.context(diagnosis)),
                Map.entry("message", diagnosis.error().message()),
                Map.entry("hasMessage", !diagnosis.error().message().isEmpty()),
                Map.entry("nothingConfirmed", diagnosis.causes().isEmpty()),
                Map.entry("whatNothingMeans", ReportWords.nothingConfirmed(diagnosis)),
                Map.entry("findings", findings(diagnosis)),
                Map.entry("hasContexts", !ReportWords.kubectlContexts(diagnosis).isEmpty()),
                Map.entry("contexts", commands(ReportWords.kubectlContexts(diagnosis))),
                Map.entry("hasIdentities", !diagnosis.identities().isEmpty()),
                Map.entry("identities", ReportWords.identities(diagnosis)),
                Map.entry("hasPath", !diagnosis.path().isEmpty()),
                Map.entry("path", hops(diagnosis)),
                Map.entry("hasChecks", !diagnosis.checks().isEmpty()),
                Map.entry("checks", checks(diagnosis)),
                Map.entry(
                        "hasNotChecked",
                        !diagnosis.withVerdict(Verdict.Undetermined.class).isEmpty()),
                Map.entry("notChecked", ReportWords.notChecked(diagnosis)),
                Map.entry("stats", ReportWords.stats(diagnosis)),
                Map.entry("id", diagnosis.id()),
                Map.entry("createdAt", ReportWords.time(diagnosis.createdAt())),
                Map.entry(
                        "cluster",
                        diagnosis.subject().cluster().map(Object::toString).orElse("")));
    }

    private static List<Map<String, Object>> findings(Diagnosis diagnosis) {
        return Stream.concat(
                        diagnosis.causes().stream().map(cause -> finding(cause, "cause")),
                        diagnosis.advisories().stream().map(advisory -> finding(advisory, ADVISORY)))
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
                                .map(it -> Map.of(
                                        "fact", it.fact(), "source", it.source().text()))
                                .toList(),
                "remedies",
                        finding.remedies().stream()
                                .map(it -> Map.of(
                                        "title", it.title(),
                                        "commands", commands(it.commands())))
                                .toList());
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

    private static List<Map<String, Object>> hops(Diagnosis diagnosis) {
        return diagnosis.path().stream()
                .map(hop -> Map.<String, Object>of(
                        "hop", ReportWords.hop(hop),
                        "state", hop.state().label(),
                        "stateClass", hop.state().name().toLowerCase(Locale.ROOT),
                        "why", hop.why(),
                        "source", hop.source().map(Source::text).orElse("")))
                .toList();
    }

    private static List<Map<String, Object>> checks(Diagnosis diagnosis) {
        return diagnosis.checks().stream()
                .map(check -> Map.<String, Object>of(
                        "question", check.question(),
                        "verdict", ReportWords.verdict(check.verdict()),
                        "detail", check.verdict().detail()))
                .toList();
    }
}
