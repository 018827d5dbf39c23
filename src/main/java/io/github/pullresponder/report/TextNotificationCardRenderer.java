package io.github.pullresponder.report;

import java.net.URI;
import java.util.Optional;

/** A notification with only a title and a text, as an Adaptive Card. */
public final class TextNotificationCardRenderer {
    /** Keeps a message below its limit for all characters: each has at most six bytes. */
    private static final int LONGEST_TEXT = 2_000;

    private TextNotificationCardRenderer() {}

    public static String render(String title, String text, Optional<URI> page) {
        var card = new AdaptiveCard(LONGEST_TEXT);
        card.addBanner(AdaptiveCard.Severity.WARNING, title);
        card.addText(text);
        page.ifPresent(address -> card.addButton("Open the report", address));
        return CardReportRenderer.message(card);
    }
}
