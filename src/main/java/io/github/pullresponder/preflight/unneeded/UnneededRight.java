package io.github.pullresponder.preflight.unneeded;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * A right that the identity holds, and that the settings do not ask for, or not all of it.
 *
 * @param name of the role, or of the permission of Microsoft Graph
 * @param assignment the id of the role assignment; absent for a permission of Microsoft Graph
 * @param scope where the role is held; absent likewise
 * @param group the group that it is held through; absent if it is given to the identity itself
 * @param beyond what it grants that is not asked for, as the role spells it: actions, and patterns that stand for many
 */
public record UnneededRight(
        String name,
        Optional<ResourceId> assignment,
        Optional<ResourceId> scope,
        Optional<String> group,
        List<String> beyond,
        TakingBack takingBack) {
    public UnneededRight {
        beyond = List.copyOf(beyond);
    }

    static UnneededRight ofGraph(String permission, TakingBack takingBack) {
        return new UnneededRight(
                permission, Optional.empty(), Optional.empty(), Optional.empty(), List.of(permission), takingBack);
    }
}
