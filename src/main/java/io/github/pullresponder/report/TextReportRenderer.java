package io.github.pullresponder.report;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.HopResult;
import io.github.pullresponder.text.NonPrintableCharacterFilter;
import java.util.List;

/** Renders a report for a terminal. Text from outside must not move the cursor or change colors. */
public final class TextReportRenderer {
    public static final TextReportRenderer PLAIN = new TextReportRenderer(new AnsiStyle("", "", "", "", "", ""));

    /** A report with ANSI colors, only for terminals. */
    public static final TextReportRenderer COLORED =
            new TextReportRenderer(new AnsiStyle("\033[31m", "\033[32m", "\033[1m", "\033[2m", "\033[36m", "\033[0m"));

    private static final int WIDTH = 96;
    private static final String LABELED = "    %-9s";
    private static final String UNLABELED = " ".repeat(13);

    private record AnsiStyle(String bad, String good, String strong, String faint, String command, String end) {}

    private final AnsiStyle style;

    private TextReportRenderer(AnsiStyle style) {
        this.style = style;
    }

    public String render(Report report) {
        var text = new StringBuilder();
        var words = ReportKindWording.of(report);
        text.append(words.isFailing() ? style.bad + "✗ " : style.good + "✓ ")
                .append(style.end)
                .append(style.strong)
                .append(NonPrintableCharacterFilter.of(words.headline()))
                .append(style.end)
                .append("\n  ")
                .append(NonPrintableCharacterFilter.of(ReportWords.context(report)))
                .append('\n');
        words.notes()
                .forEach(note -> text.append("  ")
                        .append(NonPrintableCharacterFilter.of(note))
                        .append('\n'));
        if (report.causes().isEmpty()) {
            text.append("\n  ")
                    .append(NonPrintableCharacterFilter.of(words.nothingConfirmed()))
                    .append('\n');
        }
        addContexts(text, report);
        report.causes().forEach(cause -> addFinding(text, cause, style.bad));
        addNextSteps(text, words.nextSteps());
        if (!report.advisories().isEmpty()) {
            text.append("\n  ")
                    .append(style.faint)
                    .append(ReportWords.ADVISORY)
                    .append(style.end)
                    .append('\n');
        }
        report.advisories().forEach(advisory -> addFinding(text, advisory, style.strong));
        addPath(text, report);
        text.append('\n');
        ReportWords.identities(report).forEach(identity -> addLine(text, "identity", identity));
        addLine(text, "ruled out", String.join(" · ", ReportWords.details(report, Verdict.RuledOut.class)));
        ReportWords.notChecked(report).forEach(detail -> addLine(text, "not checked", detail));
        ReportWords.blindSpots(report).forEach(noticed -> addLine(text, "not visible", noticed));
        ReportWords.limits(report).forEach(limit -> addLine(text, "limit reached", limit));
        return text.append("  ")
                .append(style.faint)
                .append(ReportWords.stats(report))
                .append(style.end)
                .append('\n')
                .toString();
    }

    /** One line for each hop. */
    private void addPath(StringBuilder text, Report report) {
        var path = ReportWords.pathOf(report);
        if (path.isEmpty()) {
            return;
        }
        text.append("\n  ")
                .append(style.faint)
                .append(ReportWords.NETWORK_PATH)
                .append(style.end)
                .append('\n');
        for (var hop : path) {
            text.append(colorOf(hop.state()))
                    .append("    %-12s".formatted(hop.state().label()))
                    .append(style.end)
                    .append(NonPrintableCharacterFilter.of(ReportWords.hop(hop)))
                    .append(style.faint)
                    .append(NonPrintableCharacterFilter.of(" — " + hop.why()))
                    .append(style.end)
                    .append('\n');
        }
    }

    private String colorOf(HopResult state) {
        return switch (state) {
            case PASSES -> style.good;
            case STOPS -> style.bad;
            case UNKNOWN -> style.strong;
        };
    }

    private void addFinding(StringBuilder text, Finding finding, String color) {
        var summary = NonPrintableCharacterFilter.of(ReportWords.summary(finding));
        var id = finding.cause().name();
        var gap = Math.max(2, WIDTH - 2 - summary.length() - id.length());
        text.append("\n  ")
                .append(color)
                .append(summary)
                .append(style.end)
                .append(" ".repeat(gap))
                .append(style.faint)
                .append(id)
                .append(style.end)
                .append('\n');
        addLines(
                text, "because", finding.evidence().stream().map(Evidence::fact).toList());
        var label = "fix";
        for (var remedy : finding.remedies()) {
            addLines(text, remedy.commands().isEmpty() ? "then" : label, List.of(remedy.title()));
            remedy.commands().forEach(command -> addCommand(text, command));
            label = "";
        }
    }

    private void addNextSteps(StringBuilder text, List<Remedy> steps) {
        if (!steps.isEmpty()) {
            text.append("\n  ")
                    .append(style.faint)
                    .append(ReportWords.NEXT_STEPS)
                    .append(style.end)
                    .append('\n');
        }
        for (var step : steps) {
            addLines(text, "try", List.of(step.title()));
            step.commands().forEach(command -> addCommand(text, command));
        }
    }

    private void addCommand(StringBuilder text, Command command) {
        for (var form : ReportWords.forms(command)) {
            text.append(UNLABELED).append("  ");
            if (!form.shell().isEmpty()) {
                text.append(style.faint).append("%-12s".formatted(form.shell())).append(style.end);
            }
            text.append(style.command)
                    .append(NonPrintableCharacterFilter.of(form.text()))
                    .append(style.end)
                    .append('\n');
        }
    }

    private void addContexts(StringBuilder text, Report report) {
        var contexts = ReportWords.kubectlContexts(report);
        if (!contexts.isEmpty()) {
            text.append('\n');
            addLines(text, "first", List.of(ReportWords.CONTEXTS));
            contexts.forEach(command -> addCommand(text, command));
        }
    }

    private void addLines(StringBuilder text, String label, List<String> lines) {
        var start = LABELED.formatted(label);
        for (var line : lines) {
            text.append(style.faint)
                    .append(start)
                    .append(style.end)
                    .append(NonPrintableCharacterFilter.of(line))
                    .append('\n');
            start = UNLABELED;
        }
    }

    private void addLine(StringBuilder text, String label, String line) {
        if (!line.isEmpty()) {
            text.append(style.faint)
                    .append("  %-15s".formatted(label))
                    .append(style.end)
                    .append(NonPrintableCharacterFilter.of(line))
                    .append('\n');
        }
    }
}
