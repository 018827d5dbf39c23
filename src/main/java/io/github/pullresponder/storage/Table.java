package io.github.pullresponder.storage;

import java.util.List;
import java.util.Optional;

/**
 * Rows that several instances write: of two that change the same row at once, one succeeds and the other learns of it
 * (ETags, RFC 9110 section 13).
 *
 * <p>Partitions and keys are compared as text, hold at most 400 characters and none of {@code / \ # ? %} or control
 * characters ("Understanding the Table service data model").
 *
 * <p>Every method throws {@link StorageUnavailableException} if the table cannot be reached.
 */
public interface Table {
    Optional<Row> find(String partition, String key);

    /** All rows of a partition whose keys begin so, in the order of their keys. */
    List<Row> list(String partition, String keyPrefix);

    /** All rows of all partitions whose keys begin so. */
    List<Row> listAll(String keyPrefix);

    /** Stores a row that is not there yet; false if it is there already. */
    boolean insert(Row row);

    /** Replaces the row that was read; false if it was changed or removed since. */
    boolean replace(Row row);

    /** Removes the row that was read; false if it was changed or removed since. */
    boolean delete(Row row);
}
