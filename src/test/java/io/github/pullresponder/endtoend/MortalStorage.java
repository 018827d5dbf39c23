package io.github.pullresponder.endtoend;

import io.github.pullresponder.storage.Blobs;
import io.github.pullresponder.storage.Row;
import io.github.pullresponder.storage.Storage;
import io.github.pullresponder.storage.Table;
import io.github.pullresponder.storage.WorkQueue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a process stores that may die before or after each write. */
final class MortalStorage {
    private final Lifetime life;

    private MortalStorage(Lifetime life) {
        this.life = life;
    }

    static Storage of(Storage storage, Lifetime life) {
        var mortal = new MortalStorage(life);
        return new Storage(
                mortal.queue(storage.queue()),
                mortal.new MortalTable(storage.table()),
                mortal.new MortalBlobs(storage.reports()));
    }

    private <T> T step(String what, Supplier<T> write) {
        life.step("before " + what);
        var result = write.get();
        life.step("after " + what);
        return result;
    }

    private WorkQueue queue(WorkQueue queue) {
        return text -> step("message", () -> {
            queue.send(text);
            return true;
        });
    }

    private final class MortalTable implements Table {
        private final Table table;

        private MortalTable(Table table) {
            this.table = table;
        }

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
            return step("row", () -> table.insert(row));
        }

        @Override
        public boolean replace(Row row) {
            return step("row", () -> table.replace(row));
        }

        @Override
        public boolean delete(Row row) {
            return step("row", () -> table.delete(row));
        }
    }

    private final class MortalBlobs implements Blobs {
        private final Blobs blobs;

        private MortalBlobs(Blobs blobs) {
            this.blobs = blobs;
        }

        @Override
        public void put(String name, String contentType, String text, Map<String, String> metadata) {
            step("blob", () -> {
                blobs.put(name, contentType, text, metadata);
                return true;
            });
        }

        @Override
        public Optional<String> find(String name) {
            return blobs.find(name);
        }

        @Override
        public List<String> list(String prefix) {
            return blobs.list(prefix);
        }
    }
}
