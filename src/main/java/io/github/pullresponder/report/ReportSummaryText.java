package io.github.pullresponder.report;

import io.github.pullresponder.diagnosis.Report;

/** Summarizes a report in two lines, for short messages. */
public final class ReportSummaryText {
    private ReportSummaryText() {}

    /** The state and the cluster. */
    public static String title(Report report) {
        return CardReportRenderer.bannerOf(report, CardContext.of(report));
    }

    /** The cause in one sentence, or the observation if no cause is known. */
    public static String text(Report report) {
        return CardReportRenderer.headlineOf(report);
    }
}
