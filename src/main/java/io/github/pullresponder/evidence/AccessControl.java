package io.github.pullresponder.evidence;

import io.github.pullresponder.identity.DenyAssignment;
import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.identity.RoleDefinition;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/** Questions about who may do what at a scope. */
public interface AccessControl {
    /** The ids of all subscriptions in which the responder holds anything, wherever the settings say to search. */
    List<String> visibleSubscriptions();

    /** Role assignments of a principal, and of the groups it is in, that apply at a scope or below it. */
    List<RoleAssignment> assignedTo(String principalId, ResourceId scope);

    /** All role assignments that apply at a scope: made there or above. */
    List<RoleAssignment> at(ResourceId scope);

    /** The deny assignments that apply at a scope: made there or above. */
    List<DenyAssignment> denyAssignmentsAt(ResourceId scope);

    /** The role definitions that can be assigned at a scope, built-in and custom. */
    List<RoleDefinition> definitionsAt(ResourceId scope);

    /**
     * One role definition, as a scope sees it.
     *
     * @param guid the last segment of its id
     */
    Optional<RoleDefinition> definition(ResourceId scope, String guid);
}
