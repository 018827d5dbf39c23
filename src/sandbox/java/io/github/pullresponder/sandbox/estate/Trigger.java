package io.github.pullresponder.sandbox.estate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One delivery to a function.
 *
 * @param name the file's name without {@code .json}
 * @param body the body that the host would pass; JSON null if the trigger has none
 */
public record Trigger(
        String name, String function, JsonNode body, Map<String, String> headers, Map<String, String> query) {}
