package io.github.pullresponder.report;

import io.github.pullresponder.diagnosis.Report;

/** A report in two lines, for messages that show no more. */
public final class ShortReport {
    private ShortReport() {}

    /** How bad it is, and where. */
    public static String title(Report report) {
        return CardReport.bannerOf(report, CardDetails.of(report));
    }

    /** The cause in one sentence; what is observed where no cause is known. */
    public static String text(Report report) {
        return CardReport.headlineOf(report);
    }
}
