package io.github.pullresponder.report;

import io.github.pullresponder.diagnosis.Report;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The formats of a report. */
public enum ReportFormat {
    JSON("application/json", "json", JsonReportRenderer::render),
    HTML("text/html", "html", HtmlAndMarkdownRenderer.HTML::render),
    MARKDOWN("text/markdown", "md", HtmlAndMarkdownRenderer.MARKDOWN::render),
    TEXT("text/plain", "txt", TextReportRenderer.PLAIN::render),
    CARD("application/vnd.microsoft.card.adaptive", "card.json", CardReportRenderer::render);

    private final String mediaType;
    private final String fileExtension;

    @SuppressWarnings("ImmutableEnumChecker") // References to methods without state.
    private final Function<Report, String> renderer;

    ReportFormat(String mediaType, String fileExtension, Function<Report, String> renderer) {
        this.mediaType = mediaType;
        this.fileExtension = fileExtension;
        this.renderer = renderer;
    }

    /** The first format that an {@code Accept} header names; JSON if it names none. */
    public static ReportFormat accepted(@Nullable String accept) {
        if (accept == null) {
            return JSON;
        }
        return Arrays.stream(accept.toLowerCase(Locale.ROOT).split(","))
                .map(range -> range.split(";", 2)[0].strip())
                .flatMap(range -> Arrays.stream(values()).filter(format -> format.mediaType.equals(range)))
                .findFirst()
                .orElse(JSON);
    }

    public String mediaType() {
        return mediaType;
    }

    public String fileExtension() {
        return fileExtension;
    }

    public String render(Report report) {
        return renderer.apply(report);
    }
}
