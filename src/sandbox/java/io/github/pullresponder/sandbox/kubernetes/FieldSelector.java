package io.github.pullresponder.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Parses {@code fieldSelector}, over any path, with {@code =} and {@code !=}. A missing field has the empty value.
 * Source: Kubernetes documentation, "Field Selectors".
 */
final class FieldSelector {
    private static final Pattern REQUIREMENT = Pattern.compile("([\\w.]+)(!?=)([^=!\\\\]*)");

    private FieldSelector() {}

    /** The condition on an object; empty if the selector has another form. */
    static Optional<Predicate<JsonNode>> parse(String selector) {
        Predicate<JsonNode> all = object -> true;
        for (String text : selector.isEmpty() ? new String[0] : selector.split(",", -1)) {
            var requirement = REQUIREMENT.matcher(text);
            if (!requirement.matches()) {
                return Optional.empty();
            }
            String pointer = "/" + requirement.group(1).replace('.', '/');
            boolean wanted = requirement.group(2).equals("=");
            String value = requirement.group(3);
            all = all.and(object -> wanted == object.at(pointer).asText("").equals(value));
        }
        return Optional.of(all);
    }
}
