package io.github.pullresponder.sandbox.kql;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How two values compare. Source: Kusto documentation, "String operators", "Null values". */
final class Comparison {
    /** Ascending, nulls first. */
    static final Comparator<Value> ORDER = (a, b) -> {
        if (a.isAbsent() || b.isAbsent()) {
            return Boolean.compare(!a.isAbsent(), !b.isAbsent());
        }
        return compare(a, b);
    };

    private Comparison() {}

    /** What an operator says of two values; empty for an operator that is not known. */
    static Optional<Boolean> holds(String operator, Value left, Value right) {
        if (operator.startsWith("!") && !operator.equals("!=") && !operator.equals("!~")) {
            return holds(operator.substring(1), left, right).map(holds -> !holds);
        }
        return switch (operator) {
            case "==" -> Optional.of(equal(left, right));
            case "!=" -> Optional.of(!equal(left, right));
            case "=~" -> Optional.of(left.text().equalsIgnoreCase(right.text()));
            case "!~" -> Optional.of(!left.text().equalsIgnoreCase(right.text()));
            case "<" -> Optional.of(bothThere(left, right) && compare(left, right) < 0);
            case "<=" -> Optional.of(bothThere(left, right) && compare(left, right) <= 0);
            case ">" -> Optional.of(bothThere(left, right) && compare(left, right) > 0);
            case ">=" -> Optional.of(bothThere(left, right) && compare(left, right) >= 0);
            default -> textHolds(operator, left.text(), right.text());
        };
    }

    static boolean equal(Value left, Value right) {
        return bothThere(left, right) && compare(left, right) == 0;
    }

    private static Optional<Boolean> textHolds(String operator, String left, String right) {
        if (!operator.endsWith("_cs")) {
            return textHolds(operator + "_cs", left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
        }
        return switch (operator) {
            case "has_cs" -> Optional.of(hasTerm(left, right));
            case "contains_cs" -> Optional.of(left.contains(right));
            case "startswith_cs" -> Optional.of(left.startsWith(right));
            case "endswith_cs" -> Optional.of(left.endsWith(right));
            default -> Optional.empty();
        };
    }

    /** A term is a run of letters and digits: what is looked for must not be a part of a longer one. */
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
        if (left instanceof Value.Span a && right instanceof Value.Span b) {
            return a.duration().compareTo(b.duration());
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
