package io.github.pullresponder.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions about container registries as Azure resources. */
public interface Registries {
    /** Every registry the responder may see, in all subscriptions. */
    List<RegistryEntry> visible();

    Optional<Registry> registry(ResourceId id);

    /** Both passwords of the admin user, to be compared in memory. */
    List<SecretValue> adminPasswords(ResourceId registry);

    /** A token by its name, which is its user name, with its scope map. */
    Optional<RegistryToken> token(ResourceId registry, String name);

    /** Who regenerated an admin password since then, newest first. */
    List<CredentialRegeneration> regenerations(ResourceId registry, Instant since);
}
