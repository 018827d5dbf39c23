package io.github.pullresponder.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code labelSelector}. Source: Kubernetes documentation, "Labels and Selectors". */
final class LabelSelector {
    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s+\\(([^)]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("([^=!\\s]+)\\s*(==|=|!=)\\s*(\\S*)");
    private static final Pattern REQUIREMENTS = Pattern.compile(",(?![^(]*\\))");

    private LabelSelector() {}

    /** Whether an object with these labels is selected. */
    static Predicate<JsonNode> parse(String selector) {
        return REQUIREMENTS
                .splitAsStream(selector)
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .map(LabelSelector::requirement)
                .reduce(labels -> true, Predicate::and);
    }

    private static Predicate<JsonNode> requirement(String text) {
        Matcher set = SET.matcher(text);
        if (set.matches()) {
            List<String> values =
                    Arrays.stream(set.group(3).split(",")).map(String::trim).toList();
            boolean wanted = set.group(2).equals("in");
            return labels -> wanted == (labels.has(set.group(1)) && values.contains(value(labels, set.group(1))));
        }
        Matcher equality = EQUALITY.matcher(text);
        if (equality.matches()) {
            boolean wanted = !equality.group(2).equals("!=");
            String value = equality.group(3);
            return labels ->
                    wanted == (labels.has(equality.group(1)) && value.equals(value(labels, equality.group(1))));
        }
        return text.startsWith("!") ? labels -> !labels.has(text.substring(1).trim()) : labels -> labels.has(text);
    }

    private static String value(JsonNode labels, String key) {
        return labels.path(key).asText();
    }
}
