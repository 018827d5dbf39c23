package io.github.pullresponder.infra;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the expressions of a template refer to: a compiler would tell what is not there. */
final class Names {
    private static final Set<String> KNOWN = Set.of("true", "false", "null");

    /** Functions of Bicep that our templates use ("Bicep functions"). */
    private static final Set<String> FUNCTIONS = Set.of(
            "bool",
            "concat",
            "contains",
            "empty",
            "environment",
            "filter",
            "guid",
            "items",
            "json",
            "last",
            "loadJsonContent",
            "loadTextContent",
            "map",
            "readEnvironmentVariable",
            "resourceGroup",
            "split",
            "string",
            "subscription",
            "subscriptionResourceId",
            "take",
            "union",
            "uniqueString");

    private static final Pattern STRING = Pattern.compile("'((?:[^'\\\\$]|\\\\.|\\$(?!\\{)|\\$\\{([^{}]*)\\})*)'");
    private static final Pattern INTERPOLATED = Pattern.compile("\\$\\{([^{}]*)\\}");
    private static final Pattern NAME = Pattern.compile("(?<![.\\w])([A-Za-z_]\\w*+)(\\(|(?!:))");
    private static final Pattern PARAMETER_OF_FUNCTION = Pattern.compile("(\\w+) =>");

    private Names() {}

    /** Names that expressions use and that nothing declares, each with its declaration. */
    static List<String> undeclared(BicepFile file) {
        var declared = file.declarations().stream().map(Declaration::name).collect(Collectors.toSet());
        return file.declarations().stream()
                .filter(it -> !it.kind().equals("type"))
                .flatMap(it -> it.value().stream()
                        .flatMap(value -> unknownIn(value, declared).stream()
                                .map(name -> "%s:%d: %s".formatted(file.name(), it.line(), name))))
                .toList();
    }

    /** Names that an expression uses, functions left out. */
    static Set<String> usedIn(Value value) {
        var used = new TreeSet<String>();
        expressions(value)
                .forEach(text -> names(text).filter(it -> !it.endsWith("(")).forEach(used::add));
        return used;
    }

    private static Set<String> unknownIn(Value value, Set<String> known) {
        var unknown = new TreeSet<String>();
        if (value instanceof Value.Loop loop) {
            var parts = loop.header().split(" in ", 2);
            unknown.addAll(unknownIn(new Value.Expression(parts[1]), known));
            var inside = new HashSet<>(known);
            inside.addAll(List.of(parts[0].replaceAll("[() ]", "").split(",")));
            unknown.addAll(unknownIn(loop.body(), inside));
        } else if (value instanceof Value.Conditional conditional) {
            unknown.addAll(unknownIn(new Value.Expression(conditional.condition()), known));
            unknown.addAll(unknownIn(conditional.body(), known));
        } else if (value instanceof Value.Object object) {
            object.properties().forEach((key, part) -> {
                unknown.addAll(unknownIn(new Value.Expression("'" + key + "'"), known));
                unknown.addAll(unknownIn(part, known));
            });
        } else if (value instanceof Value.Array array) {
            array.items().forEach(part -> unknown.addAll(unknownIn(part, known)));
        } else if (value instanceof Value.Expression expression) {
            unknown.addAll(unknownInText(expression.text(), known));
        }
        return unknown;
    }

    private static Set<String> unknownInText(String text, Set<String> known) {
        var inside = new HashSet<>(known);
        PARAMETER_OF_FUNCTION.matcher(text).results().forEach(it -> inside.add(it.group(1)));
        return names(text)
                .filter(name -> name.endsWith("(")
                        ? !FUNCTIONS.contains(name.substring(0, name.length() - 1))
                        : !inside.contains(name) && !KNOWN.contains(name))
                .collect(Collectors.toSet());
    }

    /** Names outside of strings and inside of what is inserted into them; those of functions end with a bracket. */
    private static Stream<String> names(String text) {
        var inserted = new ArrayList<String>();
        var outside = STRING.matcher(text).replaceAll(string -> {
            INTERPOLATED.matcher(string.group()).results().forEach(it -> inserted.add(it.group(1)));
            return "''";
        });
        var own = NAME.matcher(outside).results().map(it -> it.group(1) + it.group(2));
        return Stream.concat(own, inserted.stream().flatMap(Names::names));
    }

    private static Stream<String> expressions(Value value) {
        if (value instanceof Value.Object object) {
            return object.properties().values().stream().flatMap(Names::expressions);
        }
        if (value instanceof Value.Array array) {
            return array.items().stream().flatMap(Names::expressions);
        }
        if (value instanceof Value.Loop loop) {
            return Stream.concat(Stream.of(loop.header().split(" in ", 2)[1]), expressions(loop.body()));
        }
        if (value instanceof Value.Conditional conditional) {
            return Stream.concat(Stream.of(conditional.condition()), expressions(conditional.body()));
        }
        return Stream.of(value.toString());
    }
}
