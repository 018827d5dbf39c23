package io.github.pullresponder.registry;

import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;

/**
 * An Azure container registry, as ARM returns it.
 *
 * @param acceptsArmTokens whether tokens for Azure Resource Manager are exchanged, or only those for registries
 * @param network who can reach it
 * @param state how it is
 */
public record Registry(
        ResourceId id,
        String loginServer,
        RoleAssignmentMode roleAssignmentMode,
        boolean anonymousPullEnabled,
        boolean adminUserEnabled,
        boolean acceptsArmTokens,
        RegistryNetwork network,
        RegistryState state) {

    public String name() {
        return id.name();
    }

    public Source source() {
        return Source.arm(id);
    }
}
