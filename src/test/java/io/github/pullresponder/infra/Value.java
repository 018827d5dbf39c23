package io.github.pullresponder.infra;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value in a template. Only objects, arrays and loops are taken apart; every other expression stays text. */
sealed interface Value {
    /** As it is written, without comments and with single spaces. */
    record Expression(String text) implements Value {
        @Override
        public String toString() {
            return text;
        }
    }

    record Object(Map<String, Value> properties) implements Value {}

    record Array(List<Value> items) implements Value {}

    /** {@code [for item in items: body]} */
    record Loop(String header, Value body) implements Value {}

    /** {@code if (condition) body} */
    record Conditional(String condition, Value body) implements Value {}

    /** What is declared, under the loop or the condition. */
    default Value body() {
        return this;
    }

    /** The value at a path of property names and indexes, such as {@code properties.rules.0.name}. */
    default Optional<Value> at(String path) {
        Optional<Value> found = Optional.of(this);
        for (var step : path.split("\\.")) {
            found = found.map(Value::innermost).flatMap(value -> value.step(step));
        }
        return found;
    }

    private Value innermost() {
        var value = this;
        while (value.body() != value) {
            value = value.body();
        }
        return value;
    }

    private Optional<Value> step(String step) {
        if (this instanceof Object object) {
            return Optional.ofNullable(object.properties().get(step));
        }
        if (this instanceof Array array && step.matches("\\d+")) {
            return array.items().stream().skip(Integer.parseInt(step)).findFirst();
        }
        return Optional.empty();
    }

    /** What a plain string says. */
    default Optional<String> literal() {
        return this instanceof Expression expression && expression.text().matches("'([^'\\\\$]|\\\\.)*'")
                ? Optional.of(expression
                        .text()
                        .substring(1, expression.text().length() - 1)
                        .replaceAll("\\\\(.)", "$1"))
                : Optional.empty();
    }

    /** The text of an expression at a path; empty if there is none. */
    default String textAt(String path) {
        return at(path).map(java.lang.Object::toString).orElse("");
    }

    /** What the plain string at a path says; empty if there is none. */
    default String literalAt(String path) {
        return at(path).flatMap(Value::literal).orElse("");
    }
}
