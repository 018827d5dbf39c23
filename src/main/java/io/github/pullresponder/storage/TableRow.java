package io.github.pullresponder.storage;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A row of a {@link StorageTable}.
 *
 * @param partition the partition; rows of one partition are read together
 * @param key the key, unique in its partition
 * @param values the values, each at most 32,000 characters; names are letters and digits, except {@code PartitionKey}, {@code RowKey}
 *     and {@code Timestamp}, which the service reserves
 * @param version the version in the table; absent for a row that was not read from there
 */
public record TableRow(String partition, String key, Map<String, String> values, Optional<String> version) {
    public TableRow {
        values = Map.copyOf(values);
    }

    /** A row that is not in the table yet; {@link TableRowKind#fresh} adds its version. */
    static TableRow fresh(String partition, String key, Map<String, String> values) {
        return new TableRow(partition, key, values, Optional.empty());
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The same row with changed values. */
    public TableRow with(Map<String, String> changed) {
        var all = new TreeMap<>(values);
        all.putAll(changed);
        return new TableRow(partition, key, all, version);
    }

    /** The same row without these values. */
    public TableRow without(Set<String> names) {
        var others = new TreeMap<>(values);
        others.keySet().removeAll(names);
        return new TableRow(partition, key, others, version);
    }

    /** The same row with only these values. */
    public TableRow withOnly(Map<String, String> only) {
        return new TableRow(partition, key, only, version);
    }
}
