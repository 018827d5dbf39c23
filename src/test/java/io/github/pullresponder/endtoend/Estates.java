package io.github.pullresponder.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.LayeredEstate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The estates that these tests play on: one of the project's, and files of a test's own laid over it. */
final class Estates {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Estates() {}

    /** A pod cannot pull, because no role lets it. */
    static Estate cartCannotPull() {
        return BundledEstates.named("pull-role-missing");
    }

    /** All is well: the role is there, and the pod runs. */
    static Estate cartRuns() {
        return BundledEstates.named("healthy-pod-recovered");
    }

    /** @param files contents by name */
    static Estate layer(String base, Map<String, String> files) {
        var bundled = Path.of("target", "test-classes", "estates", base);
        try {
            var folder = Files.createTempDirectory("estate");
            JSON.writeValue(
                    folder.resolve("base.json").toFile(),
                    Map.of("base", bundled.toAbsolutePath().toString()));
            for (var file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            return Estate.load(LayeredEstate.complete(folder, Files.createTempDirectory("estates")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
