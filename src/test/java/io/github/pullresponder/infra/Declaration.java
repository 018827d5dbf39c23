package io.github.pullresponder.infra;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One declaration of a template.
 *
 * @param kind {@code param}, {@code var}, {@code resource}, {@code module}, {@code output}, {@code type}, {@code import},
 *     {@code using} or {@code targetScope}
 * @param type of a parameter or output; the type and version of a resource; the path of a module or of what is imported or used
 * @param existing whether a resource is only referred to
 * @param decorators their arguments by their names
 * @param comment what is written directly above
 */
record Declaration(
        String kind,
        String name,
        String type,
        boolean existing,
        Optional<Value> value,
        Map<String, String> decorators,
        List<String> comment,
        int line) {

    boolean isSecure() {
        return decorators.containsKey("secure");
    }

    String resourceType() {
        return type.substring(0, type.indexOf('@'));
    }

    String apiVersion() {
        return type.substring(type.indexOf('@') + 1);
    }

    /** What is declared, with its properties. */
    Value content() {
        return value.orElseThrow(() -> new IllegalStateException(name + " has no value"));
    }
}
