package io.github.pullresponder.sandbox.kql;

import java.util.List;
import java.util.Optional;

/** Iterates over the tokens of a query. */
final class Cursor {
    private final String query;
    private final List<Token> tokens;
    private int next;

    Cursor(String query) {
        this.query = query;
        this.tokens = new Lexer(query).tokens();
    }

    Token peek() {
        return tokens.get(next);
    }

    boolean at(String symbolOrName) {
        return peek().is(symbolOrName);
    }

    Token take() {
        Token token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    /** Takes the next token if it has this text. */
    boolean takeIf(String symbolOrName) {
        boolean there = at(symbolOrName);
        if (there) {
            take();
        }
        return there;
    }

    /** Takes the next token if it is of this type. */
    Optional<Token> takeIf(Token.Type type) {
        return peek().type() == type ? Optional.of(take()) : Optional.empty();
    }

    void expect(String symbolOrName) {
        if (!takeIf(symbolOrName)) {
            throw syntax("expected '" + symbolOrName + "'");
        }
    }

    String expectName() {
        return takeIf(Token.Type.NAME).map(Token::text).orElseThrow(() -> syntax("expected a name"));
    }

    boolean atEnd() {
        return peek().type() == Token.Type.END;
    }

    KqlException syntax(String reason) {
        Token at = peek();
        String found = atEnd() ? "the end" : "'" + at.text() + "'";
        return new KqlException(
                KqlException.Kind.SYNTAX, "Query could not be parsed at " + found + ": " + reason, at, query);
    }

    KqlException semantic(String reason, Token at) {
        return new KqlException(KqlException.Kind.SEMANTIC, reason, at, query);
    }
}
