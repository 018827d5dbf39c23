package io.github.pullresponder.storage;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A row of a {@link Table}.
 *
 * @param partition the partition; rows of one partition are read together
 * @param key the key, unique in its partition
 * @param values the values, each at most 32,000 characters; names are letters and digits, except {@code PartitionKey}, {@code RowKey}
 *     and {@code Timestamp}, which the service reserves
 * @param version the version in the table; absent for a row that was not read from there
 */
public record Row(String partition, String key, Map<String, String> values, Optional<String> version) {
    public Row {
        values = Map.copyOf(values);
    }

    /** A row that is not in the table yet; {@link RowKind#fresh} adds its version. */
    static Row fresh(String partition, String key, Map<String, String> values) {
        return new Row(partition, key, values, Optional.empty());
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The same row with changed values. */
    public Row with(Map<String, String> changed) {
        var all = new TreeMap<>(values);
        all.putAll(changed);
        return new Row(partition, key, all, version);
    }

    /** The same row without these values. */
    public Row without(Set<String> names) {
        var others = new TreeMap<>(values);
        others.keySet().removeAll(names);
        return new Row(partition, key, others, version);
    }

    /** The same row with only these values. */
    public Row withOnly(Map<String, String> only) {
        return new Row(partition, key, only, version);
    }
}
