package io.github.pullresponder.intake.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.intake.input.JsonFields;
import io.github.pullresponder.intake.input.JsonInputParser;
import io.github.pullresponder.intake.input.UnreadableInputException;
import io.github.pullresponder.intake.input.ValidationErrors;
import java.time.Instant;
import java.util.Optional;

/**
 * An event from Event Grid, in its own schema ("Azure Event Grid event schema") or CloudEvents 1.0. Both contain the same
 * {@code data}.
 *
 * @param source the source of the event: {@code topic} or {@code source}
 * @param at the time of the event; absent if a CloudEvent has none, because it is optional there
 * @param data the data; a missing node if there is none
 */
public record GridEvent(
        String id, String type, String source, Optional<String> subject, Optional<Instant> at, JsonNode data) {
    private static final int LONGEST = 2_048;

    /**
     * Parses an event in either envelope.
     *
     * @throws UnreadableInputException naming every problem
     */
    public static GridEvent parse(String text) {
        var problems = new ValidationErrors();
        var json =
                JsonInputParser.object(text, JsonInputParser.OF_AZURE, "in the schema of Event Grid or of CloudEvents");
        var event = JsonFields.of(json, problems);
        var isCloudEvent = event.has("specversion");
        var id = readLimited(event, "id", "the id of the event");
        var type = readLimited(event, isCloudEvent ? "type" : "eventType", "the type of the event");
        var source = event.text(isCloudEvent ? "source" : "topic");
        var subject = event.text("subject");
        var at = event.time(isCloudEvent ? "time" : "eventTime");
        problems.refuse();
        return new GridEvent(id, type, source.orElse(""), subject, at, dataOf(json.path("data")));
    }

    private static String readLimited(JsonFields event, String field, String expected) {
        var text = event.required(field, expected);
        if (text.filter(value -> value.length() > LONGEST).isPresent()) {
            event.addProblem(field, "is longer than %d characters", LONGEST);
        }
        return text.orElse("");
    }

    /** The data as JSON: senders to custom topics may put it into a string. */
    private static JsonNode dataOf(JsonNode data) {
        return JsonInputParser.inText(data).orElse(data);
    }
}
