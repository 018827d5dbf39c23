package io.github.pullresponder.incident;

import io.github.pullresponder.storage.Row;
import io.github.pullresponder.storage.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A table that tells of every write, before it and after it. */
record SteppedTable(Table table, Consumer<String> steps) implements Table {
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
        steps.accept("before row");
        var stored = table.insert(row);
        steps.accept("after row");
        return stored;
    }

    @Override
    public boolean replace(Row row) {
        steps.accept("before row");
        var stored = table.replace(row);
        steps.accept("after row");
        return stored;
    }

    @Override
    public boolean delete(Row row) {
        steps.accept("before row");
        var deleted = table.delete(row);
        steps.accept("after row");
        return deleted;
    }
}
