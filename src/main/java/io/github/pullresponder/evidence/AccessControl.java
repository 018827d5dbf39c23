package io.github.pullresponder.evidence;

import io.github.pullresponder.identity.DenyAssignment;
import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.identity.RoleDefinition;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/** Reads the permissions of principals at a scope. */
public interface AccessControl {
    /** The ids of all subscriptions in which Pull Responder has a role at any scope, regardless of the configured subscriptions. */
    List<String> visibleSubscriptions();

    /** Role assignments of a principal and of its groups that apply at a scope or below it. */
    List<RoleAssignment> assignedTo(String principalId, ResourceId scope);

    /** All role assignments that apply at a scope: assigned there or above. */
    List<RoleAssignment> at(ResourceId scope);

    /** The deny assignments that apply at a scope: created there or above. */
    List<DenyAssignment> denyAssignmentsAt(ResourceId scope);

    /** The role definitions that can be assigned at a scope, built-in and custom. */
    List<RoleDefinition> definitionsAt(ResourceId scope);

    /**
     * A role definition at a scope.
     *
     * @param guid the last segment of its id
     */
    Optional<RoleDefinition> definition(ResourceId scope, String guid);
}
