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
     * What the image is for: one platform, or those of an index without its attestations, at least one. Absent if there is no
     * such image.
     *
     * @param reference a tag or a digest
     */
    Optional<List<Platform>> platforms(RegistryEntry registry, String repository, String reference);

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
     */
    record Manifest(String digest, boolean readable, boolean quarantined, Optional<Instant> pushed) {}

    /** A tag of a manifest that was deleted; the same tag may have been deleted more than once, the last time last. */
    record Deleted(String tag, Optional<String> digest, Optional<Instant> when) {}
}
