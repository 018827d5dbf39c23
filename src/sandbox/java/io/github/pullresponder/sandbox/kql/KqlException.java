package io.github.pullresponder.sandbox.kql;

/** Reports a query that cannot be evaluated, with the place of the error. */
public final class KqlException extends RuntimeException {
    /** Kinds of errors that the services distinguish in their error codes. */
    public enum Kind {
        SYNTAX,
        SEMANTIC
    }

    private final Kind kind;
    private final int line;
    private final int column;
    private final String token;

    KqlException(Kind kind, String reason, Token at, String query) {
        super(reason);
        this.kind = kind;
        String before = query.substring(0, at.position());
        this.line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        this.column = at.position() - before.lastIndexOf('\n');
        this.token = at.text();
    }

    public Kind kind() {
        return kind;
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }

    /** Counted from 1. */
    public int column() {
        return column;
    }

    public String token() {
        return token;
    }
}
