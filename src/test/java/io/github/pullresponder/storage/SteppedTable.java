package io.github.pullresponder.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A table that calls a listener before and after every write; the listener may throw. */
public record SteppedTable(StorageTable table, Consumer<String> steps) implements StorageTable {
    @Override
    public Optional<TableRow> find(String partition, String key) {
        return table.find(partition, key);
    }

    @Override
    public List<TableRow> list(String partition, String keyPrefix) {
        return table.list(partition, keyPrefix);
    }

    @Override
    public List<TableRow> listAll(String keyPrefix) {
        return table.listAll(keyPrefix);
    }

    @Override
    public boolean insert(TableRow row) {
        return step(() -> table.insert(row));
    }

    @Override
    public boolean replace(TableRow row) {
        return step(() -> table.replace(row));
    }

    @Override
    public boolean delete(TableRow row) {
        return step(() -> table.delete(row));
    }

    private boolean step(Supplier<Boolean> write) {
        steps.accept("before row");
        var written = write.get();
        steps.accept("after row");
        return written;
    }
}
