package io.github.pullresponder.sandbox.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers the read operations of one registry for an authorized caller. */
record RegistryReads(Registry registry, RegistryPath path, Request request) {

    Response answer() {
        RegistryContent content = registry.content();
        return switch (path.operation()) {
            case BASE -> Response.json(200, Json.object());
            case CATALOG -> names("repositories", content.names());
            case DELETED_CATALOG -> names("repositories", content.deletedNames());
            case DELETED_TAGS -> deletedTags();
            case DELETED_MANIFESTS -> listing("manifests", List.of(), item -> "");
            default ->
                content.repository(path.repository())
                        .map(this::ofRepository)
                        .orElse(RegistryErrors.noSuchRepository(path.repository()));
        };
    }

    private Response ofRepository(ObjectNode repository) {
        return switch (path.operation()) {
            case TAG_NAMES ->
                names(
                        "tags",
                        tags(repository).stream()
                                .map(tag -> text(tag, "name"))
                                .sorted()
                                .toList());
            case TAGS -> listing("tags", tags(repository), tag -> text(tag, "name"));
            case MANIFESTS -> listing("manifests", manifests(repository), manifest -> text(manifest, "digest"));
            case REPOSITORY_PROPERTIES ->
                Response.json(200, ArtifactProperties.repository(registry, path.repository(), repository));
            case TAG_PROPERTIES -> tag(repository);
            case MANIFEST_PROPERTIES -> manifestProperties(repository);
            case BLOB -> blob(repository);
            default -> manifest(repository);
        };
    }

    private Response names(String field, List<String> all) {
        var page = LinkedPage.of(all, Function.identity(), request);
        ObjectNode body = field.equals("tags") ? Json.object().put("name", path.repository()) : Json.object();
        body.set(field, Json.texts(page.items()));
        return page.linked(Response.json(200, body));
    }

    private Response listing(String field, List<ObjectNode> all, Function<ObjectNode, String> key) {
        var page = LinkedPage.of(all, key, request);
        ObjectNode body = ArtifactProperties.named(registry, path.repository());
        body.set(field, Json.array(page.items()));
        return page.linked(Response.json(200, body));
    }

    private Response deletedTags() {
        return listing("tags", registry.content().deletedTags(path.repository()), tag -> text(tag, "tag"));
    }

    private List<ObjectNode> tags(ObjectNode repository) {
        return ordered(RegistryContent.manifests(repository).stream()
                .flatMap(manifest ->
                        RegistryContent.tags(manifest).stream().map(tag -> ArtifactProperties.tag(tag, manifest)))
                .sorted(Comparator.comparing(tag -> text(tag, "name")))
                .toList());
    }

    private List<ObjectNode> manifests(ObjectNode repository) {
        return ordered(RegistryContent.manifests(repository).stream()
                .map(ArtifactProperties::manifest)
                .sorted(Comparator.comparing(manifest -> text(manifest, "digest")))
                .toList());
    }

    /** Sorts by {@code orderby}: by name, unless it requests an order by time. */
    private List<ObjectNode> ordered(List<ObjectNode> items) {
        Comparator<ObjectNode> byTime = Comparator.comparing(item -> text(item, "lastUpdateTime"));
        return switch (request.parameter("orderby").orElse("")) {
            case "timedesc" -> items.stream().sorted(byTime.reversed()).toList();
            case "timeasc" -> items.stream().sorted(byTime).toList();
            default -> items;
        };
    }

    private Response tag(ObjectNode repository) {
        return RegistryContent.manifest(repository, path.reference())
                .map(manifest -> {
                    ObjectNode body = ArtifactProperties.named(registry, path.repository());
                    body.set("tag", ArtifactProperties.tag(path.reference(), manifest));
                    return Response.json(200, body);
                })
                .orElse(RegistryErrors.noSuchTag(path.reference()));
    }

    private Response manifestProperties(ObjectNode repository) {
        return RegistryContent.manifest(repository, path.reference())
                .map(manifest -> {
                    ObjectNode body = ArtifactProperties.named(registry, path.repository());
                    body.set("manifest", ArtifactProperties.manifestWithReferences(manifest));
                    return Response.json(200, body);
                })
                .orElse(RegistryErrors.noSuchManifest(path.reference()));
    }

    private Response manifest(ObjectNode repository) {
        Optional<ObjectNode> manifest = RegistryContent.manifest(repository, path.reference());
        if (manifest.isEmpty()) {
            return RegistryErrors.noSuchManifest(path.reference());
        }
        if (!RegistryContent.isReadable(repository) || !RegistryContent.isReadable(manifest.get())) {
            return RegistryErrors.disallowed();
        }
        String digest = text(manifest.get(), "digest");
        String body = ManifestBytes.of(manifest.get().path("body"), digest);
        return content(body, text(manifest.get(), "mediaType"), digest);
    }

    /** The only blobs are the configurations of images, built from the platforms in the estate. */
    private Response blob(ObjectNode repository) {
        return RegistryContent.manifests(repository).stream()
                .filter(manifest -> manifest.at("/body/config/digest").asText().equals(path.reference()))
                .findFirst()
                .map(manifest ->
                        content(configuration(manifest).toString(), "application/octet-stream", path.reference()))
                .orElse(RegistryErrors.noSuchBlob(path.reference()));
    }

    private static ObjectNode configuration(ObjectNode manifest) {
        ObjectNode configuration = Json.object()
                .put("architecture", manifest.path("architecture").asText("amd64"))
                .put("os", manifest.path("os").asText("linux"));
        Json.text(manifest, "osVersion").ifPresent(version -> configuration.put("os.version", version));
        configuration.set("config", Json.object());
        configuration.set("rootfs", Json.object().put("type", "layers"));
        return configuration;
    }

    private static Response content(String body, String mediaType, String digest) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return Response.text(200, body)
                .with("Content-Type", mediaType)
                .with("Content-Length", String.valueOf(length))
                .with("Docker-Content-Digest", digest);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
