package io.github.pullresponder.sandbox.directory;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of OData's {@code $filter} that Microsoft Graph's directory objects are looked up by: {@code eq}, {@code ne},
 * {@code in}, {@code startswith}, {@code any}, with {@code and}, {@code or}, {@code not} and parentheses. Source: Graph
 * documentation, "Use the $filter query parameter".
 */
final class ODataFilter {
    private static final Pattern TOKEN = Pattern.compile("\\s*('(?:[^']|'')*+'|[(),:]|[^\\s'(),:]+)");

    /** "Known issues with Microsoft Graph", query parameters: {@code in} takes 15 expressions. */
    private static final int MOST_VALUES = 15;

    private final List<String> tokens;
    private int next;

    private ODataFilter(List<String> tokens) {
        this.tokens = tokens;
    }

    /** The condition on an object; empty if the filter is of no known form. */
    static Optional<Predicate<JsonNode>> parse(String text) {
        if (text.isBlank()) {
            return Optional.of(any -> true);
        }
        var tokens = new ArrayList<String>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            matcher.region(matcher.end(), text.length());
        }
        if (!matcher.hitEnd() && matcher.regionStart() < text.length()) {
            return Optional.empty();
        }
        var filter = new ODataFilter(tokens);
        try {
            Predicate<JsonNode> condition = filter.disjunction();
            return filter.next == tokens.size() ? Optional.of(condition) : Optional.empty();
        } catch (IllegalStateException unknown) {
            return Optional.empty();
        }
    }

    private Predicate<JsonNode> disjunction() {
        Predicate<JsonNode> left = conjunction();
        while (takeIf("or")) {
            left = left.or(conjunction());
        }
        return left;
    }

    private Predicate<JsonNode> conjunction() {
        Predicate<JsonNode> left = condition();
        while (takeIf("and")) {
            left = left.and(condition());
        }
        return left;
    }

    private Predicate<JsonNode> condition() {
        if (takeIf("not")) {
            return condition().negate();
        }
        if (takeIf("(")) {
            Predicate<JsonNode> inner = disjunction();
            expect(")");
            return inner;
        }
        if (takeIf("startswith")) {
            return startsWith();
        }
        String field = take();
        if (field.endsWith("/any")) {
            return any(field.substring(0, field.length() - 4));
        }
        return comparison(field);
    }

    private Predicate<JsonNode> startsWith() {
        expect("(");
        String field = take();
        expect(",");
        String prefix = lower(value());
        expect(")");
        return object -> lower(text(object, field)).startsWith(prefix);
    }

    /** {@code collection/any(x:x eq 'value')} */
    private Predicate<JsonNode> any(String field) {
        expect("(");
        String variable = take();
        expect(":");
        expect(variable);
        expect("eq");
        String value = value();
        expect(")");
        return object -> Json.strings(object.path(field)).stream().anyMatch(value::equalsIgnoreCase);
    }

    private Predicate<JsonNode> comparison(String field) {
        String operator = take();
        return switch (operator) {
            case "eq", "ne" -> {
                String value = value();
                boolean wanted = operator.equals("eq");
                yield object -> wanted == text(object, field).equalsIgnoreCase(value);
            }
            case "in" -> {
                List<String> values = values();
                yield object -> values.stream().anyMatch(text(object, field)::equalsIgnoreCase);
            }
            default -> throw new IllegalStateException("unknown operator " + operator);
        };
    }

    private List<String> values() {
        var values = new ArrayList<String>();
        expect("(");
        do {
            values.add(value());
        } while (takeIf(","));
        if (values.size() > MOST_VALUES) {
            throw new IllegalStateException("too many values");
        }
        expect(")");
        return values;
    }

    private String value() {
        String token = take();
        boolean quoted = token.startsWith("'");
        return quoted ? token.substring(1, token.length() - 1).replace("''", "'") : token;
    }

    private static String text(JsonNode object, String field) {
        return object.at("/" + field).asText();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private String take() {
        if (next >= tokens.size()) {
            throw new IllegalStateException("unexpected end");
        }
        return tokens.get(next++);
    }

    private boolean takeIf(String token) {
        boolean there = next < tokens.size() && tokens.get(next).equalsIgnoreCase(token);
        next += there ? 1 : 0;
        return there;
    }

    private void expect(String token) {
        if (!takeIf(token)) {
            throw new IllegalStateException("expected " + token);
        }
    }
}
