package io.github.pullresponder.registry;

import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;
import java.util.Set;

/**
 * A key vault, as far as a registry's encryption goes.
 *
 * @param deniesServices whether its firewall keeps out Azure's own services, registries among them
 * @param roleBased whether roles decide who may use its keys, or access policies
 * @param keyUsers the object ids that its access policies let get, wrap and unwrap keys; absent if it does not say
 */
public record KeyVault(ResourceId id, boolean deniesServices, boolean roleBased, Optional<Set<String>> keyUsers) {
    public KeyVault {
        keyUsers = keyUsers.map(Set::copyOf);
    }

    public String name() {
        return id.name();
    }

    public Source source() {
        return Source.arm(id);
    }
}
