package io.github.pullresponder.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** Adds information to a finished card that is known only when the card is sent. */
public final class RepeatedCardMarker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POSSIBLY_REPEATED = "Possibly repeated: this card may have arrived before.";

    private RepeatedCardMarker() {}

    /**
     * Adds a line below the banner which says that the card may have arrived before.
     *
     * @param message a message of {@link CardReportRenderer}, {@link IncidentStormCardRenderer} or {@link TextNotificationCardRenderer}
     */
    public static String markPossiblyRepeated(String message) {
        try {
            var tree = JSON.readTree(message);
            if (tree.at("/attachments/0/content/body") instanceof ArrayNode body) {
                var line = new AdaptiveCard(POSSIBLY_REPEATED.length());
                line.addFaintText(POSSIBLY_REPEATED);
                body.insert(Math.min(1, body.size()), line.json().at("/body/0"));
            }
            return IndentedJsonWriter.write(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a card");
        }
    }
}
