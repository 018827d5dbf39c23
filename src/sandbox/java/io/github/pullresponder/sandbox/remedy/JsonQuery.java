package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** As much of JMESPath as the project prints: fields, an element, the elements with a field, or with one that equals a text. */
final class JsonQuery {
    private static final Pattern STEP = Pattern.compile(
            "\\.?([A-Za-z_][A-Za-z0-9_]*)|\\[(\\d+)]|\\[\\?([A-Za-z_][A-Za-z0-9_]*)(?:==?\\s*'([^']*)')?](?:\\.([A-Za-z_]+))?|\\s*(\\|)\\s*");

    private JsonQuery() {}

    static JsonNode evaluate(String query, JsonNode on) {
        var steps = STEP.matcher(query);
        var found = on;
        var end = 0;
        while (end < query.length()) {
            if (!steps.find(end) || steps.start() != end) {
                throw new IllegalArgumentException("this test cannot evaluate " + query.substring(end));
            }
            end = steps.end();
            if (steps.group(1) != null) {
                found = found.path(steps.group(1));
            } else if (steps.group(2) != null) {
                found = found.path(Integer.parseInt(steps.group(2)));
            } else if (steps.group(3) != null) {
                found = filtered(found, steps.group(3), steps.group(4), steps.group(5));
            }
        }
        return found;
    }

    private static JsonNode filtered(JsonNode array, String field, @Nullable String text, @Nullable String projected) {
        var kept = EstateFiles.JSON.createArrayNode();
        for (var element : array) {
            var value = element.path(field).asText();
            if (text == null ? !value.isEmpty() : value.equals(text)) {
                var part = projected == null ? element : element.path(projected);
                if (!part.isMissingNode()) {
                    kept.add(part);
                }
            }
        }
        return kept;
    }

    /** As az prints it. */
    static String printed(JsonNode found, String format) {
        if (found instanceof MissingNode || found.isNull()) {
            return "";
        }
        if (!format.equals("tsv")) {
            return found.toPrettyString() + "\n";
        }
        return found.isArray()
                ? StreamSupport.stream(found.spliterator(), false)
                        .map(it -> it.asText() + "\n")
                        .collect(Collectors.joining())
                : found.asText() + "\n";
    }
}
