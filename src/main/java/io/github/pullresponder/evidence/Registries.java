package io.github.pullresponder.evidence;

import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.registry.CacheRule;
import io.github.pullresponder.registry.CredentialRegeneration;
import io.github.pullresponder.registry.CredentialSet;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryEntry;
import io.github.pullresponder.registry.RegistryHealth;
import io.github.pullresponder.registry.RegistryToken;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions about container registries as Azure resources. */
public interface Registries {
    /** Every registry the responder may see, in all subscriptions. */
    List<RegistryEntry> visible();

    /** Those of the visible registries that are encrypted with a key of this vault; the names of vaults are unique in a cloud. */
    List<RegistryEntry> encryptedWithKeyOf(String vault);

    Optional<Registry> registry(ResourceId id);

    /** The names of the subscriptions that were searched for registries. */
    List<String> searchedSubscriptions();

    /** The ids of those subscriptions that are to be searched, by the settings, and cannot be seen. */
    List<String> unseenSubscriptions();

    /** The regions that hold a replica; the registry's home is one of them. */
    List<String> replicaLocations(ResourceId registry);

    /** The hosts of its replicas, {@code name.region.geo.azurecr.io}; empty if it has no regional endpoints. */
    List<String> regionalEndpoints(ResourceId registry);

    /** The subnets that its network rules allow. Their traffic arrives through a service endpoint. */
    List<ResourceId> allowedSubnets(ResourceId registry);

    /** What Azure itself says of its health. */
    RegistryHealth health(ResourceId registry);

    /** Both passwords of the admin user, to be compared in memory. */
    List<SecretValue> adminPasswords(ResourceId registry);

    /** A token by its name, which is its user name, with its scope map. */
    Optional<RegistryToken> token(ResourceId registry, String name);

    /**
     * Every rule of a registry's artifact cache.
     *
     * @throws io.github.pullresponder.read.EvidenceUnavailableException if there are more than a registry may have
     */
    List<CacheRule> cacheRules(ResourceId registry);

    /** A credential set of cache rules; absent if it does not exist. */
    Optional<CredentialSet> credentialSet(ResourceId id);

    /** Every token of a registry. What their scope maps allow would be one more question for each. */
    List<RegistryToken.State> tokens(ResourceId registry);

    /** Who regenerated an admin password since then, newest first. */
    List<CredentialRegeneration> regenerations(ResourceId registry, Instant since);
}
