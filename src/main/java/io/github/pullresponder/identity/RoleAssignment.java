package io.github.pullresponder.identity;

import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.Optional;

/**
 * A role given to a principal at a scope.
 *
 * @param principalType {@code User}, {@code Group}, {@code ServicePrincipal}, … as ARM returns it, even for deleted principals
 * @param roleGuid the last segment of {@code roleDefinitionId}
 * @param changedAt the time of its creation or last change; absent for assignments older than that field
 */
public record RoleAssignment(
        ResourceId id,
        ResourceId scope,
        String principalId,
        String principalType,
        String roleGuid,
        Optional<String> condition,
        Optional<Instant> changedAt) {

    /**
     * Returns true if it applies at a resource in whose list ARM returned it. The list contains assignments at, above and below the
     * resource. A management group is above, although its id is no prefix of the resource's ("Understand scope for Azure RBAC").
     */
    public boolean appliesAt(ResourceId resource) {
        return scope.isAboveSubscriptions() || resource.isWithin(scope);
    }

    public boolean isHeldBy(String objectId) {
        return principalId.equalsIgnoreCase(objectId);
    }
}
