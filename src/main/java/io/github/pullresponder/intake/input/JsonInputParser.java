package io.github.pullresponder.intake.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/** Parses an input as a JSON object; the error for another input has the position of the first invalid character. */
public final class JsonInputParser {
    /** The parser for input from Azure, which may repeat a field. */
    public static final ObjectMapper OF_AZURE =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Event Grid delivers at most 1 MB, alerts are at most 256 KB ("Common alert schema", "Event Grid quotas and limits"). */
    private static final int LONGEST = 1 << 20;

    private JsonInputParser() {}

    /**
     * Parses a JSON object.
     *
     * @param expected completes "the body must be a JSON object …"
     * @throws UnreadableInputException and nothing else
     */
    public static JsonNode object(String text, ObjectMapper json, String expected) {
        if (text.length() > LONGEST) {
            throw new UnreadableInputException(List.of("the body is longer than %d characters".formatted(LONGEST)));
        }
        try {
            var node = json.readTree(text);
            if (!node.isObject()) {
                throw new UnreadableInputException(List.of("the body must be a JSON object " + expected));
            }
            return node;
        } catch (JsonProcessingException e) {
            var at = Optional.ofNullable(e.getLocation());
            // Without the exception's message, which quotes the body.
            throw new UnreadableInputException(List.of("the body is not JSON: first error at line %d, column %d"
                    .formatted(
                            at.map(place -> place.getLineNr()).orElse(1),
                            at.map(place -> place.getColumnNr()).orElse(1))));
        }
    }

    /** A JSON object in a string, as some senders put it into a field. */
    public static Optional<JsonNode> inText(JsonNode text) {
        try {
            return text.isTextual()
                    ? Optional.of(OF_AZURE.readTree(text.textValue())).filter(JsonNode::isObject)
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
