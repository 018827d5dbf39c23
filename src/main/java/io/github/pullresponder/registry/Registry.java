package io.github.pullresponder.registry;

import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;

/**
 * An Azure container registry, as ARM returns it.
 *
 * @param acceptsArmTokens true if it accepts tokens for Azure Resource Manager, false if only those for registries
 * @param network its network access
 * @param state its state
 */
public record Registry(
        ResourceId id,
        String loginServer,
        RoleAssignmentMode roleAssignmentMode,
        boolean anonymousPullEnabled,
        boolean adminUserEnabled,
        boolean acceptsArmTokens,
        RegistryNetwork network,
        RegistryProperties state) {

    public String name() {
        return id.name();
    }

    public FactSource source() {
        return FactSource.arm(id);
    }

    /** The exception for a question that only the rules of a network security perimeter could answer. */
    public EvidenceUnavailableException hiddenByPerimeter() {
        return EvidenceUnavailableException.notVisible(
                BlindSpot.NETWORK_SECURITY_PERIMETER, "a network security perimeter controls access to %s", name());
    }
}
