package io.github.pullresponder.storage.embedded;

import io.github.pullresponder.storage.Row;
import io.github.pullresponder.storage.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** A table in this process, with the limits of the service; it ends with it. */
public final class EmbeddedTable implements Table {
    private record Key(String partition, String key) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            var byPartition = partition.compareTo(other.partition);
            return byPartition != 0 ? byPartition : key.compareTo(other.key);
        }
    }

    private final Map<Key, Row> rows = new ConcurrentSkipListMap<>();
    private final AtomicLong versions = new AtomicLong();

    @Override
    public Optional<Row> find(String partition, String key) {
        return Optional.ofNullable(rows.get(new Key(partition, key)));
    }

    @Override
    public List<Row> list(String partition, String keyPrefix) {
        return listAll(keyPrefix).stream()
                .filter(row -> row.partition().equals(partition))
                .toList();
    }

    @Override
    public List<Row> listAll(String keyPrefix) {
        return rows.values().stream()
                .filter(row -> row.key().startsWith(keyPrefix))
                .toList();
    }

    @Override
    public boolean insert(Row row) {
        ServiceLimits.check(row);
        return rows.putIfAbsent(keyOf(row), versioned(row)) == null;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Whether this row was stored, and not one that is equal to it.
    public boolean replace(Row row) {
        ServiceLimits.check(row);
        var next = versioned(row);
        return rows.computeIfPresent(keyOf(row), (key, held) -> isSameVersion(held, row) ? next : held) == next;
    }

    @Override
    public synchronized boolean delete(Row row) {
        var held = rows.get(keyOf(row));
        return held != null && isSameVersion(held, row) && rows.remove(keyOf(row), held);
    }

    private static boolean isSameVersion(Row held, Row read) {
        return held.version().equals(read.version());
    }

    private Row versioned(Row row) {
        return new Row(
                row.partition(), row.key(), row.values(), Optional.of(Long.toString(versions.incrementAndGet())));
    }

    private static Key keyOf(Row row) {
        return new Key(row.partition(), row.key());
    }
}
