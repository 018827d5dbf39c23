package io.github.pullresponder.evidence;

import io.github.pullresponder.image.Platform;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads a registry's own API. Takes registry entries, so that Pull Responder contacts only registries that Azure lists. */
public interface Images {
    /** The HTTP status of a request without credentials: 401 if the registry is healthy. */
    int status(ResourceGraphRegistry registry);

    Optional<Repository> repository(ResourceGraphRegistry registry, String name);

    Optional<Tag> tag(ResourceGraphRegistry registry, String repository, String tag);

    Optional<Manifest> manifest(ResourceGraphRegistry registry, String repository, String digest);

    /**
     * The content of an image's manifest; absent if there is no such image.
     *
     * @param reference a tag or a digest
     */
    Optional<ManifestContent> content(ResourceGraphRegistry registry, String repository, String reference);

    /** The platform of an image, from its configuration. */
    Platform platform(ResourceGraphRegistry registry, String repository, String configuration);

    /** One page of tags, the last changed first. */
    List<String> newestTags(ResourceGraphRegistry registry, String repository);

    /** One page of the tags that follow a text in alphabetical order. */
    List<String> tagsAfter(ResourceGraphRegistry registry, String repository, String text);

    /** The names of the repositories in alphabetical order; only the first ones if there are very many. */
    List<String> repositories(ResourceGraphRegistry registry);

    /** The tags of a repository that were deleted and can still be restored. */
    List<DeletedTag> deleted(ResourceGraphRegistry registry, String repository);

    /**
     * A repository of a registry.
     *
     * @param readable {@code readEnabled}: false locks it against pulls
     */
    record Repository(String name, boolean readable) {}

    /**
     * A tag of a repository.
     *
     * @param readable {@code readEnabled}: false locks it against pulls
     * @param changed when it was last pushed
     */
    record Tag(String name, String digest, boolean readable, Optional<Instant> changed) {}

    /**
     * A manifest of a repository.
     *
     * @param readable {@code readEnabled}: false locks it against pulls
     * @param quarantined whether it is in quarantine
     * @param mediaType such as {@code application/vnd.oci.image.manifest.v1+json}, if the registry returns it
     */
    record Manifest(
            String digest,
            boolean readable,
            boolean quarantined,
            Optional<Instant> pushed,
            Optional<String> mediaType) {
        private static final String SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+";

        /** Returns true for Docker's schema 1, signed or not ("Image Manifest Version 2, Schema 1"). */
        public boolean isSchema1() {
            return mediaType.filter(type -> type.startsWith(SCHEMA_1)).isPresent();
        }
    }

    /**
     * The parts of a manifest that are read.
     *
     * @param entries the manifests of an index, without attestations; empty for an image
     * @param configuration the digest of an image's configuration; absent for an index and for an image of schema 1
     */
    record ManifestContent(List<IndexEntry> entries, Optional<String> configuration) {
        public ManifestContent {
            entries = List.copyOf(entries);
        }
    }

    /** A manifest in an index, with its platform. */
    record IndexEntry(String digest, Platform platform) {}

    /** A tag of a deleted manifest. A tag that was deleted more than once is listed once per deletion, the last one last. */
    record DeletedTag(String tag, Optional<String> digest, Optional<Instant> when) {}
}
