package io.github.pullresponder.storage;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A row of a {@link Table}.
 *
 * @param partition rows of one partition are read together
 * @param key unique in its partition
 * @param values each at most 32,000 characters; names are letters and digits, and none of {@code PartitionKey}, {@code RowKey},
 *     {@code Timestamp}, which the service keeps for itself
 * @param version what the table holds now has it; absent for a row that was not read from there
 */
public record Row(String partition, String key, Map<String, String> values, Optional<String> version) {
    public Row {
        values = Map.copyOf(values);
    }

    /** A row that is not in the table yet: see {@link RowKind#fresh}, which knows its version. */
    static Row fresh(String partition, String key, Map<String, String> values) {
        return new Row(partition, key, values, Optional.empty());
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The same row, to be stored with other values. */
    public Row with(Map<String, String> changed) {
        var all = new TreeMap<>(values);
        all.putAll(changed);
        return new Row(partition, key, all, version);
    }

    /** The same row, without these values. */
    public Row without(Set<String> names) {
        var others = new TreeMap<>(values);
        others.keySet().removeAll(names);
        return new Row(partition, key, others, version);
    }

    /** The same row, with these values and no others. */
    public Row withOnly(Map<String, String> only) {
        return new Row(partition, key, only, version);
    }
}
