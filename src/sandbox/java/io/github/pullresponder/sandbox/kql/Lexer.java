package io.github.pullresponder.sandbox.kql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a query into tokens. Lexical rules: Kusto documentation, "Entity names", "The string data type", "The datetime
 * data type".
 */
final class Lexer {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern DATETIME = Pattern.compile("datetime\\(([^()]*)\\)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern STRING = Pattern.compile("'((?:[^'\\\\\\n]|\\\\.)*+)'");
    private static final Pattern SYMBOL = Pattern.compile("==|=~|<=|[>().,|=]");

    private final String query;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Lexer(String query) {
        this.query = query;
    }

    List<Token> tokens() {
        while (at < query.length()) {
            if (!skip(SPACE) && !takeLiteral() && !take(NAME, Token.Type.NAME) && !take(SYMBOL, Token.Type.SYMBOL)) {
                var bad = new Token(Token.Type.SYMBOL, query.substring(at, at + 1), at);
                throw new KqlException(
                        KqlException.Kind.SYNTAX, "Query could not be parsed at '" + bad.text() + "'", bad, query);
            }
        }
        tokens.add(new Token(Token.Type.END, "", query.length()));
        return tokens;
    }

    private boolean takeLiteral() {
        return take(DATETIME, Token.Type.DATETIME)
                || take(NUMBER, Token.Type.NUMBER)
                || take(STRING, Token.Type.STRING);
    }

    private boolean skip(Pattern pattern) {
        Matcher matcher = here(pattern);
        boolean found = matcher.lookingAt();
        at = found ? matcher.end() : at;
        return found;
    }

    private boolean take(Pattern pattern, Token.Type type) {
        Matcher matcher = here(pattern);
        if (!matcher.lookingAt()) {
            return false;
        }
        tokens.add(new Token(type, value(pattern, matcher), at));
        at = matcher.end();
        return true;
    }

    private Matcher here(Pattern pattern) {
        return pattern.matcher(query).region(at, query.length());
    }

    private static String value(Pattern pattern, Matcher matcher) {
        if (pattern == STRING) {
            return unescaped(matcher.group(1));
        }
        return pattern == DATETIME ? matcher.group(1) : matcher.group();
    }

    private static String unescaped(String literal) {
        var text = new StringBuilder();
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            i++;
            text.append(
                    switch (literal.charAt(i)) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case 'r' -> '\r';
                        default -> literal.charAt(i);
                    });
        }
        return text.toString();
    }
}
