package io.github.pullresponder.sandbox.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The repositories of a registry. */
final class RegistryContent {
    private final Map<String, ObjectNode> repositories = new TreeMap<>();
    private final Map<String, List<ObjectNode>> deletedTags = new TreeMap<>();

    RegistryContent(ObjectNode file) {
        file.path("repositories")
                .properties()
                .forEach(entry -> repositories.put(entry.getKey(), (ObjectNode) entry.getValue()));
        file.path("deleted")
                .properties()
                .forEach(entry -> deletedTags.put(
                        entry.getKey(),
                        Json.strings(entry.getValue().path("tags")).stream()
                                .map(tag -> deletedTag(tag, entry.getValue()))
                                .toList()));
    }

    List<String> names() {
        return List.copyOf(repositories.keySet());
    }

    Optional<ObjectNode> repository(String name) {
        return Optional.ofNullable(repositories.get(name));
    }

    /** The repositories with soft-deleted content. */
    List<String> deletedNames() {
        return List.copyOf(deletedTags.keySet());
    }

    /**
     * The soft-deleted tags as the registry returns them. Source: azure-cli, {@code az acr manifest list-deleted-tags}.
     */
    List<ObjectNode> deletedTags(String name) {
        return deletedTags.getOrDefault(name, List.of());
    }

    private static ObjectNode deletedTag(String tag, JsonNode deleted) {
        ObjectNode properties = Json.object().put("tag", tag);
        List.of("digest", "deletedAt")
                .forEach(field -> Json.text(deleted, field).ifPresent(text -> properties.put(field, text)));
        return properties;
    }

    static List<ObjectNode> manifests(ObjectNode repository) {
        return Json.elements(repository.path("manifests")).stream()
                .map(ObjectNode.class::cast)
                .toList();
    }

    /** The manifest with this tag or digest. */
    static Optional<ObjectNode> manifest(ObjectNode repository, String reference) {
        return manifests(repository).stream()
                .filter(manifest -> manifest.path("digest").asText().equals(reference)
                        || tags(manifest).contains(reference))
                .findFirst();
    }

    static List<String> tags(ObjectNode manifest) {
        return Json.strings(manifest.path("tags"));
    }

    static boolean isReadable(ObjectNode repositoryOrManifest) {
        return repositoryOrManifest.path("readEnabled").asBoolean(true);
    }
}
