package io.github.pullresponder.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.text.DisplayFormat;
import io.github.pullresponder.text.NonPrintableCharacterFilter;
import java.net.URI;
import java.util.Locale;

/**
 * An Adaptive Card 1.4 that consists of lines.
 *
 * <p>Every line is a text run: unlike a text block, it does not render Markdown, so text from outside is shown unchanged
 * (Adaptive Cards schema: {@code TextRun}).
 */
final class AdaptiveCard {
    private static final String EXTRA_SPACE = "Medium";

    /** The style of a card, which shows the severity at a glance. */
    enum Severity {
        ATTENTION,
        WARNING,
        GOOD
    }

    private final ObjectNode card = IndentedJsonWriter.object()
            .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
            .put("type", "AdaptiveCard")
            .put("version", "1.4");
    private final ArrayNode body;
    private final int longest;

    /** @param longest the maximum number of characters of a text; a longer text is cut */
    AdaptiveCard(int longest) {
        this.longest = longest;
        card.putObject("msteams").put("width", "Full");
        this.body = card.putArray("body");
    }

    void addBanner(Severity severity, String text) {
        var style = severity.name().toLowerCase(Locale.ROOT);
        var container =
                body.addObject().put("type", "Container").put("style", style).put("bleed", true);
        run(container.putArray("items"), text).put("weight", "Bolder").put("color", DisplayFormat.capitalize(style));
    }

    void addHeadline(String text) {
        run(body, text).put("weight", "Bolder").put("size", "Large");
    }

    void addSubtitle(String text) {
        spacedBlock(text).put("weight", "Bolder");
    }

    void addText(String text) {
        run(body, text);
    }

    void addFaintText(String text) {
        run(body, text).put("isSubtle", true).put("size", "Small");
    }

    void addFact(String name, String value) {
        var inlines = block(body).putArray("inlines");
        inlines.addObject().put("type", "TextRun").put("text", name + "  ").put("weight", "Bolder");
        inlines.addObject().put("type", "TextRun").put("text", cut(value));
    }

    /** Adds a command. It is never cut: a part of a command is another command. */
    void addCommand(String command) {
        var container = body.addObject().put("type", "Container").put("style", "emphasis");
        block(container.putArray("items"))
                .putArray("inlines")
                .addObject()
                .put("type", "TextRun")
                .put("text", displayable(command))
                .put("fontType", "Monospace")
                .put("size", "Small");
    }

    void addButton(String title, URI address) {
        var actions = card.has("actions") ? (ArrayNode) card.get("actions") : card.putArray("actions");
        actions.addObject().put("type", "Action.OpenUrl").put("title", title).put("url", address.toString());
    }

    JsonNode json() {
        return card;
    }

    private ObjectNode spacedBlock(String text) {
        var block = block(body).put("spacing", EXTRA_SPACE);
        return block.putArray("inlines").addObject().put("type", "TextRun").put("text", cut(text));
    }

    private ObjectNode run(ArrayNode items, String text) {
        return block(items)
                .putArray("inlines")
                .addObject()
                .put("type", "TextRun")
                .put("text", cut(text));
    }

    private static ObjectNode block(ArrayNode items) {
        return items.addObject().put("type", "RichTextBlock").put("spacing", "Small");
    }

    private String cut(String text) {
        var safe = displayable(text);
        if (safe.length() <= longest) {
            return safe;
        }
        // A surrogate pair must not be split.
        var end = Character.isHighSurrogate(safe.charAt(longest - 1)) ? longest - 1 : longest;
        return safe.substring(0, end) + "…";
    }

    /** Returns true if a text can be shown unchanged. A command for which this is false must not be shown. */
    static boolean showsAsItIs(String text) {
        return displayable(text).equals(text);
    }

    /** The only expression that a text run evaluates is <code>{{DATE(…)}}</code>. */
    private static String displayable(String text) {
        return NonPrintableCharacterFilter.of(text).replace("{{", "{ {");
    }
}
