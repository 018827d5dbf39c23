package io.github.pullresponder.storage;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Named texts in one container.
 *
 * <p>Every method throws {@link StorageUnavailableException} if the container cannot be reached.
 */
public interface BlobContainer {
    /**
     * Stores a text under a name such as {@code 2026/11/22/<id>.json}, replacing an earlier one.
     *
     * @param metadata the metadata: names of letters and digits, values of printable ASCII
     */
    void put(String name, String contentType, String text, Map<String, String> metadata);

    Optional<String> find(String name);

    /** The names with a prefix, in their order. */
    List<String> list(String prefix);
}
