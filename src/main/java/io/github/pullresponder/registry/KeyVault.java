package io.github.pullresponder.registry;

import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;
import java.util.Set;

/**
 * A key vault, with the properties that matter to a registry's encryption.
 *
 * @param deniesServices true if its firewall does not allow trusted Microsoft services, which include registries
 * @param roleBased true if roles control access to its keys, false if access policies do
 * @param keyUsers the object ids that its access policies allow to get, wrap and unwrap keys; absent if ARM does not return them
 */
public record KeyVault(ResourceId id, boolean deniesServices, boolean roleBased, Optional<Set<String>> keyUsers) {
    public KeyVault {
        keyUsers = keyUsers.map(Set::copyOf);
    }

    public String name() {
        return id.name();
    }

    public FactSource source() {
        return FactSource.arm(id);
    }
}
