package io.github.pullresponder.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code fieldSelector}, over any path. A field that is missing has the empty value. Source: Kubernetes documentation,
 * "Field Selectors".
 */
final class FieldSelector {
    private static final Pattern REQUIREMENT = Pattern.compile("([^=!]+)(==|=|!=)(.*)");

    private FieldSelector() {}

    static Predicate<JsonNode> parse(String selector) {
        return Arrays.stream(selector.split("(?<!\\\\),"))
                .filter(text -> !text.isBlank())
                .map(FieldSelector::requirement)
                .reduce(object -> true, Predicate::and);
    }

    private static Predicate<JsonNode> requirement(String text) {
        Matcher matcher = REQUIREMENT.matcher(text.trim());
        if (!matcher.matches()) {
            return object -> false;
        }
        String pointer = "/" + matcher.group(1).replace('.', '/');
        String value = matcher.group(3).replaceAll("\\\\(.)", "$1");
        boolean wanted = !matcher.group(2).equals("!=");
        return object -> wanted == object.at(pointer).asText("").equals(value);
    }
}
