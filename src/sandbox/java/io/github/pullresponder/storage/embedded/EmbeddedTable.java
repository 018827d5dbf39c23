package io.github.pullresponder.storage.embedded;

import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.TableRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** An in-memory table with the limits of the service, lost when the process ends. */
public final class EmbeddedTable implements StorageTable {
    private record Key(String partition, String key) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            var byPartition = partition.compareTo(other.partition);
            return byPartition != 0 ? byPartition : key.compareTo(other.key);
        }
    }

    private final Map<Key, TableRow> rows = new ConcurrentSkipListMap<>();
    private final AtomicLong versions = new AtomicLong();

    @Override
    public Optional<TableRow> find(String partition, String key) {
        return Optional.ofNullable(rows.get(new Key(partition, key)));
    }

    @Override
    public List<TableRow> list(String partition, String keyPrefix) {
        return listAll(keyPrefix).stream()
                .filter(row -> row.partition().equals(partition))
                .toList();
    }

    @Override
    public List<TableRow> listAll(String keyPrefix) {
        return rows.values().stream()
                .filter(row -> row.key().startsWith(keyPrefix))
                .toList();
    }

    @Override
    public boolean insert(TableRow row) {
        ServiceLimits.check(row);
        return rows.putIfAbsent(keyOf(row), versioned(row)) == null;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Checks that this row was stored, not an equal one.
    public boolean replace(TableRow row) {
        ServiceLimits.check(row);
        var next = versioned(row);
        return rows.computeIfPresent(keyOf(row), (key, held) -> isSameVersion(held, row) ? next : held) == next;
    }

    @Override
    public synchronized boolean delete(TableRow row) {
        var held = rows.get(keyOf(row));
        return held != null && isSameVersion(held, row) && rows.remove(keyOf(row), held);
    }

    private static boolean isSameVersion(TableRow held, TableRow read) {
        return held.version().equals(read.version());
    }

    private TableRow versioned(TableRow row) {
        return new TableRow(
                row.partition(), row.key(), row.values(), Optional.of(Long.toString(versions.incrementAndGet())));
    }

    private static Key keyOf(TableRow row) {
        return new Key(row.partition(), row.key());
    }
}
