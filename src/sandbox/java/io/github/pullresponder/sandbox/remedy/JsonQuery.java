package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import io.burt.jmespath.JmesPath;
import io.burt.jmespath.jackson.JacksonRuntime;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Evaluates {@code --query} of az, a JMESPath expression. */
final class JsonQuery {
    private static final JmesPath<JsonNode> JMESPATH = new JacksonRuntime();

    private JsonQuery() {}

    static JsonNode evaluate(String query, JsonNode on) {
        return JMESPATH.compile(query).search(on);
    }

    /** The result as az prints it. */
    static String printed(JsonNode found, String format) {
        if (found.isMissingNode() || found.isNull()) {
            return "";
        }
        if (!format.equals("tsv")) {
            return found.toPrettyString() + "\n";
        }
        return found.isArray()
                ? StreamSupport.stream(found.spliterator(), false)
                        .map(element -> element.asText() + "\n")
                        .collect(Collectors.joining())
                : found.asText() + "\n";
    }
}
