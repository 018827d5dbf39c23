package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Simulates the commands for the content of a registry: {@code az acr repository}, {@code manifest}, {@code build},
 * {@code import}, {@code cache}.
 */
final class RegistryContentCommands {
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    /** The Windows version of the base image that the remedies name: the version of the node. */
    private static final String WINDOWS = "10.0.20348.4297";

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /** An image name: {@code store/cart:2.3.1}, or with a digest. */
    record Name(String repository, String reference) {
        static Name of(String text) {
            var digest = text.indexOf('@');
            if (digest >= 0) {
                return new Name(text.substring(0, digest), text.substring(digest + 1));
            }
            var tag = text.lastIndexOf(':');
            return tag < 0 ? new Name(text, "latest") : new Name(text.substring(0, tag), text.substring(tag + 1));
        }
    }

    private RegistryContentCommands() {}

    static void addTo(Az az) {
        az.does("acr repository update", RegistryContentCommands::setAttributes)
                .does("acr manifest restore", RegistryContentCommands::restore)
                .does("acr build", RegistryContentCommands::build)
                .does("acr import", RegistryContentCommands::importImage)
                .does("acr cache create", RegistryContentCommands::cache);
    }

    private static void setAttributes(Az.Line line) {
        var content = RegistryCommands.content(line, RegistryCommands.registry(line));
        var target = line.find("--image", "-t")
                .map(Name::of)
                .map(name -> manifest(content, name)
                        .orElseThrow(() -> new Refusal("MANIFEST_UNKNOWN: manifest %s is not found", name)))
                .orElseGet(() -> repository(content, line.get("--repository")));
        line.truth("--read-enabled").ifPresent(enabled -> target.put("readEnabled", enabled));
    }

    private static ObjectNode repository(ObjectNode content, String name) {
        if (!content.path("repositories").has(name)) {
            throw new Refusal("NAME_UNKNOWN: repository %s is not found", name);
        }
        return (ObjectNode) content.path("repositories").path(name);
    }

    private static Optional<ObjectNode> manifest(ObjectNode content, Name name) {
        return StreamSupport.stream(
                        content.path("repositories")
                                .path(name.repository())
                                .path("manifests")
                                .spliterator(),
                        false)
                .filter(element -> element.path("digest").asText().equals(name.reference())
                        || EstateFiles.texts(element.path("tags")).contains(name.reference()))
                .map(ObjectNode.class::cast)
                .findFirst();
    }

    /** Restores a soft-deleted tag or digest. */
    private static void restore(Az.Line line) {
        var content = RegistryCommands.content(line, RegistryCommands.registry(line));
        var name = line.find("--digest", "-d")
                .map(digest -> new Name(line.name(), digest))
                .orElseGet(() -> Name.of(line.name()));
        var deleted = content.path("deleted").path(name.repository());
        var isThere = EstateFiles.texts(deleted.path("tags")).contains(name.reference())
                || deleted.path("digest").asText().equals(name.reference());
        if (!isThere) {
            throw new Refusal("MANIFEST_UNKNOWN: %s is not among the deleted", name);
        }
        content.withObject("/deleted").remove(name.repository());
        add(content, name.repository(), EstateFiles.texts(deleted.path("tags")), line.estate(), "linux/amd64")
                .put("digest", deleted.path("digest").asText(digestOf(name.toString())));
    }

    private static void build(Az.Line line) {
        var content = RegistryCommands.content(line, RegistryCommands.registry(line));
        push(
                content,
                Name.of(line.get("--image")),
                line.estate(),
                line.find("--platform").orElse("linux"));
    }

    private static void importImage(Az.Line line) {
        var content = RegistryCommands.content(line, RegistryCommands.registry(line));
        push(
                content,
                Name.of(line.find("--image", "-t").orElseGet(() -> line.get("--source"))),
                line.estate(),
                "linux/amd64");
    }

    /** Creates a cache rule. A later pull fetches missing content, beginning with the first one. */
    private static void cache(Az.Line line) {
        var registry = RegistryCommands.registry(line);
        var name = line.name();
        if (!name.matches("[A-Za-z0-9_-]{5,50}")) {
            throw new Refusal("InvalidCacheRuleName: %s", name);
        }
        line.estate()
                .add(EstateFiles.id(registry) + "/cacheRules/" + name, RegistryCommands.REGISTRIES + "/cacheRules")
                .put("sourceRepository", line.get("--source-repo"))
                .put("targetRepository", line.get("--target-repo"));
    }

    /** Adds an image and moves the tag to its manifest, as a push does. */
    static void push(ObjectNode content, Name name, EstateFiles estate, String platforms) {
        var all = List.of(platforms.split(",", -1));
        if (all.size() == 1) {
            untag(content, name);
            add(content, name.repository(), List.of(name.reference()), estate, all.get(0));
        } else {
            var parts = all.stream()
                    .map(platform -> add(content, name.repository(), List.of(), estate, platform))
                    .toList();
            index(content, name, parts, estate);
        }
    }

    /** Creates one index of several images. */
    static void combine(ObjectNode content, Name name, List<Name> sources, EstateFiles estate) {
        var parts = sources.stream()
                .map(source -> manifest(content, source)
                        .orElseThrow(() -> new Refusal("MANIFEST_UNKNOWN: manifest %s is not found", source)))
                .toList();
        index(content, name, parts, estate);
    }

    private static void untag(ObjectNode content, Name name) {
        content.path("repositories").path(name.repository()).path("manifests").forEach(element -> {
            var tags = EstateFiles.texts(element.path("tags")).stream()
                    .filter(tag -> !tag.equals(name.reference()))
                    .toList();
            ((ObjectNode) element).set("tags", EstateFiles.array(tags));
        });
    }

    private static void index(ObjectNode content, Name name, List<ObjectNode> parts, EstateFiles estate) {
        untag(content, name);
        var index = add(content, name.repository(), List.of(name.reference()), estate, "index/" + parts.size());
        index.put("mediaType", INDEX);
        index.remove(List.of("os", "architecture", "osVersion"));
        var list = index.putObject("body")
                .put("schemaVersion", 2)
                .put("mediaType", INDEX)
                .putArray("manifests");
        for (var part : parts) {
            var platform = list.addObject()
                    .put("mediaType", MANIFEST)
                    .put("digest", part.path("digest").asText())
                    .put("size", 500)
                    .putObject("platform")
                    .put("os", part.path("os").asText())
                    .put("architecture", part.path("architecture").asText());
            if (part.has("osVersion")) {
                platform.put("os.version", part.path("osVersion").asText());
            }
        }
    }

    private static ObjectNode add(
            ObjectNode content, String repository, List<String> tags, EstateFiles estate, String platform) {
        var parts = platform.split("/", 2);
        var manifest = content.withObject("/repositories")
                .withObject("/" + repository.replace("~", "~0").replace("/", "~1"))
                .withArray("/manifests")
                .addObject()
                .put("digest", digestOf(repository + tags + platform))
                .put("createdOn", estate.since())
                .put("mediaType", MANIFEST)
                .put("os", parts[0])
                .put("architecture", parts.length > 1 ? parts[1] : "amd64");
        if (parts[0].equals("windows")) {
            manifest.put("osVersion", WINDOWS);
        }
        manifest.set("tags", EstateFiles.array(tags));
        var body = manifest.putObject("body").put("schemaVersion", 2).put("mediaType", MANIFEST);
        body.putObject("config")
                .put("mediaType", "application/vnd.oci.image.config.v1+json")
                .put("digest", digestOf("config " + repository + tags + platform))
                .put("size", 700);
        body.putArray("layers")
                .addObject()
                .put("mediaType", "application/vnd.oci.image.layer.v1.tar+gzip")
                .put("digest", digestOf("layer " + repository + tags + platform))
                .put("size", 2048);
        return manifest;
    }

    private static String digestOf(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
