package io.github.pullresponder.sandbox.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;

/** Repositories, tags and manifests as the registry's own API describes them. Source: REST reference, models. */
final class ArtifactProperties {
    private static final String UNKNOWN_TIME = "2026-01-01T00:00:00Z";

    private ArtifactProperties() {}

    static ObjectNode repository(Registry registry, String name, ObjectNode repository) {
        List<ObjectNode> manifests = RegistryContent.manifests(repository);
        ObjectNode properties = named(registry, name);
        properties.put("createdTime", UNKNOWN_TIME).put("lastUpdateTime", UNKNOWN_TIME);
        properties.put("manifestCount", manifests.size());
        properties.put(
                "tagCount",
                manifests.stream()
                        .mapToInt(manifest -> RegistryContent.tags(manifest).size())
                        .sum());
        properties.set("changeableAttributes", attributes(repository));
        return properties;
    }

    static ObjectNode tag(String tag, ObjectNode manifest) {
        ObjectNode properties = Json.object()
                .put("name", tag)
                .put("digest", manifest.path("digest").asText())
                .put("createdTime", createdOn(manifest))
                .put("lastUpdateTime", createdOn(manifest))
                .put("signed", false);
        properties.set("changeableAttributes", attributes(manifest));
        return properties;
    }

    static ObjectNode manifest(ObjectNode manifest) {
        ObjectNode properties = Json.object()
                .put("digest", manifest.path("digest").asText())
                .put("imageSize", 0)
                .put("createdTime", createdOn(manifest))
                .put("lastUpdateTime", createdOn(manifest))
                .put("mediaType", manifest.path("mediaType").asText());
        List.of("architecture", "os", "osVersion")
                .forEach(field -> Json.text(manifest, field).ifPresent(text -> properties.put(field, text)));
        properties.set("tags", Json.texts(RegistryContent.tags(manifest)));
        properties.set("changeableAttributes", attributes(manifest));
        return properties;
    }

    /** Adds the references of an index, which only the response for a single manifest contains. */
    static ObjectNode manifestWithReferences(ObjectNode manifest) {
        ObjectNode properties = manifest(manifest);
        var references = properties.putArray("references");
        manifest.at("/body/manifests")
                .forEach(reference -> references.add(Json.object()
                        .put("digest", reference.path("digest").asText())
                        .put(
                                "architecture",
                                reference.at("/platform/architecture").asText())
                        .put("os", reference.at("/platform/os").asText())));
        return properties;
    }

    /** Starts a response: every response begins with the registry and, in most cases, the repository. */
    static ObjectNode named(Registry registry, String repository) {
        return Json.object().put("registry", registry.loginServer()).put("imageName", repository);
    }

    static String createdOn(ObjectNode manifest) {
        return manifest.path("createdOn").asText(UNKNOWN_TIME);
    }

    private static ObjectNode attributes(ObjectNode artifact) {
        ObjectNode attributes = Json.object()
                .put("deleteEnabled", true)
                .put("writeEnabled", true)
                .put("listEnabled", true)
                .put("readEnabled", RegistryContent.isReadable(artifact));
        Json.text(artifact, "quarantineState").ifPresent(state -> attributes.put("quarantineState", state));
        return attributes;
    }
}
