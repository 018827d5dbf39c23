package io.github.pullresponder.sandbox.estate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A JSON node with its file and path, so that an error message can name its place.
 *
 * @param path JSON path, such as {@code arm.json[12].id}
 */
record Place(Path file, String path, JsonNode node) {

    EstateException wrong(String reason) {
        return new EstateException(file, path, reason);
    }

    /** The elements of this node, which must be an array. */
    List<Place> elements() {
        if (!node.isArray()) {
            throw wrong("must be an array, is " + kind());
        }
        return IntStream.range(0, node.size())
                .mapToObj(i -> new Place(file, path + "[" + i + "]", node.get(i)))
                .toList();
    }

    /** The fields of this node, which must be an object, in the order of the file. */
    Map<String, Place> fields() {
        var fields = new LinkedHashMap<String, Place>();
        object().fieldNames().forEachRemaining(name -> fields.put(name, at(name)));
        return fields;
    }

    ObjectNode object() {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw wrong("must be an object, is " + kind());
    }

    String text() {
        if (!node.isTextual()) {
            throw wrong("must be a string, is " + kind());
        }
        return node.asText();
    }

    int number() {
        if (!node.isInt()) {
            throw wrong("must be a whole number, is " + kind());
        }
        return node.asInt();
    }

    boolean truth() {
        if (!node.isBoolean()) {
            throw wrong("must be true or false, is " + kind());
        }
        return node.asBoolean();
    }

    Place required(String field) {
        return optional(field).orElseThrow(() -> wrong("has no \"" + field + "\""));
    }

    Optional<Place> optional(String field) {
        return object().has(field) ? Optional.of(at(field)) : Optional.empty();
    }

    /** The elements of an optional array. */
    List<Place> elementsOf(String field) {
        return optional(field).map(Place::elements).orElse(List.of());
    }

    /** The texts of an optional object of texts. */
    Map<String, String> textsOf(String field) {
        var texts = new LinkedHashMap<String, String>();
        optional(field).map(Place::fields).orElse(Map.of()).forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    private Place at(String field) {
        boolean plain = field.matches("[A-Za-z_@$][A-Za-z0-9_@$-]*");
        return new Place(file, path + (plain ? "." + field : "[\"" + field + "\"]"), node.get(field));
    }

    private String kind() {
        return switch (node.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "an array";
            case STRING, BINARY -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL, MISSING -> "null";
        };
    }
}
