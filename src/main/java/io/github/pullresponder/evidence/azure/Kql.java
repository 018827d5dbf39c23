package io.github.pullresponder.evidence.azure;

/** Writes text from outside into Kusto queries. */
public final class Kql {
    private Kql() {}

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
