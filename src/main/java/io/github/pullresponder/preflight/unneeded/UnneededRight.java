package io.github.pullresponder.preflight.unneeded;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * A right of the identity that the settings do not need, or only in part.
 *
 * @param name the name of the role, or of the permission of Microsoft Graph
 * @param assignment the id of the role assignment; absent for a permission of Microsoft Graph
 * @param scope the scope of the role assignment; absent for a permission of Microsoft Graph
 * @param group the group that the role is assigned to; absent if it is assigned to the identity itself
 * @param beyond its actions that are not needed, as the role spells them, including wildcard patterns
 */
public record UnneededRight(
        String name,
        Optional<ResourceId> assignment,
        Optional<ResourceId> scope,
        Optional<String> group,
        List<String> beyond,
        UnneededRightRemedyKind takingBack) {
    public UnneededRight {
        beyond = List.copyOf(beyond);
    }

    static UnneededRight ofGraph(String permission, UnneededRightRemedyKind takingBack) {
        return new UnneededRight(
                permission, Optional.empty(), Optional.empty(), Optional.empty(), List.of(permission), takingBack);
    }
}
