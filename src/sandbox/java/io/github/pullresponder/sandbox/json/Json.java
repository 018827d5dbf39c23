package io.github.pullresponder.sandbox.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** JSON trees, as every simulated system reads and writes them. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array(Collection<? extends JsonNode> items) {
        return MAPPER.createArrayNode().addAll(items);
    }

    public static ArrayNode texts(Collection<String> items) {
        var array = MAPPER.createArrayNode();
        items.forEach(array::add);
        return array;
    }

    /** The tree a value is written as. */
    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The tree of this text; a text that is no JSON is a missing node, as for a service that got no body. */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            return MAPPER.missingNode();
        }
    }

    /** A constant of the code, such as an error shape: what is not JSON here is a mistake of the programmer. */
    public static ObjectNode constant(String text) {
        if (parse(text) instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("not a JSON object: " + text);
    }

    /** A field's text, if it is there and is text. */
    public static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    /** A nested text, such as {@code properties.scope}. */
    public static Optional<String> textAt(JsonNode node, String pointer) {
        return Optional.of(node.at(pointer)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    public static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    public static List<String> strings(JsonNode array) {
        return elements(array).stream().map(JsonNode::asText).toList();
    }
}
