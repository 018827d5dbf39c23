package io.github.pullresponder.infra;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A template as text that is read from its beginning to its end: words, strings, expressions, comments. */
final class BicepText {
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private final String file;
    private final String text;
    private final List<String> comment = new ArrayList<>();
    private int at;

    BicepText(String file, String text) {
        this.file = file;
        this.text = text;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    boolean isAt(String token) {
        return text.startsWith(token, at);
    }

    /** What is written directly above, line by line. */
    List<String> comment() {
        return List.copyOf(comment);
    }

    /** Up to the end of the line or to one of these characters, outside of brackets and strings. */
    String expression(String ends) {
        var read = new StringBuilder();
        var shape = new StringBuilder();
        var open = new ArrayDeque<Character>();
        while (at < text.length()) {
            var next = text.charAt(at);
            if (open.isEmpty() && (ends.indexOf(next) >= 0 || next == '\n' && !goesOnInTheNextLine())) {
                break;
            }
            if (text.startsWith("//", at)) {
                at = endOfThisLine();
                continue;
            }
            if (OPENING.indexOf(next) >= 0) {
                open.push(next);
            } else if (CLOSING.indexOf(next) >= 0) {
                require(
                        !open.isEmpty() && OPENING.indexOf(open.pop()) == CLOSING.indexOf(next),
                        "'%s' closes nothing".formatted(next));
            }
            if (open.isEmpty()) {
                shape.append(next);
            }
            read.append(next == '\'' ? string() : text.substring(at, ++at));
        }
        require(open.isEmpty(), "'%s' is not closed".formatted(open.peek()));
        requireOneValue(shape.toString().strip());
        return read.toString().strip().replaceAll("\\s+", " ");
    }

    /** @param shape the expression without what is in its brackets and strings, of which one character is left */
    private void requireOneValue(String shape) {
        require(!shape.isEmpty(), "a value is missing");
        require(!shape.matches("(?s).*[\\w')\\]}]\\s+[\\w'].*"), "two values, and nothing between them");
        var choices = shape.replace("??", "").chars().filter(it -> it == '?').count();
        require(shape.chars().filter(it -> it == ':').count() == choices, "'?' and ':' do not belong together");
    }

    /** The two branches of a choice may stand in lines of their own. */
    private boolean goesOnInTheNextLine() {
        var rest = text.substring(at).stripLeading();
        return rest.startsWith("?") || rest.startsWith(":");
    }

    /** With its quotes, as it is written. */
    String string() {
        var start = at;
        require(!text.startsWith("'''", at), "strings of several lines are not known here");
        at++;
        while (true) {
            require(at < text.length() && text.charAt(at) != '\n', "a string is not closed");
            if (text.charAt(at) == '\'') {
                at++;
                return text.substring(start, at);
            }
            if (text.startsWith("${", at)) {
                at += 2;
                expression("}");
                expect("}");
            } else {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
        }
    }

    String word() {
        peek();
        var start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        require(at > start, "a name is expected");
        return text.substring(start, at);
    }

    void expect(String token) {
        peek();
        require(text.startsWith(token, at), "'%s' is expected".formatted(token));
        at += token.length();
    }

    /** The next character that is not a space; {@code \0} at the end. */
    char peek() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\r')) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : '\0';
    }

    void endOfLine() {
        var next = peek();
        if (text.startsWith("//", at)) {
            at = endOfThisLine();
        } else {
            require(next == '\n' || next == '\0', "'%s' after a declaration".formatted(next));
        }
    }

    /** Remembers the comment that it ends with: what is directly above a declaration belongs to it. */
    void skipBlank() {
        comment.clear();
        while (at < text.length()) {
            if (text.startsWith("//", at)) {
                comment.add(text.substring(at + 2, endOfThisLine()).strip());
                at = endOfThisLine();
            } else if (Character.isWhitespace(text.charAt(at))) {
                if (text.startsWith("\n\n", at)) {
                    comment.clear();
                }
                at++;
            } else {
                return;
            }
        }
    }

    private int endOfThisLine() {
        var end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    int line() {
        return 1
                + (int) text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(it -> it == '\n')
                        .count();
    }

    void require(boolean holds, String otherwise) {
        if (!holds) {
            throw failure(otherwise);
        }
    }

    BicepSyntax failure(String reason) {
        return new BicepSyntax(file, line(), reason);
    }
}
