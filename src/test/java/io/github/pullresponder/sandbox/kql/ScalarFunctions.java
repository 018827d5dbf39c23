package io.github.pullresponder.sandbox.kql;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.Json;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The scalar functions that are known. Source: Kusto documentation, "Scalar functions". */
final class ScalarFunctions {
    @FunctionalInterface
    interface Function {
        Value of(List<Value> arguments);
    }

    private final Map<String, Function> functions;

    ScalarFunctions(Clock clock) {
        functions = Map.ofEntries(
                Map.entry("now", arguments -> moved(clock.instant(), arguments, 1)),
                Map.entry("ago", arguments -> moved(clock.instant(), arguments, -1)),
                Map.entry(
                        "todatetime",
                        arguments -> first(arguments)
                                .moment()
                                .<Value>map(Value.Moment::new)
                                .orElse(Value.ABSENT)),
                Map.entry("tostring", arguments -> text(first(arguments).text())),
                Map.entry("tolower", arguments -> text(first(arguments).text().toLowerCase(Locale.ROOT))),
                Map.entry("toupper", arguments -> text(first(arguments).text().toUpperCase(Locale.ROOT))),
                Map.entry("tolong", arguments -> number(first(arguments))),
                Map.entry("toint", arguments -> number(first(arguments))),
                Map.entry("tobool", ScalarFunctions::truth),
                Map.entry(
                        "isempty", arguments -> Value.of(first(arguments).text().isEmpty())),
                Map.entry(
                        "isnotempty",
                        arguments -> Value.of(!first(arguments).text().isEmpty())),
                Map.entry("isnull", arguments -> Value.of(first(arguments).isAbsent())),
                Map.entry("isnotnull", arguments -> Value.of(!first(arguments).isAbsent())),
                Map.entry("not", arguments -> Value.of(!first(arguments).isTrue())),
                Map.entry(
                        "strcat",
                        arguments -> text(arguments.stream().map(Value::text).collect(Collectors.joining()))),
                Map.entry(
                        "coalesce",
                        arguments -> arguments.stream()
                                .filter(value ->
                                        !value.isAbsent() && !value.text().isEmpty())
                                .findFirst()
                                .orElse(Value.ABSENT)),
                Map.entry("iff", arguments -> arguments.get(0).isTrue() ? arguments.get(1) : arguments.get(2)),
                Map.entry("iif", arguments -> arguments.get(0).isTrue() ? arguments.get(1) : arguments.get(2)),
                Map.entry("split", ScalarFunctions::split),
                Map.entry("array_length", arguments -> arrayLength(first(arguments))),
                Map.entry("parse_json", arguments -> parsed(first(arguments))),
                Map.entry("todynamic", arguments -> parsed(first(arguments))));
    }

    Optional<Function> named(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    private static Value first(List<Value> arguments) {
        return arguments.isEmpty() ? Value.ABSENT : arguments.get(0);
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    private static Value moved(Instant now, List<Value> arguments, int sign) {
        boolean by = first(arguments) instanceof Value.Span;
        return new Value.Moment(
                by ? now.plus(((Value.Span) first(arguments)).duration().multipliedBy(sign)) : now);
    }

    private static Value number(Value value) {
        return value.text().matches("-?\\d{1,18}") ? new Value.Numeric(new BigDecimal(value.text())) : Value.ABSENT;
    }

    private static Value truth(List<Value> arguments) {
        return switch (first(arguments).text().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Value.of(true);
            case "false", "0" -> Value.of(false);
            default -> Value.ABSENT;
        };
    }

    private static Value split(List<Value> arguments) {
        String[] parts =
                arguments.get(0).text().split(Pattern.quote(arguments.get(1).text()), -1);
        return new Value.Dynamic(Json.texts(Arrays.asList(parts)));
    }

    private static Value arrayLength(Value value) {
        boolean array = value instanceof Value.Dynamic dynamic && dynamic.json().isArray();
        return array ? Value.of(value.json().size()) : Value.ABSENT;
    }

    private static Value parsed(Value value) {
        JsonNode json = value instanceof Value.Text text ? Json.parse(text.text()) : value.json();
        return json.isMissingNode() ? value : Value.of(json);
    }
}
