package io.github.pullresponder.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.storage.embedded.EmbeddedTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The data of earlier releases, as they wrote it: see the README next to the samples. Every release must be able to read the
 * samples, so no code writes them again.
 */
public final class StoredSamples {
    private static final Path FOLDER = Path.of("src", "test", "resources", "stored");
    private static final String FIRST = "v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredSamples() {}

    /** The names of the first version's samples of {@code queue}, {@code rows} or {@code reports}. */
    public static Set<String> names(String folder) {
        return names(FIRST, folder);
    }

    public static Set<String> names(String version, String folder) {
        try (var files = Files.list(FOLDER.resolve(version).resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String folder, String name) {
        return text(FIRST, folder, name);
    }

    public static String text(String version, String folder, String name) {
        try {
            return Files.readString(FOLDER.resolve(version).resolve(folder).resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TableRow row(String name) {
        try {
            var row = JSON.readTree(text("rows", name));
            var values = JSON.convertValue(row.path("values"), new TypeReference<Map<String, String>>() {});
            return TableRow.fresh(
                    row.path("partition").asText(), row.path("key").asText(), values);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A table that holds one row. */
    public static StorageTable tableWith(TableRow row) {
        var table = new EmbeddedTable();
        table.insert(row);
        return table;
    }

    /** An addition that a later release may write without a new version. */
    public static TableRow withUnknownColumn(TableRow row) {
        return row.with(Map.of("addedLater", "unknown here"));
    }

    /** A row of a later release with a new version. */
    public static TableRow ofNewerVersion(TableRow row) {
        return row.with(Map.of("version", "2"));
    }
}
