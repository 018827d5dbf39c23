package io.github.pullresponder.report;

import io.github.pullresponder.report.IncidentStormDetails.StormPhase;

/** A storm as an Adaptive Card: as many of its incidents as fit, and the place of the others. */
public final class IncidentStormCardRenderer {
    private static final int LONGEST_TEXT = 300;

    private IncidentStormCardRenderer() {}

    public static String render(IncidentStormDetails storm) {
        var shown = storm.incidents().size();
        var message = render(storm, shown);
        while (!CardReportRenderer.isSmallEnough(message) && shown > 0) {
            shown = shown * 3 / 4;
            message = render(storm, shown);
        }
        return message;
    }

    private static String render(IncidentStormDetails storm, int shown) {
        var card = new AdaptiveCard(LONGEST_TEXT);
        card.addBanner(severityOf(storm), banner(storm));
        card.addHeadline(summary(storm));
        card.addText(next(storm));
        card.addSubtitle("Incidents");
        storm.incidents().stream().limit(shown).forEach(line -> card.addFaintText(line.text()));
        var rest = storm.incidents().size() - shown;
        if (rest > 0) {
            card.addFaintText("… and " + rest + " more, in " + storm.place());
        }
        return CardReportRenderer.message(card);
    }

    private static AdaptiveCard.Severity severityOf(IncidentStormDetails storm) {
        return storm.phase() == StormPhase.ENDED ? AdaptiveCard.Severity.GOOD : AdaptiveCard.Severity.ATTENTION;
    }

    /** The first line: the phase of the storm and the cluster. */
    public static String banner(IncidentStormDetails storm) {
        return switch (storm.phase()) {
            case STARTED -> "STORM · " + storm.cluster();
            case GROWING -> "STORM GROWS · " + storm.cluster();
            case ENDED -> "STORM ENDED · " + storm.cluster();
        };
    }

    public static String summary(IncidentStormDetails storm) {
        return "%s since %s, %d of them open"
                .formatted(
                        ReportWords.countOf(storm.incidents().size(), "incident"),
                        ReportWords.time(storm.since()),
                        storm.open());
    }

    private static String next(IncidentStormDetails storm) {
        return switch (storm.phase()) {
            case STARTED ->
                "Further incidents of this cluster are diagnosed and stored, and reported together at most once an hour.";
            case GROWING -> "The cluster still has new incidents.";
            case ENDED ->
                "The cluster has had no new incident for an hour. Open incidents without their own notification are"
                        + " reported now.";
        };
    }
}
