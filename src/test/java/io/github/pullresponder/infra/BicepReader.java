package io.github.pullresponder.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the part of Bicep that our templates are written in, and refuses everything else: there is no compiler of Bicep for
 * the JVM, and what a test does not understand it must not pass.
 *
 * <p>Source: "Bicep file structure and syntax", "Bicep data types", "Iterative loops in Bicep".
 */
final class BicepReader {
    private static final Set<String> DECORATORS = Set.of(
            "description",
            "secure",
            "allowed",
            "minLength",
            "maxLength",
            "minValue",
            "maxValue",
            "batchSize",
            "export");
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private final String file;
    private final String text;
    private final List<String> comment = new ArrayList<>();
    private int at;

    private BicepReader(String file, String text) {
        this.file = file;
        this.text = text;
    }

    static BicepFile read(Path path) {
        try {
            return read(path.toString(), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws BicepSyntax if anything in it is not understood */
    static BicepFile read(String file, String text) {
        return new BicepFile(Path.of(file), new BicepReader(file, text).declarations());
    }

    private List<Declaration> declarations() {
        var declarations = new ArrayList<Declaration>();
        while (true) {
            skipBlank();
            var above = List.copyOf(comment);
            var decorators = decorators();
            if (at == text.length()) {
                require(decorators.isEmpty(), "a decorator of nothing");
                return declarations;
            }
            declarations.add(declaration(above, decorators));
            endOfLine();
        }
    }

    private Declaration declaration(List<String> above, Map<String, String> decorators) {
        var line = line();
        var kind = word();
        var isExisting = false;
        var name = "";
        var type = "";
        Optional<Value> value = Optional.empty();
        switch (kind) {
            case "targetScope" -> value = assigned();
            case "using" -> type = plainString();
            case "import" -> {
                expect("{");
                name = word();
                expect("}");
                expect("from");
                type = plainString();
            }
            case "var", "type" -> {
                name = word();
                value = assigned();
            }
            case "param" -> {
                name = word();
                type = peek() == '=' ? "" : typeName();
                value = peek() == '=' ? assigned() : Optional.empty();
            }
            case "output" -> {
                name = word();
                type = typeName();
                value = assigned();
            }
            case "resource", "module" -> {
                name = word();
                type = plainString();
                isExisting = kind.equals("resource") && peek() == 'e';
                if (isExisting) {
                    expect("existing");
                }
                value = assigned();
            }
            default -> throw failure("'%s' begins no declaration that is known here".formatted(kind));
        }
        return new Declaration(kind, name, type, isExisting, value, decorators, above, line);
    }

    private Optional<Value> assigned() {
        expect("=");
        return Optional.of(value(""));
    }

    /** @param ends what may follow it, beside the end of the line */
    private Value value(String ends) {
        var first = peek();
        var value = first == '{' ? object() : first == '[' ? arrayOrLoop() : expressionOrConditional(ends);
        var next = peek();
        require(
                next == '\n' || next == '\0' || ends.indexOf(next) >= 0 || text.startsWith("//", at),
                "'%s' after a value".formatted(next));
        return value;
    }

    private Value expressionOrConditional(String ends) {
        if (!text.startsWith("if (", at)) {
            return new Value.Expression(expression(ends));
        }
        expect("if");
        var condition = expression("{");
        return new Value.Conditional(condition, object());
    }

    private Value object() {
        var opened = line();
        expect("{");
        var properties = new LinkedHashMap<String, Value>();
        for (skipBlank(); peek() != '}'; skipBlank()) {
            require(at < text.length(), "the object that begins in line %d has no end".formatted(opened));
            decorators();
            var name = peek() == '\'' ? unquoted(string()) : word();
            expect(":");
            require(properties.put(name, value(",}")) == null, "'%s' is there twice".formatted(name));
            separator();
        }
        expect("}");
        return new Value.Object(properties);
    }

    private Value arrayOrLoop() {
        var opened = line();
        expect("[");
        skipBlank();
        if (text.startsWith("for ", at)) {
            return loop();
        }
        var items = new ArrayList<Value>();
        for (; peek() != ']'; skipBlank()) {
            require(at < text.length(), "the array that begins in line %d has no end".formatted(opened));
            items.add(value(",]"));
            separator();
        }
        expect("]");
        return new Value.Array(items);
    }

    private Value loop() {
        expect("for");
        var item = peek() == '(' ? expression("i") : word();
        expect("in");
        var header = item + " in " + expression(":");
        expect(":");
        var body = value("]");
        skipBlank();
        expect("]");
        return new Value.Loop(header, body);
    }

    private void separator() {
        if (peek() == ',') {
            at++;
        }
    }

    /** Up to the end of the line or to one of these characters, outside of brackets and strings. */
    private String expression(String ends) {
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
    private String string() {
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

    private String plainString() {
        require(peek() == '\'', "a string is expected");
        var string = string();
        require(!string.contains("${"), "this string must be plain");
        return unquoted(string);
    }

    private static String unquoted(String string) {
        return string.substring(1, string.length() - 1);
    }

    private Map<String, String> decorators() {
        var decorators = new LinkedHashMap<String, String>();
        while (peek() == '@') {
            at++;
            var name = word();
            require(DECORATORS.contains(name), "the decorator '%s' is not known here".formatted(name));
            require(peek() == '(', "'(' is expected");
            var arguments = expression("");
            decorators.put(name, arguments.substring(1, arguments.length() - 1));
            skipBlank();
        }
        return decorators;
    }

    private String typeName() {
        var start = at;
        word();
        if (text.startsWith("[]", at)) {
            at += 2;
        }
        return text.substring(start, at).strip();
    }

    private String word() {
        peek();
        var start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        require(at > start, "a name is expected");
        return text.substring(start, at);
    }

    private void expect(String token) {
        peek();
        require(text.startsWith(token, at), "'%s' is expected".formatted(token));
        at += token.length();
    }

    /** The next character that is not a space; {@code \0} at the end. */
    private char peek() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\r')) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void endOfLine() {
        var next = peek();
        if (text.startsWith("//", at)) {
            at = endOfThisLine();
        } else {
            require(next == '\n' || next == '\0', "'%s' after a declaration".formatted(next));
        }
    }

    /** Remembers the comment that it ends with: what is directly above a declaration belongs to it. */
    private void skipBlank() {
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

    private int line() {
        return 1
                + (int) text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(it -> it == '\n')
                        .count();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw failure(otherwise);
        }
    }

    private BicepSyntax failure(String reason) {
        return new BicepSyntax(file, line(), reason);
    }
}
