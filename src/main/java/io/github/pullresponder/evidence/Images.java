package io.github.pullresponder.evidence;

import io.github.pullresponder.image.Platform;
import io.github.pullresponder.registry.RegistryEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions to a registry's own API. Only registries that Azure shows are ever contacted: hence their entries. */
public interface Images {
    /** The HTTP status with which the registry answers a request without credentials: 401 if all is well. */
    int status(RegistryEntry registry);

    Optional<Repository> repository(RegistryEntry registry, String name);

    Optional<Tag> tag(RegistryEntry registry, String repository, String tag);

    Optional<Manifest> manifest(RegistryEntry registry, String repository, String digest);

    /**
     * What the manifest of an image says. Absent if there is no such image.
     *
     * @param reference a tag or a digest
     */
    Optional<ManifestContent> content(RegistryEntry registry, String repository, String reference);

    /** What an image is for, read from its configuration. */
    Platform platform(RegistryEntry registry, String repository, String configuration);

    /** One page of the tags that changed last, newest first. */
    List<String> newestTags(RegistryEntry registry, String repository);

    /** One page of the tags that follow a text in alphabetical order. */
    List<String> tagsAfter(RegistryEntry registry, String repository, String text);

    /** The names of the repositories, in alphabetical order; of very many, the first. */
    List<String> repositories(RegistryEntry registry);

    /** The tags of a repository that were deleted and can still be restored. */
    List<Deleted> deleted(RegistryEntry registry, String repository);

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
     * @param quarantined whether it is not yet released
     * @param mediaType such as {@code application/vnd.oci.image.manifest.v1+json}, where the registry says it
     */
    record Manifest(
            String digest,
            boolean readable,
            boolean quarantined,
            Optional<Instant> pushed,
            Optional<String> mediaType) {
        private static final String SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+";

        /** Whether it is of Docker's schema 1, signed or not ("Image Manifest Version 2, Schema 1"). */
        public boolean isSchema1() {
            return mediaType.filter(type -> type.startsWith(SCHEMA_1)).isPresent();
        }
    }

    /**
     * The content of a manifest, as far as it is read.
     *
     * @param entries what an index lists, without attestations; none of an image
     * @param configuration the digest of an image's configuration; an index has none, nor has an image of schema 1
     */
    record ManifestContent(List<IndexEntry> entries, Optional<String> configuration) {
        public ManifestContent {
            entries = List.copyOf(entries);
        }
    }

    /** A manifest that an index lists, and what it is for. */
    record IndexEntry(String digest, Platform platform) {}

    /** A tag of a manifest that was deleted; the same tag may have been deleted more than once, the last time last. */
    record Deleted(String tag, Optional<String> digest, Optional<Instant> when) {}
}
