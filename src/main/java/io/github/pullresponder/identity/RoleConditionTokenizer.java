package io.github.pullresponder.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tokenizes a role assignment condition into words, brackets and quoted literals. */
final class RoleConditionTokenizer {
    /** Thrown if the text is not a condition of the known grammar. */
    static final class ConditionSyntaxException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record RoleConditionToken(String text, RoleConditionTokenType kind) {}

    private enum RoleConditionTokenType {
        WORD,
        LITERAL
    }

    private static final String PUNCTUATION = "(){}[],!";

    private final List<RoleConditionToken> tokens = new ArrayList<>();
    private int next;

    RoleConditionTokenizer(String text) {
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
            tokens.add(new RoleConditionToken(String.valueOf(c), RoleConditionTokenType.WORD));
            return at + 1;
        }
        var end = at;
        while (end < text.length() && isPartOfWord(text.charAt(end))) {
            end++;
        }
        tokens.add(new RoleConditionToken(text.substring(at, end), RoleConditionTokenType.WORD));
        return end;
    }

    private int readLiteral(String text, int start) {
        var end = text.indexOf('\'', start);
        if (end < 0) {
            throw new ConditionSyntaxException();
        }
        tokens.add(new RoleConditionToken(text.substring(start, end), RoleConditionTokenType.LITERAL));
        return end + 1;
    }

    private static boolean isPartOfWord(char c) {
        return !Character.isWhitespace(c) && c != '\'' && PUNCTUATION.indexOf(c) < 0;
    }

    boolean atEnd() {
        return next == tokens.size();
    }

    boolean wordFollows(String word) {
        return follows(RoleConditionTokenType.WORD) && tokens.get(next).text.equalsIgnoreCase(word);
    }

    boolean literalFollows() {
        return follows(RoleConditionTokenType.LITERAL);
    }

    String peekUpperCase() {
        return follows(RoleConditionTokenType.WORD) ? tokens.get(next).text.toUpperCase(Locale.ROOT) : "";
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
            throw new ConditionSyntaxException();
        }
    }

    String word() {
        return take(RoleConditionTokenType.WORD);
    }

    String literal() {
        return take(RoleConditionTokenType.LITERAL);
    }

    /** The word inside {@code [ ]}. */
    String readBracketed() {
        expectWord("[");
        var inner = word();
        expectWord("]");
        return inner;
    }

    private boolean follows(RoleConditionTokenType kind) {
        return !atEnd() && tokens.get(next).kind == kind;
    }

    private String take(RoleConditionTokenType kind) {
        if (!follows(kind)) {
            throw new ConditionSyntaxException();
        }
        return tokens.get(next++).text;
    }
}
