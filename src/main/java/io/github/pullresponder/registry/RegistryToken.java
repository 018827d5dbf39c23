package io.github.pullresponder.registry;

import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A repository-scoped token of a registry, with the actions of its scope map. */
public record RegistryToken(TokenStatusAndPasswords state, Optional<ResourceId> scopeMap, List<String> actions) {
    public RegistryToken {
        actions = List.copyOf(actions);
    }

    /** The sign-in state of a token, as returned in a list of tokens. */
    public record TokenStatusAndPasswords(ResourceId id, boolean enabled, List<Password> passwords) {
        public TokenStatusAndPasswords {
            passwords = List.copyOf(passwords);
        }

        public String name() {
            return id.name();
        }

        /** The registry of the token. */
        public ResourceId registry() {
            return id.parent();
        }

        public FactSource source() {
            return FactSource.arm(id);
        }
    }

    /** One of its two passwords. ARM never returns a password's value. */
    public record Password(String name, Optional<Instant> expiry, Optional<Instant> createdAt) {
        /** A password with an unknown creation time. */
        public Password(String name, Optional<Instant> expiry) {
            this(name, expiry, Optional.empty());
        }

        public boolean isExpired(Instant now) {
            return expiry.filter(time -> !time.isAfter(now)).isPresent();
        }
    }

    /**
     * Returns true if the scope map allows reading a repository's content. {@code *} matches the rest of a repository's name
     * ("Repository-scoped permissions in Azure Container Registry", wildcards).
     */
    public boolean permitsPull(String repository) {
        return actions.stream().anyMatch(action -> permits(action, repository));
    }

    private static boolean permits(String action, String repository) {
        var prefix = "repositories/";
        var suffix = "/content/read";
        if (!action.startsWith(prefix)
                || !action.endsWith(suffix)
                || action.length() <= prefix.length() + suffix.length()) {
            return false;
        }
        var pattern = action.substring(prefix.length(), action.length() - suffix.length());
        return pattern.endsWith("*")
                ? repository.startsWith(pattern.substring(0, pattern.length() - 1))
                : repository.equals(pattern);
    }
}
