package io.github.pullresponder.sandbox.kql;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** Compares two values. Source: Kusto documentation, "String operators", "Null values". */
final class Comparison {
    /** Ascending, nulls first. */
    static final Comparator<Value> ORDER = (a, b) -> {
        if (a.isAbsent() || b.isAbsent()) {
            return Boolean.compare(!a.isAbsent(), !b.isAbsent());
        }
        return compare(a, b);
    };

    private static final Map<String, BiPredicate<Value, Value>> OPERATORS = Map.of(
            "==", (left, right) -> bothThere(left, right) && compare(left, right) == 0,
            ">", (left, right) -> bothThere(left, right) && compare(left, right) > 0,
            "<=", (left, right) -> bothThere(left, right) && compare(left, right) <= 0,
            "=~", (left, right) -> left.text().equalsIgnoreCase(right.text()),
            "has", (left, right) -> hasTerm(lower(left), lower(right)),
            "contains", (left, right) -> lower(left).contains(lower(right)));

    private Comparison() {}

    /** The comparison of an operator; empty if the token is not an operator. */
    static Optional<BiPredicate<Value, Value>> named(Token token) {
        return Optional.of(token)
                .filter(resource -> resource.type() != Token.Type.STRING)
                .map(operator -> OPERATORS.get(operator.text()));
    }

    private static String lower(Value value) {
        return value.text().toLowerCase(Locale.ROOT);
    }

    /** A term is a sequence of letters and digits: a match must not be part of a longer sequence. */
    private static boolean hasTerm(String text, String term) {
        return Pattern.compile("(?<![\\p{Alnum}])" + Pattern.quote(term) + "(?![\\p{Alnum}])")
                .matcher(text)
                .find();
    }

    private static boolean bothThere(Value left, Value right) {
        return !left.isAbsent() && !right.isAbsent();
    }

    private static int compare(Value left, Value right) {
        if (left instanceof Value.Numeric a && right instanceof Value.Numeric b) {
            return a.number().compareTo(b.number());
        }
        if (left instanceof Value.Moment || right instanceof Value.Moment) {
            var a = left.moment();
            var b = right.moment();
            return a.isPresent() && b.isPresent()
                    ? a.get().compareTo(b.get())
                    : left.text().compareTo(right.text());
        }
        return left.text().compareTo(right.text());
    }
}
