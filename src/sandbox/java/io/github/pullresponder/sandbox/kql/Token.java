package io.github.pullresponder.sandbox.kql;

/**
 * A word of a query.
 *
 * @param text for a string literal its value, otherwise as written
 * @param position of its first character in the query
 */
record Token(Type type, String text, int position) {
    enum Type {
        NAME,
        STRING,
        NUMBER,
        DATETIME,
        SYMBOL,
        END
    }

    boolean is(String symbolOrName) {
        return (type == Type.SYMBOL || type == Type.NAME) && text.equals(symbolOrName);
    }
}
