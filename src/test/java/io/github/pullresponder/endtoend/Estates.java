package io.github.pullresponder.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.Fault;
import io.github.pullresponder.sandbox.estate.LayeredEstate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The estates of these tests: one of the project's estates, with files that a test adds or replaces. */
final class Estates {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Estates() {}

    /** A pod cannot pull, because no role permits it. */
    static Estate cartCannotPull() {
        return BundledEstates.named("pull-role-missing");
    }

    /** The same estate, in which Azure does not answer for a long time. */
    static Estate withoutAzure() {
        var throttled = new Fault(
                Pattern.compile("management\\.azure\\.com"),
                OptionalInt.of(429),
                Map.of("Retry-After", "3600"),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty(),
                false);
        return cartCannotPull().withFaults(List.of(throttled));
    }

    /** A healthy estate: the role is assigned, and the pod runs. */
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

    /** A copy of the estate with changed Kubernetes objects. Other estates are not affected. */
    static Estate changed(Estate estate, Consumer<ObjectNode> change) {
        var kubernetes = new HashMap<String, List<ObjectNode>>();
        estate.kubernetes()
                .forEach((cluster, objects) -> kubernetes.put(
                        cluster,
                        objects.stream().map(ObjectNode::deepCopy).peek(change).toList()));
        return new Estate(
                estate.name(),
                estate.clock(),
                estate.resources(),
                estate.subscriptions(),
                estate.actions(),
                estate.directory(),
                kubernetes,
                estate.registries(),
                estate.logs(),
                estate.faults(),
                estate.triggers(),
                estate.expected());
    }
}
