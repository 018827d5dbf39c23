package io.github.pullresponder.sandbox.kql;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.json.Json;
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
import java.util.stream.Stream;

/** The scalar functions that are known. Source: Kusto documentation, "Scalar functions". */
final class ScalarFunctions {
    @FunctionalInterface
    interface Function {
        Value of(List<Value> arguments);
    }

    private static final Map<String, Function> CONVERSIONS = Map.of(
            "todatetime", arguments -> moment(first(arguments)),
            "tostring", arguments -> text(first(arguments).text()),
            "tolower", arguments -> text(first(arguments).text().toLowerCase(Locale.ROOT)),
            "toupper", arguments -> text(first(arguments).text().toUpperCase(Locale.ROOT)),
            "tolong", arguments -> number(first(arguments)),
            "toint", arguments -> number(first(arguments)),
            "tobool", ScalarFunctions::truth,
            "parse_json", arguments -> parsed(first(arguments)),
            "todynamic", arguments -> parsed(first(arguments)));

    private static final Map<String, Function> TESTS = Map.of(
            "isempty", arguments -> Value.of(first(arguments).text().isEmpty()),
            "isnotempty", arguments -> Value.of(!first(arguments).text().isEmpty()),
            "isnull", arguments -> Value.of(first(arguments).isAbsent()),
            "isnotnull", arguments -> Value.of(!first(arguments).isAbsent()),
            "not", arguments -> Value.of(!first(arguments).isTrue()));

    private static final Map<String, Function> COMBINATIONS = Map.of(
            "strcat", arguments -> text(arguments.stream().map(Value::text).collect(Collectors.joining())),
            "coalesce", ScalarFunctions::firstThere,
            "iff", arguments -> argument(arguments, 0).isTrue() ? argument(arguments, 1) : argument(arguments, 2),
            "iif", arguments -> argument(arguments, 0).isTrue() ? argument(arguments, 1) : argument(arguments, 2),
            "split", ScalarFunctions::split,
            "array_length", arguments -> arrayLength(first(arguments)));

    private final Map<String, Function> clockFunctions;

    ScalarFunctions(Clock clock) {
        clockFunctions = Map.of(
                "now", arguments -> moved(clock.instant(), arguments, 1),
                "ago", arguments -> moved(clock.instant(), arguments, -1));
    }

    Optional<Function> named(String name) {
        return Stream.of(clockFunctions, CONVERSIONS, TESTS, COMBINATIONS)
                .flatMap(functions -> Stream.ofNullable(functions.get(name)))
                .findFirst();
    }

    private static Value first(List<Value> arguments) {
        return argument(arguments, 0);
    }

    private static Value argument(List<Value> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : Value.ABSENT;
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    private static Value moment(Value value) {
        return value.moment().<Value>map(Value.Moment::new).orElse(Value.ABSENT);
    }

    private static Value firstThere(List<Value> arguments) {
        return arguments.stream()
                .filter(value -> !value.text().isEmpty())
                .findFirst()
                .orElse(Value.ABSENT);
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
        String[] parts = argument(arguments, 0)
                .text()
                .split(Pattern.quote(argument(arguments, 1).text()), -1);
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
