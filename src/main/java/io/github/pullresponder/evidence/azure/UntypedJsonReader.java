package io.github.pullresponder.evidence.azure;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON without a model: rows of Resource Graph, and responses of services whose client library is not used. Resource Graph returns
 * properties as they were last written, so keys differ in letter case, and unset properties are missing.
 */
final class UntypedJsonReader {
    private UntypedJsonReader() {}

    /** The value at the end of a path of keys. */
    static Optional<Object> at(@Nullable Object json, String... path) {
        var value = Optional.ofNullable(json);
        for (var key : path) {
            value = value.flatMap(object -> valueIn(object, key));
        }
        return value;
    }

    /** The text there; absent where it is empty. */
    static Optional<String> text(@Nullable Object json, String... path) {
        return at(json, path)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(value -> !value.isEmpty());
    }

    static Optional<ResourceId> id(@Nullable Object json, String... path) {
        return text(json, path).map(ResourceId::parse);
    }

    /** The elements of the list there. */
    static Stream<?> items(@Nullable Object json, String... path) {
        return at(json, path).stream().flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.empty());
    }

    /** The resources that the elements of the list there reference. */
    static Stream<ResourceId> ids(@Nullable Object json, String... path) {
        return items(json, path).flatMap(item -> id(item, "id").stream());
    }

    private static Optional<Object> valueIn(Object object, String key) {
        return object instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .filter(entry ->
                                key.equalsIgnoreCase(String.valueOf(entry.getKey())) && entry.getValue() != null)
                        .<Object>map(Map.Entry::getValue)
                        .findFirst()
                : Optional.empty();
    }
}
