package io.github.pullresponder.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.pullerror.AttemptCredentialPresence;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullErrorParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file of error messages and writes it again with the parser's result for each message. */
public final class Classifier {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Classifier() {}

    /**
     * Adds {@code symptom}, {@code stage}, {@code host}, {@code anonymous} and {@code image} to every element.
     *
     * @param in a JSON array of objects with a {@code message}
     * @param out the same array; its folder is created
     * @throws IllegalArgumentException naming file, place and reason, if the file is malformed
     * @throws IOException if a file cannot be read or written
     */
    public static void classify(Path in, Path out) throws IOException {
        ArrayNode messages = messages(in);
        for (int i = 0; i < messages.size(); i++) {
            label(labelled(in, i, messages.get(i)));
        }
        Files.createDirectories(out.toAbsolutePath().getParent());
        Files.writeString(out, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(messages) + "\n");
    }

    private static ArrayNode messages(Path in) throws IOException {
        try {
            JsonNode root = JSON.readTree(Files.readString(in));
            if (root instanceof ArrayNode array) {
                return array;
            }
            throw malformed(in, "line 1", "a JSON array of messages is expected");
        } catch (JsonProcessingException e) {
            String place = "line %d, column %d"
                    .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw malformed(in, place, e.getOriginalMessage());
        }
    }

    private static ObjectNode labelled(Path in, int index, JsonNode element) {
        if (!(element instanceof ObjectNode object)) {
            throw malformed(in, "element " + index, "an object is expected");
        }
        if (!object.path("message").isTextual()) {
            throw malformed(in, "element " + index, "its message is missing or not a string");
        }
        return object;
    }

    private static void label(ObjectNode element) {
        PullError error = PullErrorParser.parse(element.get("message").textValue());
        element.put("symptom", error.symptom().name());
        element.put("stage", error.stage().name());
        element.put("host", error.host().orElse(null));
        if (error.credentials() == AttemptCredentialPresence.NOT_SAID) {
            element.putNull("anonymous");
        } else {
            element.put("anonymous", error.credentials() == AttemptCredentialPresence.NONE);
        }
        element.put("image", error.image().orElse(null));
    }

    private static IllegalArgumentException malformed(Path file, String place, String reason) {
        return new IllegalArgumentException("%s, %s: %s".formatted(file, place, reason));
    }
}
