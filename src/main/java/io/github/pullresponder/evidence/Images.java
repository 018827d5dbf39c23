package io.github.pullresponder.evidence;

import java.util.List;
import java.util.Optional;

/** Questions to a registry's own API. Only registries that ARM shows are ever contacted. */
public interface Images {
    /** The digest a tag points to, or the digest itself if a manifest has it. */
    Optional<String> digestOf(Registry registry, String repository, String tagOrDigest);

    /** Tags of a repository, those of the newest manifests first, at most {@code most}. Absent without the repository. */
    Optional<List<String>> newestTags(Registry registry, String repository, int most);
}
