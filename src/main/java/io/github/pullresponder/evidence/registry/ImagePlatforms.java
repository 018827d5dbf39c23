package io.github.pullresponder.evidence.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads platforms out of indexes and configurations. Source: OCI image specification, "Image Index", "Image Configuration". */
final class ImagePlatforms {
    /** It becomes part of a path, and comes from outside. */
    private static final Pattern DIGEST = Pattern.compile("[a-z0-9+._-]+:[A-Za-z0-9=_-]+");

    private static final String UNKNOWN = "unknown";

    private ImagePlatforms() {}

    static boolean isIndex(JsonNode manifest) {
        return manifest.path("manifests").isArray();
    }

    /** Attestations are listed for the platform unknown/unknown, which no node has. */
    static List<Platform> ofIndex(JsonNode index) {
        var platforms = new ArrayList<Platform>();
        for (var manifest : index.path("manifests")) {
            var platform = platformIn(manifest.path("platform"));
            if (!platform.os().equals(UNKNOWN)) {
                platforms.add(platform);
            }
        }
        if (platforms.isEmpty()) {
            throw new IllegalArgumentException("an index without platforms");
        }
        return List.copyOf(platforms);
    }

    static String configurationOf(JsonNode manifest) {
        return Optional.ofNullable(manifest.at("/config/digest").textValue())
                .filter(digest -> DIGEST.matcher(digest).matches())
                .orElseThrow(() -> new IllegalArgumentException("a manifest without a configuration"));
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
