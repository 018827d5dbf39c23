package io.github.pullresponder.storage;

import java.util.List;
import java.util.Optional;

/**
 * Rows that several instances write: if two change the same row at the same time, one succeeds and the other is informed (ETags,
 * RFC 9110 section 13).
 *
 * <p>Partitions and keys are compared as text, and have at most 400 characters and none of {@code / \ # ? %} or control
 * characters ("Understanding the Table service data model").
 *
 * <p>Every method throws {@link StorageUnavailableException} if the table cannot be reached.
 */
public interface StorageTable {
    Optional<TableRow> find(String partition, String key);

    /** All rows of a partition with a key prefix, in the order of their keys. */
    List<TableRow> list(String partition, String keyPrefix);

    /** All rows of all partitions with a key prefix. */
    List<TableRow> listAll(String keyPrefix);

    /** Inserts a new row; returns false if it exists already. */
    boolean insert(TableRow row);

    /** Replaces the row that was read; returns false if it was changed or removed since. */
    boolean replace(TableRow row);

    /** Removes the row that was read; returns false if it was changed or removed since. */
    boolean delete(TableRow row);
}
