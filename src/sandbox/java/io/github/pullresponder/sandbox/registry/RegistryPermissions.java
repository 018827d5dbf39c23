package io.github.pullresponder.sandbox.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.local.SandboxCredential;
import io.github.pullresponder.sandbox.arm.RoleAssignments;
import io.github.pullresponder.sandbox.arm.RoleDefinitions;
import io.github.pullresponder.sandbox.identity.ResponderRoles;
import io.github.pullresponder.sandbox.identity.UnsettledAction;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Map;

/**
 * Determines the permissions of callers at a registry from the estate's role assignments. Source: "Azure Container
 * Registry Entra permissions and role assignments overview"; "Azure attribute-based access control in Container
 * Registry".
 */
final class RegistryPermissions {
    private static final String REGISTRIES = "Microsoft.ContainerRegistry/registries/";
    private static final String LEGACY_PULL = REGISTRIES + "pull/read";
    private static final Map<String, String> DATA_ACTIONS = Map.of(
            Scope.PULL,
            REGISTRIES + "repositories/content/read",
            Scope.METADATA_READ,
            REGISTRIES + "repositories/metadata/read",
            Scope.DELETED_READ,
            REGISTRIES + "deleted/read",
            "*",
            REGISTRIES + "catalog/read");
    private static final Map<String, String> SCOPE_MAP_ACTIONS =
            Map.of(Scope.PULL, "content/read", Scope.METADATA_READ, "metadata/read");

    private final RoleAssignments assignments;
    private final RoleDefinitions definitions;

    RegistryPermissions(RoleAssignments assignments, RoleDefinitions definitions) {
        this.assignments = assignments;
        this.definitions = definitions;
    }

    boolean permit(Caller caller, Registry registry, Scope scope, String action) {
        if (caller instanceof Caller.Anonymous) {
            return registry.anonymousPull() && action.equals(Scope.PULL);
        }
        if (caller instanceof Caller.RepositoryToken token) {
            return isInScopeMap(token.actions(), scope, action);
        }
        if (caller instanceof Caller.Principal principal) {
            boolean responder = principal.objectId().equals(SandboxCredential.RESPONDER);
            return DATA_ACTIONS.containsKey(action)
                    && (responder
                            ? isPermittedToResponder(principal.objectId(), registry, action)
                            : isGranted(principal.objectId(), registry, scope, action));
        }
        return true;
    }

    private static boolean isPermittedToResponder(String objectId, Registry registry, String action) {
        if (registry.isRepositoryScoped() || action.equals(Scope.DELETED_READ)) {
            return ResponderRoles.permit(objectId, DATA_ACTIONS.get(action));
        }
        return action.equals(Scope.METADATA_READ)
                ? ResponderRoles.permit(objectId, UnsettledAction.METADATA_OF_A_REPOSITORY)
                : ResponderRoles.permit(objectId, LEGACY_PULL);
    }

    private static boolean isInScopeMap(List<String> allowed, Scope scope, String action) {
        return SCOPE_MAP_ACTIONS.containsKey(action)
                && allowed.stream()
                        .anyMatch(pattern -> ActionPattern.matches(
                                pattern, "repositories/" + scope.name() + "/" + SCOPE_MAP_ACTIONS.get(action)));
    }

    private boolean isGranted(String objectId, Registry registry, Scope scope, String action) {
        return registry.id().stream()
                .flatMap(id -> assignments.effective(id, objectId).stream())
                .anyMatch(assignment -> registry.isRepositoryScoped()
                        ? grantsRepository(assignment, scope, DATA_ACTIONS.get(action))
                        : grants(assignment, "actions", "notActions", LEGACY_PULL));
    }

    private boolean grantsRepository(ObjectNode assignment, Scope scope, String dataAction) {
        String condition = Json.textAt(assignment, "/properties/condition").orElse("");
        return grants(assignment, "dataActions", "notDataActions", dataAction)
                && (condition.isBlank() || RoleCondition.permits(condition, dataAction, scope.name()));
    }

    private boolean grants(ObjectNode assignment, String allowed, String excluded, String action) {
        String role = assignment.at("/properties/roleDefinitionId").asText();
        return definitions.find(role).stream()
                .flatMap(definition -> Json.elements(definition.at("/properties/permissions")).stream())
                .anyMatch(permission ->
                        anyMatches(permission.path(allowed), action) && !anyMatches(permission.path(excluded), action));
    }

    private static boolean anyMatches(JsonNode patterns, String action) {
        return Json.strings(patterns).stream().anyMatch(pattern -> ActionPattern.matches(pattern, action));
    }
}
