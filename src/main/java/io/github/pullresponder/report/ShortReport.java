package io.github.pullresponder.report;

import io.github.pullresponder.diagnosis.Diagnosis;

/** A diagnosis in two lines, for messages that show no more. */
public final class ShortReport {
    private ShortReport() {}

    /** How bad it is, and where. */
    public static String title(Diagnosis diagnosis) {
        return CardReport.bannerOf(diagnosis, CardDetails.of(diagnosis));
    }

    /** The cause in one sentence; what is observed where no cause is known. */
    public static String text(Diagnosis diagnosis) {
        return CardReport.headlineOf(diagnosis);
    }
}
