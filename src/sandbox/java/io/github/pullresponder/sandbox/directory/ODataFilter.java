package io.github.pullresponder.sandbox.directory;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Parses the only form of OData's {@code $filter} that the app uses: {@code id in ('…','…')}. Source: Graph
 * documentation, "Use the $filter query parameter".
 */
final class ODataFilter {
    private static final Pattern VALUE = Pattern.compile("'((?:[^']|'')*+)'");
    private static final Pattern IDS = Pattern.compile("id in \\(" + VALUE + "(?:," + VALUE + ")*\\)");

    /** "Known issues with Microsoft Graph", query parameters: {@code in} takes 15 expressions. */
    private static final int MOST_VALUES = 15;

    private ODataFilter() {}

    /** The condition on an object; empty if the filter has another form. */
    static Optional<Predicate<JsonNode>> parse(String text) {
        if (text.isBlank()) {
            return Optional.of(any -> true);
        }
        if (!IDS.matcher(text).matches()) {
            return Optional.empty();
        }
        var ids = VALUE.matcher(text)
                .results()
                .map(value -> value.group(1).replace("''", "'"))
                .toList();
        return ids.size() > MOST_VALUES
                ? Optional.empty()
                : Optional.of(object -> ids.stream().anyMatch(object.path("id").asText()::equalsIgnoreCase));
    }
}
