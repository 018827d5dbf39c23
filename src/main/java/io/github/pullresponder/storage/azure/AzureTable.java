package io.github.pullresponder.storage.azure;

import com.azure.core.util.Context;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableEntityUpdateMode;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.TableRow;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A table of the storage account, which is created at the first insert. A row's version is its ETag.
 *
 * <p>Every write has an id. If the answer to a write is lost, the SDK repeats the write, and the service rejects it because of the first
 * one: the id in the row shows that the write succeeded.
 */
final class AzureTable implements StorageTable {
    /** The column for the id of the last write; names of values have no underscore. */
    private static final String WRITE_ID = "_write";

    private static final String ETAG = "odata.etag";
    private static final Set<String> KEYS = Set.of("PartitionKey", "RowKey", "Timestamp");

    /** The names of values; the service's own properties have a dot or an at sign in theirs. */
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9]+");

    private final TableClient table;
    private final StorageExceptionTranslator place;

    AzureTable(TableClient table) {
        this.table = table;
        this.place = new StorageExceptionTranslator("table " + table.getTableName(), StorageService.TABLE);
    }

    @Override
    public Optional<TableRow> find(String partition, String key) {
        return entity(partition, key).map(AzureTable::row);
    }

    private Optional<TableEntity> entity(String partition, String key) {
        return place.ask(() -> Optional.of(table.getEntity(partition, key)), Set.of(404), Optional::empty);
    }

    @Override
    public List<TableRow> list(String partition, String keyPrefix) {
        return rows("PartitionKey eq " + quote(partition) + beginning(" and ", keyPrefix), keyPrefix);
    }

    @Override
    public List<TableRow> listAll(String keyPrefix) {
        return rows(beginning("", keyPrefix), keyPrefix);
    }

    /** The filter for a key prefix: its end is the prefix with its last character increased by one. */
    private static String beginning(String conjunction, String prefix) {
        if (prefix.isEmpty()) {
            return "";
        }
        var last = prefix.length() - 1;
        var beyond = prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
        return conjunction + "RowKey ge " + quote(prefix) + " and RowKey lt " + quote(beyond);
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private List<TableRow> rows(String filter, String keyPrefix) {
        var options = filter.isEmpty() ? new ListEntitiesOptions() : new ListEntitiesOptions().setFilter(filter);
        return place.ask(
                () -> table.listEntities(options, null, Context.NONE).stream()
                        .map(AzureTable::row)
                        .filter(row -> row.key().startsWith(keyPrefix))
                        .sorted(Comparator.comparing(TableRow::partition).thenComparing(TableRow::key))
                        .toList(),
                Set.of(404),
                List::of);
    }

    @Override
    public boolean insert(TableRow row) {
        var entity = entity(row);
        return place.ask(
                StorageExceptionTranslator.creating(this::createTable, () -> {
                    table.createEntity(entity);
                    return true;
                }),
                Set.of(409),
                () -> isStored(entity));
    }

    /** Creates the table, which returns null if another process was faster. */
    private void createTable() {
        place.ask(table::createTable, Set.of(409), () -> null);
    }

    @Override
    public boolean replace(TableRow row) {
        if (row.version().isEmpty()) {
            return false;
        }
        var entity = entity(row);
        return place.ask(
                () -> {
                    table.updateEntityWithResponse(entity, TableEntityUpdateMode.REPLACE, true, null, Context.NONE);
                    return true;
                },
                Set.of(404, 412),
                () -> isStored(entity));
    }

    private boolean isStored(TableEntity written) {
        return entity(written.getPartitionKey(), written.getRowKey())
                .filter(stored -> written.getProperty(WRITE_ID).equals(stored.getProperty(WRITE_ID)))
                .isPresent();
    }

    @Override
    public boolean delete(TableRow row) {
        if (row.version().isEmpty()) {
            return false;
        }
        // The SDK treats a missing row as deleted, and only the status shows the difference.
        return place.ask(
                () -> table.deleteEntityWithResponse(entity(row), true, null, Context.NONE)
                                .getStatusCode()
                        != 404,
                Set.of(404, 412),
                () -> false);
    }

    private static TableEntity entity(TableRow row) {
        var entity = new TableEntity(row.partition(), row.key());
        row.values().forEach(entity::addProperty);
        row.version().ifPresent(version -> entity.addProperty(ETAG, version));
        return entity.addProperty(WRITE_ID, UUID.randomUUID().toString());
    }

    private static TableRow row(TableEntity entity) {
        var values = new HashMap<String, String>();
        entity.getProperties().forEach((name, value) -> {
            if (VALUE.matcher(name).matches() && !KEYS.contains(name)) {
                values.put(name, value.toString());
            }
        });
        return new TableRow(entity.getPartitionKey(), entity.getRowKey(), values, Optional.of(entity.getETag()));
    }
}
