package io.github.pullresponder.preflight.unneeded;

import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.identity.RoleDefinition;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** A role that the identity holds at a scope, by itself or through a group. */
record HeldRole(RoleAssignment assignment, RoleDefinition role) {
    ResourceId scope() {
        return assignment.scope();
    }

    /** The group it is held through; absent if it is given to the identity itself. */
    Optional<String> groupOf(String objectId) {
        return assignment.isHeldBy(objectId) ? Optional.empty() : Optional.of(assignment.principalId());
    }

    /**
     * Whether the infrastructure has made this role for the app: {@code <name in roles.json> (<app>, <subscription>)}, in older
     * releases {@code (<app>)}. Any other role that has the app's name in its own is not.
     */
    boolean isMadeFor(Optional<String> appName) {
        return appName.stream()
                .flatMap(app -> Permission.roles().map(own -> own + " (" + app))
                .anyMatch(start -> role.name().equals(start + ")")
                        || (role.name().startsWith(start + ", ") && role.name().endsWith(")")));
    }

    /**
     * Whether it grants at another scope too, and whatever it is asked for there. Which subscriptions a management group holds is not
     * read, so a role there is not known to reach anything.
     */
    boolean reaches(ResourceId other) {
        return other.isWithin(assignment.scope()) && assignment.condition().isEmpty();
    }
}
