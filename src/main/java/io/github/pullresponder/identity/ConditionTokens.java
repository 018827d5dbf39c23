package io.github.pullresponder.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tokenizes a role assignment condition into words, brackets and quoted literals. */
final class ConditionTokens {
    /** Thrown if the text is not a condition of the known grammar. */
    static final class Unexpected extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Token(String text, Kind kind) {}

    private enum Kind {
        WORD,
        LITERAL
    }

    private static final String PUNCTUATION = "(){}[],!";

    private final List<Token> tokens = new ArrayList<>();
    private int next;

    ConditionTokens(String text) {
        var at = 0;
        while (at < text.length()) {
            at = readToken(text, at);
        }
    }

    private int readToken(String text, int at) {
        var c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            return at + 1;
        }
        if (c == '\'') {
            return readLiteral(text, at + 1);
        }
        if (PUNCTUATION.indexOf(c) >= 0) {
            tokens.add(new Token(String.valueOf(c), Kind.WORD));
            return at + 1;
        }
        var end = at;
        while (end < text.length() && isPartOfWord(text.charAt(end))) {
            end++;
        }
        tokens.add(new Token(text.substring(at, end), Kind.WORD));
        return end;
    }

    private int readLiteral(String text, int start) {
        var end = text.indexOf('\'', start);
        if (end < 0) {
            throw new Unexpected();
        }
        tokens.add(new Token(text.substring(start, end), Kind.LITERAL));
        return end + 1;
    }

    private static boolean isPartOfWord(char c) {
        return !Character.isWhitespace(c) && c != '\'' && PUNCTUATION.indexOf(c) < 0;
    }

    boolean atEnd() {
        return next == tokens.size();
    }

    boolean wordFollows(String word) {
        return follows(Kind.WORD) && tokens.get(next).text.equalsIgnoreCase(word);
    }

    boolean literalFollows() {
        return follows(Kind.LITERAL);
    }

    String peekUpperCase() {
        return follows(Kind.WORD) ? tokens.get(next).text.toUpperCase(Locale.ROOT) : "";
    }

    boolean skipIfWord(String word) {
        if (!wordFollows(word)) {
            return false;
        }
        next++;
        return true;
    }

    void expectWord(String word) {
        if (!skipIfWord(word)) {
            throw new Unexpected();
        }
    }

    String word() {
        return take(Kind.WORD);
    }

    String literal() {
        return take(Kind.LITERAL);
    }

    /** The word inside {@code [ ]}. */
    String bracketed() {
        expectWord("[");
        var inner = word();
        expectWord("]");
        return inner;
    }

    private boolean follows(Kind kind) {
        return !atEnd() && tokens.get(next).kind == kind;
    }

    private String take(Kind kind) {
        if (!follows(kind)) {
            throw new Unexpected();
        }
        return tokens.get(next++).text;
    }
}
