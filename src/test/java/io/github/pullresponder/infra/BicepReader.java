package io.github.pullresponder.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private final BicepText text;

    private BicepReader(BicepText text) {
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
        return new BicepFile(Path.of(file), new BicepReader(new BicepText(file, text)).declarations());
    }

    private List<Declaration> declarations() {
        var declarations = new ArrayList<Declaration>();
        while (true) {
            text.skipBlank();
            var above = text.comment();
            var decorators = decorators();
            if (text.isAtEnd()) {
                text.require(decorators.isEmpty(), "a decorator of nothing");
                return declarations;
            }
            declarations.add(declaration(above, decorators));
            text.endOfLine();
        }
    }

    private Declaration declaration(List<String> above, Map<String, String> decorators) {
        var line = text.line();
        var kind = text.word();
        var isExisting = false;
        var name = "";
        var type = "";
        Optional<Value> value = Optional.empty();
        switch (kind) {
            case "targetScope" -> value = assigned();
            case "using" -> type = plainString();
            case "import" -> {
                text.expect("{");
                name = text.word();
                text.expect("}");
                text.expect("from");
                type = plainString();
            }
            case "var", "type" -> {
                name = text.word();
                value = assigned();
            }
            case "param" -> {
                name = text.word();
                type = text.peek() == '=' ? "" : typeName();
                value = text.peek() == '=' ? assigned() : Optional.empty();
            }
            case "output" -> {
                name = text.word();
                type = typeName();
                value = assigned();
            }
            case "resource", "module" -> {
                name = text.word();
                type = plainString();
                isExisting = kind.equals("resource") && text.peek() == 'e';
                if (isExisting) {
                    text.expect("existing");
                }
                value = assigned();
            }
            default -> throw text.failure("'%s' begins no declaration that is known here".formatted(kind));
        }
        return new Declaration(kind, name, type, isExisting, value, decorators, above, line);
    }

    private Optional<Value> assigned() {
        text.expect("=");
        return Optional.of(value(""));
    }

    /** @param ends what may follow it, beside the end of the line */
    private Value value(String ends) {
        var first = text.peek();
        var value = first == '{' ? object() : first == '[' ? arrayOrLoop() : expressionOrConditional(ends);
        var next = text.peek();
        text.require(
                next == '\n' || next == '\0' || ends.indexOf(next) >= 0 || text.isAt("//"),
                "'%s' after a value".formatted(next));
        return value;
    }

    private Value expressionOrConditional(String ends) {
        if (!text.isAt("if (")) {
            return new Value.Expression(text.expression(ends));
        }
        text.expect("if");
        var condition = text.expression("{");
        return new Value.Conditional(condition, object());
    }

    private Value object() {
        var opened = text.line();
        text.expect("{");
        var properties = new LinkedHashMap<String, Value>();
        for (text.skipBlank(); text.peek() != '}'; text.skipBlank()) {
            text.require(!text.isAtEnd(), "the object that begins in line %d has no end".formatted(opened));
            decorators();
            var name = text.peek() == '\'' ? unquoted(text.string()) : text.word();
            text.expect(":");
            text.require(properties.put(name, value(",}")) == null, "'%s' is there twice".formatted(name));
            separator();
        }
        text.expect("}");
        return new Value.Object(properties);
    }

    private Value arrayOrLoop() {
        var opened = text.line();
        text.expect("[");
        text.skipBlank();
        if (text.isAt("for ")) {
            return loop();
        }
        var items = new ArrayList<Value>();
        for (; text.peek() != ']'; text.skipBlank()) {
            text.require(!text.isAtEnd(), "the array that begins in line %d has no end".formatted(opened));
            items.add(value(",]"));
            separator();
        }
        text.expect("]");
        return new Value.Array(items);
    }

    private Value loop() {
        text.expect("for");
        var item = text.peek() == '(' ? text.expression("i") : text.word();
        text.expect("in");
        var header = item + " in " + text.expression(":");
        text.expect(":");
        var body = value("]");
        text.skipBlank();
        text.expect("]");
        return new Value.Loop(header, body);
    }

    private void separator() {
        if (text.peek() == ',') {
            text.expect(",");
        }
    }

    private String plainString() {
        text.require(text.peek() == '\'', "a string is expected");
        var string = text.string();
        text.require(!string.contains("${"), "this string must be plain");
        return unquoted(string);
    }

    private static String unquoted(String string) {
        return string.substring(1, string.length() - 1);
    }

    private Map<String, String> decorators() {
        var decorators = new LinkedHashMap<String, String>();
        while (text.peek() == '@') {
            text.expect("@");
            var name = text.word();
            text.require(DECORATORS.contains(name), "the decorator '%s' is not known here".formatted(name));
            text.require(text.peek() == '(', "'(' is expected");
            var arguments = text.expression("");
            decorators.put(name, arguments.substring(1, arguments.length() - 1));
            text.skipBlank();
        }
        return decorators;
    }

    private String typeName() {
        var type = text.word();
        if (!text.isAt("[]")) {
            return type;
        }
        text.expect("[]");
        return type + "[]";
    }
}
