package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Simulates {@code az role assignment …}. */
final class RoleCommands {
    static final String ASSIGNMENTS = "Microsoft.Authorization/roleAssignments";

    /** Roles that an estate need not define. Source: "Azure built-in roles". */
    private static final Map<String, String> BUILT_IN = Map.of(
            "AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d",
            "Container Registry Repository Reader", "b93aa761-3e63-49ed-ac28-beffa264f7ac",
            "Key Vault Crypto Service Encryption User", "e147488a-f6f5-4113-8e2d-b22465e65bf6");

    private RoleCommands() {}

    static void addTo(Az az) {
        az.does("role assignment create", RoleCommands::create).does("role assignment delete", RoleCommands::delete);
    }

    private static void create(Az.Line line) {
        var scope = line.get("--scope");
        if (scope.contains("/providers/")) {
            line.estate().get(scope);
        }
        if (line.has("--condition")
                && !line.find("--condition-version").orElse("").equals("2.0")) {
            throw new Refusal("a condition needs --condition-version 2.0");
        }
        var principal = line.find("--assignee-object-id").orElseGet(() -> objectIdOf(line.get("--assignee"), line));
        var assignment = assign(line.estate(), principal, line.get("--role"), scope);
        line.find("--assignee-principal-type").ifPresent(type -> assignment.put("principalType", type));
        line.find("--condition")
                .ifPresent(condition -> assignment.put("condition", condition).put("conditionVersion", "2.0"));
    }

    private static String objectIdOf(String assignee, Az.Line line) {
        return line.estate()
                .inDirectory("servicePrincipals", "appId", assignee)
                .or(() -> line.estate().inDirectory("servicePrincipals", "id", assignee))
                .map(element -> element.path("id").asText())
                .orElseThrow(() ->
                        new Refusal("Cannot find user or service principal in graph database for '%s'", assignee));
    }

    /** Rejects a second assignment of a role to a principal at the same scope, regardless of its condition. */
    static ObjectNode assign(EstateFiles estate, String principal, String role, String scope) {
        var definition = definition(estate, role, scope);
        if (isAssigned(estate, principal, definition, scope)) {
            throw new Refusal("RoleAssignmentExists: The role assignment already exists.");
        }
        return estate.add(scope + "/providers/" + ASSIGNMENTS + "/" + EstateFiles.newId(), ASSIGNMENTS)
                .put("roleDefinitionId", definition)
                .put("principalId", principal)
                .put("principalType", "ServicePrincipal")
                .put("scope", scope)
                .put("createdOn", estate.since())
                .put("updatedOn", estate.since());
    }

    static boolean isAssigned(EstateFiles estate, String principal, String definition, String scope) {
        return estate.ofType(ASSIGNMENTS)
                .map(EstateFiles::properties)
                .anyMatch(element -> element.path("principalId").asText().equalsIgnoreCase(principal)
                        && element.path("scope").asText().equalsIgnoreCase(scope)
                        && nameOf(element.path("roleDefinitionId").asText()).equalsIgnoreCase(nameOf(definition)));
    }

    static String definition(EstateFiles estate, String role, String scope) {
        var subscription = scope.split("/", 4)[2];
        return estate.ofType("Microsoft.Authorization/roleDefinitions")
                .filter(element -> element.at("/properties/roleName").asText().equals(role)
                        || element.path("name").asText().equalsIgnoreCase(nameOf(role)))
                .map(EstateFiles::id)
                .findFirst()
                .or(() -> java.util.Optional.ofNullable(BUILT_IN.get(role))
                        .map(name -> "/subscriptions/" + subscription
                                + "/providers/Microsoft.Authorization/roleDefinitions/" + name))
                .orElseThrow(() -> new Refusal("Role '%s' doesn't exist.", role));
    }

    private static String nameOf(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    private static void delete(Az.Line line) {
        if (line.list("--ids").isEmpty()) {
            throw new Refusal(
                    "this test deletes role assignments by --ids only: what else they select is not simulated");
        }
        line.list("--ids").forEach(line.estate()::remove);
    }
}
