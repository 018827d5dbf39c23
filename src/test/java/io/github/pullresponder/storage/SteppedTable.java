package io.github.pullresponder.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A table that calls a listener before and after every write; the listener may throw. */
public record SteppedTable(Table table, Consumer<String> steps) implements Table {
    @Override
    public Optional<Row> find(String partition, String key) {
        return table.find(partition, key);
    }

    @Override
    public List<Row> list(String partition, String keyPrefix) {
        return table.list(partition, keyPrefix);
    }

    @Override
    public List<Row> listAll(String keyPrefix) {
        return table.listAll(keyPrefix);
    }

    @Override
    public boolean insert(Row row) {
        return step(() -> table.insert(row));
    }

    @Override
    public boolean replace(Row row) {
        return step(() -> table.replace(row));
    }

    @Override
    public boolean delete(Row row) {
        return step(() -> table.delete(row));
    }

    private boolean step(Supplier<Boolean> write) {
        steps.accept("before row");
        var written = write.get();
        steps.accept("after row");
        return written;
    }
}
