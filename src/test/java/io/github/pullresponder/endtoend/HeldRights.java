package io.github.pullresponder.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The permissions of Pull Responder's identity in an estate, in the formats of ARM and Graph; initially those of the templates. */
final class HeldRights {
    static final String APP_NAME = "pull-responder-k3v7q2xa";
    static final String SUBSCRIPTION = "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12";
    static final String OWN_GROUP = SUBSCRIPTION + "/resourceGroups/rg-pull-responder";
    static final String OWN_ACCOUNT = OWN_GROUP + "/providers/Microsoft.Storage/storageAccounts/stpullresponder";
    static final String MANAGEMENT_GROUP = "/providers/Microsoft.Management/managementGroups/landing-zones";

    /** Built-in roles by name: their ids, and the permissions in Microsoft's list that matter here ("Azure built-in roles"). */
    private static final Map<String, BuiltIn> BUILT_IN = Map.of(
            "Reader", new BuiltIn("acdd72a7-3385-48ef-bd42-f606fba81ae7", List.of("*/read"), List.of()),
            "Contributor", new BuiltIn("b24988ac-6180-42a0-ab88-20f7382dd24c", List.of("*"), List.of()),
            "AcrPull",
                    new BuiltIn(
                            "7f951dda-4ed3-4680-a7ca-43fe172d538d",
                            List.of("Microsoft.ContainerRegistry/registries/pull/read"),
                            List.of()),
            "Storage Blob Data Owner", storage("b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "blobServices/containers"),
            "Storage Queue Data Contributor", storage("974c5e8b-45b9-4653-ba55-5f855dd0fb88", "queueServices/queues"),
            "Storage Table Data Contributor", storage("0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "tableServices/tables"),
            "Key Vault Secrets User",
                    new BuiltIn(
                            "4633458b-17de-408a-b874-0445c86b69e6",
                            List.of(),
                            List.of(
                                    "Microsoft.KeyVault/vaults/secrets/getSecret/action",
                                    "Microsoft.KeyVault/vaults/secrets/readMetadata/action")),
            "Monitoring Metrics Publisher",
                    new BuiltIn(
                            "3913510d-42f4-4e42-8a64-420c390055eb",
                            List.of("Microsoft.Insights/Register/Action", "Microsoft.Support/*"),
                            List.of("Microsoft.Insights/Metrics/Write", "Microsoft.Insights/Telemetry/Write")));

    private record BuiltIn(String guid, List<String> actions, List<String> dataActions) {}

    private static BuiltIn storage(String guid, String what) {
        return new BuiltIn(
                guid,
                List.of("Microsoft.Storage/storageAccounts/" + what + "/read"),
                List.of("Microsoft.Storage/storageAccounts/" + what + "/*"));
    }

    private final List<ObjectNode> resources = new ArrayList<>();
    private final Map<String, String> files = new HashMap<>();
    private final String base;

    private HeldRights(String base) {
        this.base = base;
        BUILT_IN.forEach((name, role) -> define(role.guid(), name, "/", role.actions(), role.dataActions()));
    }

    /**
     * The permissions that the templates grant for these capabilities, and those that the app uses.
     *
     * @param base the estate to which the permissions are added
     */
    static HeldRights asDeployed(String base, Set<String> capabilities) {
        var rights = new HeldRights(base);
        for (var role : roles()) {
            if (capabilities.contains(role.path("capability").asText())) {
                rights.ownRole(role.path("capability").asText());
            }
        }
        return rights.role("Storage Blob Data Owner", OWN_ACCOUNT)
                .role("Storage Queue Data Contributor", OWN_ACCOUNT)
                .role("Storage Table Data Contributor", OWN_ACCOUNT)
                .role("Key Vault Secrets User", OWN_GROUP + "/providers/Microsoft.KeyVault/vaults/kv-own")
                .role("Monitoring Metrics Publisher", OWN_GROUP + "/providers/Microsoft.Insights/components/appi-own");
    }

    /** No permissions, except those that a test adds. */
    static HeldRights none(String base) {
        return new HeldRights(base);
    }

    /** Adds the role that the templates create for a capability. */
    HeldRights ownRole(String capability) {
        var role = roles().stream()
                .filter(element -> element.path("capability").asText().equals(capability))
                .findFirst()
                .orElseThrow();
        var subscription = SUBSCRIPTION.substring("/subscriptions/".length());
        var name = "%s (%s, %s)".formatted(role.path("name").asText(), APP_NAME, subscription);
        var guid = guid(name);
        define(guid, name, SUBSCRIPTION, Json.strings(role.path("actions")), Json.strings(role.path("dataActions")));
        return assign(guid, SUBSCRIPTION, SimulatedAzure.RESPONDER_OBJECT_ID, "ServicePrincipal");
    }

    /** Adds a built-in role that is assigned to the identity itself. */
    HeldRights role(String name, String scope) {
        return assign(BUILT_IN.get(name).guid(), scope, SimulatedAzure.RESPONDER_OBJECT_ID, "ServicePrincipal");
    }

    /** Adds a built-in role that is assigned to a group, of which the identity is a member through another group. */
    HeldRights roleOfGroup(String name, String scope, String group) {
        var inner = UUID.randomUUID().toString();
        var directory = Json.object();
        directory
                .putArray("groups")
                .add(group(group, "platform-readers", inner))
                .add(group(inner, "platform-apps", SimulatedAzure.RESPONDER_OBJECT_ID));
        files.put("graph.json", directory.toString());
        return assign(BUILT_IN.get(name).guid(), scope, group, "Group");
    }

    /** Grants these permissions of Microsoft Graph and no others. */
    HeldRights graphRoles(String... appRoleIds) {
        var principal = Json.object()
                .put("id", SimulatedAzure.RESPONDER_OBJECT_ID)
                .put("appId", "6d1b6a55-0f0c-4f6d-9c2e-0b8f6d1f2a77")
                .put("displayName", "id-pull-responder");
        var assignments = principal.putArray("appRoleAssignments");
        for (var id : appRoleIds) {
            assignments.add(Json.object().put("appRoleId", id).put("resourceDisplayName", "Microsoft Graph"));
        }
        var directory = Json.object();
        directory.putArray("servicePrincipals").add(principal);
        files.put("graph.json", directory.toString());
        return this;
    }

    HeldRights faults(String faults) {
        files.put("faults.json", faults);
        return this;
    }

    Estate estate() {
        files.put("arm.json", Json.array(resources).toString());
        return Estates.layer(base, files);
    }

    static String assignmentId(String role, String scope) {
        return scope + "/providers/Microsoft.Authorization/roleAssignments/"
                + guid(BUILT_IN.get(role).guid() + scope);
    }

    private HeldRights assign(String role, String scope, String principal, String type) {
        var name = guid(role + scope);
        resources.add(resource(scope + "/providers/Microsoft.Authorization/roleAssignments/" + name)
                .set(
                        "properties",
                        Json.object()
                                .put(
                                        "roleDefinitionId",
                                        SUBSCRIPTION + "/providers/Microsoft.Authorization/roleDefinitions/" + role)
                                .put("principalId", principal)
                                .put("principalType", type)
                                .put("scope", scope)));
        return this;
    }

    private void define(String guid, String name, String scope, List<String> actions, List<String> dataActions) {
        var permissions = Json.object();
        permissions.set("actions", Json.texts(actions));
        permissions.set("notActions", Json.texts(List.of()));
        permissions.set("dataActions", Json.texts(dataActions));
        permissions.set("notDataActions", Json.texts(List.of()));
        var properties = Json.object().put("roleName", name);
        properties.set("assignableScopes", Json.texts(List.of(scope)));
        properties.set("permissions", Json.array(List.of(permissions)));
        resources.add(resource(SUBSCRIPTION + "/providers/Microsoft.Authorization/roleDefinitions/" + guid)
                .set("properties", properties));
    }

    private static ObjectNode resource(String id) {
        var segments = id.split("/");
        return Json.object()
                .put("id", id)
                .put("name", segments[segments.length - 1])
                .put("type", "Microsoft.Authorization/" + segments[segments.length - 2]);
    }

    private static ObjectNode group(String id, String name, String member) {
        var group = Json.object().put("id", id).put("displayName", name);
        group.putArray("members").add(member);
        return group;
    }

    private static List<JsonNode> roles() {
        try {
            return Json.elements(Json.parse(Files.readString(Path.of("infra", "roles.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String guid(String seed) {
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
