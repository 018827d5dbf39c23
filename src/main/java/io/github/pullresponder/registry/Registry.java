package io.github.pullresponder.registry;

import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
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

    /** The exception of who would have to know whom a network security perimeter lets reach it. */
    public EvidenceUnavailableException hiddenByPerimeter() {
        return EvidenceUnavailableException.notVisible(
                BlindSpot.NETWORK_SECURITY_PERIMETER, "a network security perimeter decides who reaches %s", name());
    }
}
