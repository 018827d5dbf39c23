package io.github.pullresponder.sandbox.teams;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Formats the text of a card for a terminal. */
public final class CardText {
    private static final int WIDTH = 100;

    private CardText() {}

    /** @param message the body that a webhook received */
    public static String of(String message) {
        var card = Json.parse(message).at("/attachments/0/content");
        var text = new StringBuilder("  ┌ Teams ").append("─".repeat(WIDTH - 8)).append('\n');
        linesOf(card)
                .forEach(line -> wrapped(line)
                        .forEach(part -> text.append("  │ ").append(part).append('\n')));
        card.path("actions")
                .forEach(action -> text.append("  │ [")
                        .append(action.path("title").asText())
                        .append("]\n"));
        return text.append("  └").append("─".repeat(WIDTH)).append('\n').toString();
    }

    /** One line for each block of text, in the order of the card. */
    public static List<String> linesOf(JsonNode card) {
        return card.path("body").findValues("inlines").stream()
                .map(inlines -> String.join("", inlines.findValuesAsText("text")))
                .toList();
    }

    private static List<String> wrapped(String line) {
        var parts = new ArrayList<String>();
        var rest = line;
        while (rest.length() > WIDTH) {
            var space = rest.lastIndexOf(' ', WIDTH);
            var end = space > WIDTH / 2 ? space : WIDTH;
            parts.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        parts.add(rest);
        return parts;
    }
}
