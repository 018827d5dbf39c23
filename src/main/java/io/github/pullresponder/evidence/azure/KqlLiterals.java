package io.github.pullresponder.evidence.azure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Formats text from outside as Kusto literals. */
public final class KqlLiterals {
    private KqlLiterals() {}

    /** A point in time, truncated to microseconds; Kusto's unit is 100 ns ("The datetime data type", Kusto documentation). */
    public static String literal(Instant time) {
        return "datetime(" + time.truncatedTo(ChronoUnit.MICROS) + ")";
    }

    /** A string literal that its content cannot end ("The string data type", Kusto documentation). */
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
