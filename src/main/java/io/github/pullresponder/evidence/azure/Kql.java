package io.github.pullresponder.evidence.azure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes text from outside into Kusto queries. */
public final class Kql {
    private Kql() {}

    /** A point in time: of its 100 ns the last digit is left out ("The datetime data type", Kusto documentation). */
    public static String literal(Instant time) {
        return "datetime(" + time.truncatedTo(ChronoUnit.MICROS) + ")";
    }

    /** A string literal that its content cannot leave ("The string data type", Kusto documentation). */
    public static String literal(String text) {
        var literal = new StringBuilder("'");
        text.chars().forEach(c -> {
            switch (c) {
                case '\\', '\'' -> literal.append('\\').append((char) c);
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> literal.append((char) c);
            }
        });
        return literal.append('\'').toString();
    }
}
