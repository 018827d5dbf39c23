package io.github.pullresponder.evidence;

import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.registry.CacheRule;
import io.github.pullresponder.registry.CredentialRegeneration;
import io.github.pullresponder.registry.CredentialSet;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryResourceHealth;
import io.github.pullresponder.registry.RegistryToken;
import io.github.pullresponder.registry.RegistryToken.TokenStatusAndPasswords;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads container registries as Azure resources. */
public interface Registries {
    /** Every registry that is visible to Pull Responder, in all subscriptions. */
    List<ResourceGraphRegistry> visible();

    /** The visible registries that are encrypted with a key of this vault; vault names are unique in a cloud. */
    List<ResourceGraphRegistry> encryptedWithKeyOf(String vault);

    Optional<Registry> registry(ResourceId id);

    /** The names of the subscriptions that were searched for registries. */
    List<String> searchedSubscriptions();

    /** The ids of the configured subscriptions that are not visible to Pull Responder. */
    List<String> unseenSubscriptions();

    /** The regions with a replica, including the home region of the registry. */
    List<String> replicaLocations(ResourceId registry);

    /** The hosts of its replicas, {@code name.region.geo.azurecr.io}; empty if it has no regional endpoints. */
    List<String> regionalEndpoints(ResourceId registry);

    /** The subnets that the registry's network rules allow. Their traffic arrives through a service endpoint. */
    List<ResourceId> allowedSubnets(ResourceId registry);

    /** The registry's health as reported by Azure Resource Health. */
    RegistryResourceHealth health(ResourceId registry);

    /** Both passwords of the admin user, for comparison in memory. */
    List<SecretValue> adminPasswords(ResourceId registry);

    /** A token by its name, which is its user name, with its scope map. */
    Optional<RegistryToken> token(ResourceId registry, String name);

    /**
     * Every cache rule of a registry.
     *
     * @throws io.github.pullresponder.read.EvidenceUnavailableException if there are more rules than a registry can have
     */
    List<CacheRule> cacheRules(ResourceId registry);

    /** A credential set of cache rules; absent if it does not exist. */
    Optional<CredentialSet> credentialSet(ResourceId id);

    /** Every token of a registry, without its scope map: that would need another request for each. */
    List<TokenStatusAndPasswords> tokens(ResourceId registry);

    /** Regenerations of an admin password since a time, newest first. */
    List<CredentialRegeneration> regenerations(ResourceId registry, Instant since);
}
