package io.github.pullresponder.preflight.unneeded;

import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.identity.RoleDefinition;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** A role that is assigned to the identity at a scope, directly or through a group. */
record HeldRole(RoleAssignment assignment, RoleDefinition role) {
    ResourceId scope() {
        return assignment.scope();
    }

    /** The group that the role is assigned to; absent if it is assigned to the identity itself. */
    Optional<String> groupOf(String objectId) {
        return assignment.isHeldBy(objectId) ? Optional.empty() : Optional.of(assignment.principalId());
    }

    /**
     * Returns true if the templates created this role for the app: {@code <name in roles.json> (<app>, <subscription>)}, in older
     * releases {@code (<app>)}. Other roles with the app's name in theirs do not count.
     */
    boolean isMadeFor(Optional<String> appName) {
        return appName.stream()
                .flatMap(app -> Permission.roles().map(own -> own + " (" + app))
                .anyMatch(start -> role.name().equals(start + ")")
                        || (role.name().startsWith(start + ", ") && role.name().endsWith(")")));
    }

    /**
     * Returns true if it also applies at another scope. The subscriptions of a management group are not read, so a role there is not
     * known to apply anywhere.
     */
    boolean reaches(ResourceId other) {
        return other.isWithin(assignment.scope()) && assignment.condition().isEmpty();
    }
}
