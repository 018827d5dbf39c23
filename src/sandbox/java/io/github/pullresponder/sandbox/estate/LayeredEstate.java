package io.github.pullresponder.sandbox.estate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An estate that contains only its differences from a base estate: its {@code base.json} names the base folder.
 *
 * <p>Objects are merged as JSON merge patches (RFC 7396): null removes a field. Array elements with an {@code id}, and
 * Kubernetes documents of the same kind, namespace and name, are merged one by one; {@code "$remove": true} removes
 * one. Elements without a counterpart in the base are added. Files with other names, and folders without
 * {@code base.json}, are used unchanged.
 */
public final class LayeredEstate {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BASE = "base.json";
    /** Triggers, expectations and faults are never inherited. */
    private static final Set<String> OWN = Set.of("triggers", "expected.json", "faults.json");

    private static final String REMOVE = "$remove";

    private LayeredEstate() {}

    /** The folder itself, or a complete estate written below {@code work} if the folder only has differences. */
    public static Path complete(Path folder, Path work) {
        var layer = new EstateFolder(folder);
        var base = layer.json(BASE);
        if (base.isEmpty()) {
            return folder;
        }
        var baseFolder = folder.resolve(base.get().node().path("base").asText()).normalize();
        if (!Files.isDirectory(baseFolder)) {
            throw new EstateException(folder.resolve(BASE), "base", "names no folder: " + baseFolder);
        }
        try {
            return written(complete(baseFolder, work), folder, work.resolve(layer.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of a complete estate, for a test that changes it. */
    public static Path copied(Path folder, Path into) throws IOException {
        emptied(into);
        for (var file : filesIn(folder)) {
            copy(folder.resolve(file), into.resolve(file));
        }
        return into;
    }

    private static Path written(Path base, Path layer, Path into) throws IOException {
        emptied(into);
        for (var file : filesIn(base)) {
            if (!OWN.contains(file.getName(0).toString())) {
                copy(base.resolve(file), into.resolve(file));
            }
        }
        for (var file : filesIn(layer)) {
            if (!file.equals(BASE)) {
                merge(layer.resolve(file), into.resolve(file));
            }
        }
        return into;
    }

    private static void merge(Path layer, Path into) throws IOException {
        if (!Files.exists(into)) {
            copy(layer, into);
        } else if (into.toString().endsWith(".yaml")) {
            var documents = JSON.createArrayNode();
            new EstateFolder(into.getParent()).yaml(into).forEach(place -> documents.add(place.node()));
            for (var place : new EstateFolder(layer.getParent()).yaml(layer)) {
                mergeElement(documents, place.node());
            }
            var text = new StringBuilder();
            documents.forEach(document ->
                    text.append("---\n").append(document.toPrettyString()).append('\n'));
            Files.writeString(into, text);
        } else {
            var target = new EstateFolder(into.getParent()).json(into).node();
            var patch = new EstateFolder(layer.getParent()).json(layer).node();
            Files.writeString(into, merged(target, patch).toPrettyString());
        }
    }

    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (target instanceof ObjectNode object && patch instanceof ObjectNode changes) {
            changes.properties().forEach(change -> {
                if (change.getValue().isNull()) {
                    object.remove(change.getKey());
                } else {
                    object.set(change.getKey(), merged(object.path(change.getKey()), change.getValue()));
                }
            });
            return object;
        }
        if (target instanceof ArrayNode array && hasIdentities(patch)) {
            patch.forEach(element -> mergeElement(array, element));
            return array;
        }
        return patch;
    }

    private static boolean hasIdentities(JsonNode patch) {
        return patch.isArray()
                && !patch.isEmpty()
                && Stream.of(patch)
                        .flatMap(LayeredEstate::elements)
                        .allMatch(element -> identity(element).isPresent());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        var elements = new ArrayList<JsonNode>();
        array.forEach(elements::add);
        return elements.stream();
    }

    private static void mergeElement(ArrayNode array, JsonNode element) {
        for (var i = 0; i < array.size(); i++) {
            if (identity(array.get(i)).equals(identity(element))) {
                if (element.path(REMOVE).asBoolean()) {
                    array.remove(i);
                } else {
                    array.set(i, merged(array.get(i), element));
                }
                return;
            }
        }
        array.add(element);
    }

    /** The identity of a list element: its {@code id}, or kind, namespace and name of a Kubernetes object. */
    private static Optional<String> identity(JsonNode element) {
        if (element.hasNonNull("id")) {
            return Optional.of(element.get("id").asText().toLowerCase(Locale.ROOT));
        }
        var metadata = element.path("metadata");
        return element.hasNonNull("kind") && metadata.hasNonNull("name")
                ? Optional.of(String.join(
                        "/",
                        element.get("kind").asText(),
                        metadata.path("namespace").asText(),
                        metadata.get("name").asText()))
                : Optional.empty();
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    private static void emptied(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }
}
