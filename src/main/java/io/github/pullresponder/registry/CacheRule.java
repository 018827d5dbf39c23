package io.github.pullresponder.registry;

import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A rule of a registry's artifact cache: for pulls from the target repository, the registry fetches the source repository.
 *
 * @param sourceRepository with its host, such as {@code docker.io/library/nginx} or {@code docker.io/library/*}
 * @param targetRepository in this registry, such as {@code nginx}, {@code hub/*} or {@code *}
 * @param credentialSet the credentials for the source; absent if the rule names none
 */
public record CacheRule(
        ResourceId id, String sourceRepository, String targetRepository, Optional<ResourceId> credentialSet) {
    private static final char WILDCARD = '*';

    /**
     * The rule for a repository, which is the matching rule with the longest target. A rule for exactly this repository precedes one with a
     * wildcard ("Wildcard support for artifact cache": a fixed rule may overlap with a wildcard rule, two wildcard rules may not overlap).
     */
    public static Optional<CacheRule> serving(String repository, List<CacheRule> rules) {
        return rules.stream()
                .filter(rule -> rule.serves(repository))
                .max(Comparator.comparing((CacheRule rule) -> !rule.hasWildcard())
                        .thenComparing(rule -> rule.targetRepository.length()));
    }

    /** Returns true if the rule applies to this repository. The wildcard matches the rest of the name. */
    private boolean serves(String repository) {
        return hasWildcard()
                ? repository.startsWith(fixedPart())
                        && repository.length() > fixedPart().length()
                : repository.equals(targetRepository);
    }

    /** The repository at the source, with its host, from which a repository of this registry is fetched. */
    public String sourceOf(String repository) {
        return hasWildcard()
                ? sourceRepository.replace(
                        String.valueOf(WILDCARD),
                        repository.substring(fixedPart().length()))
                : sourceRepository;
    }

    private boolean hasWildcard() {
        return targetRepository.indexOf(WILDCARD) >= 0;
    }

    private String fixedPart() {
        return targetRepository.substring(0, targetRepository.indexOf(WILDCARD));
    }

    public String name() {
        return id.name();
    }

    public FactSource source() {
        return FactSource.arm(id);
    }
}
