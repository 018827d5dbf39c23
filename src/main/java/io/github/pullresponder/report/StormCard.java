package io.github.pullresponder.report;

import io.github.pullresponder.report.StormDetails.StormPhase;

/** A storm as an Adaptive Card: as many of its incidents as fit, and the place of the others. */
public final class StormCard {
    private static final int LONGEST_TEXT = 300;

    private StormCard() {}

    public static String render(StormDetails storm) {
        var shown = storm.incidents().size();
        var message = render(storm, shown);
        while (!CardReport.isSmallEnough(message) && shown > 0) {
            shown = shown * 3 / 4;
            message = render(storm, shown);
        }
        return message;
    }

    private static String render(StormDetails storm, int shown) {
        var card = new Card(LONGEST_TEXT);
        card.banner(severityOf(storm), banner(storm));
        card.headline(summary(storm));
        card.text(next(storm));
        card.subtitle("Incidents");
        storm.incidents().stream().limit(shown).forEach(line -> card.faint(line.text()));
        var rest = storm.incidents().size() - shown;
        if (rest > 0) {
            card.faint("… and " + rest + " more, in " + storm.place());
        }
        return CardReport.message(card);
    }

    private static Card.Severity severityOf(StormDetails storm) {
        return storm.phase() == StormPhase.ENDED ? Card.Severity.GOOD : Card.Severity.ATTENTION;
    }

    /** The first line: the phase of the storm and the cluster. */
    public static String banner(StormDetails storm) {
        return switch (storm.phase()) {
            case STARTED -> "STORM · " + storm.cluster();
            case GROWING -> "STORM GROWS · " + storm.cluster();
            case ENDED -> "STORM ENDED · " + storm.cluster();
        };
    }

    public static String summary(StormDetails storm) {
        return "%s since %s, %d of them open"
                .formatted(
                        ReportWords.counted(storm.incidents().size(), "incident"),
                        ReportWords.time(storm.since()),
                        storm.open());
    }

    private static String next(StormDetails storm) {
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
