package io.github.pullresponder.sandbox.kql;

/**
 * A token of a query.
 *
 * @param text the value of a string literal; otherwise the text as written
 * @param position position of the first character in the query
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
