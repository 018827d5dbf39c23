package io.github.pullresponder.evidence.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.evidence.Images.IndexEntry;
import io.github.pullresponder.evidence.Images.ManifestContent;
import io.github.pullresponder.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads platforms from indexes and configurations. Source: OCI image specification, "Image Index", "Image Configuration". */
final class ImagePlatformReader {
    /** Checked, because it comes from outside and becomes part of a path. */
    private static final Pattern DIGEST = Pattern.compile("[a-z0-9+._-]+:[A-Za-z0-9=_-]+");

    private static final String UNKNOWN = "unknown";

    private ImagePlatformReader() {}

    /** Reads an index, an image, or an image of schema 1, whose configuration is part of its manifest. */
    static ManifestContent contentOf(JsonNode manifest) {
        var entries = entriesOf(manifest);
        var configuration = Optional.ofNullable(manifest.at("/config/digest").textValue());
        if (entries.isEmpty()
                && configuration.isEmpty()
                && manifest.path("schemaVersion").asInt() != 1) {
            throw new IllegalArgumentException("neither an index with platforms nor an image");
        }
        return new ManifestContent(entries, configuration.map(ImagePlatformReader::requireValid));
    }

    /** Leaves out attestations, which are listed for the platform unknown/unknown. */
    private static List<IndexEntry> entriesOf(JsonNode index) {
        var entries = new ArrayList<IndexEntry>();
        for (var manifest : index.path("manifests")) {
            var platform = platformIn(manifest.path("platform"));
            if (!platform.os().equals(UNKNOWN)) {
                entries.add(new IndexEntry(requireValid(manifest.path("digest").asText()), platform));
            }
        }
        return List.copyOf(entries);
    }

    private static String requireValid(String digest) {
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("a descriptor without a digest");
        }
        return digest;
    }

    static Platform ofConfiguration(JsonNode configuration) {
        return platformIn(configuration);
    }

    private static Platform platformIn(JsonNode node) {
        var os = node.path("os").textValue();
        var architecture = node.path("architecture").textValue();
        if (os == null || architecture == null) {
            throw new IllegalArgumentException("an image without a platform");
        }
        return new Platform(
                os, architecture, Optional.ofNullable(node.path("os.version").textValue()));
    }
}
