package io.github.pullresponder.sandbox.estate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.json.Json;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The objects of the tenant's directory, as {@code graph.json} lists them. */
public record Directory(List<ObjectNode> applications, List<ObjectNode> servicePrincipals, List<ObjectNode> groups) {
    /**
     * Application permissions by id; the ids are the same in every tenant ("Microsoft Graph permissions reference").
     */
    private static final Map<String, String> GRAPH_ROLES = Map.of(
            "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30", "Application.Read.All",
            "7ab1d382-f21e-4acd-a863-ba3e13f7da61", "Directory.Read.All");

    public static final Directory EMPTY = new Directory(List.of(), List.of(), List.of());

    public Stream<ObjectNode> objects() {
        return Stream.of(applications, servicePrincipals, groups).flatMap(List::stream);
    }

    public Optional<ObjectNode> servicePrincipalOf(String appId) {
        return byAppId(servicePrincipals, appId);
    }

    public Optional<ObjectNode> applicationOf(String appId) {
        return byAppId(applications, appId);
    }

    /** The groups that an object is a direct member of. */
    public List<ObjectNode> groupsOf(String objectId) {
        return groups.stream()
                .filter(group -> Json.strings(group.path("members")).stream().anyMatch(objectId::equalsIgnoreCase))
                .toList();
    }

    /** The groups that an object is a direct or transitive member of. */
    public List<ObjectNode> allGroupsOf(String objectId) {
        Set<ObjectNode> found = new LinkedHashSet<>();
        var open = new ArrayDeque<String>(List.of(objectId));
        while (!open.isEmpty()) {
            for (ObjectNode group : groupsOf(open.poll())) {
                if (found.add(group)) {
                    open.add(group.path("id").asText());
                }
            }
        }
        return List.copyOf(found);
    }

    /**
     * The application permissions of Microsoft Graph that a service principal has: its {@code appRoleAssignments}, as
     * the list operation returns them. Empty if the service principal is not listed.
     */
    public Optional<List<String>> graphRolesOf(String objectId) {
        return servicePrincipals.stream()
                .filter(principal -> hasText(principal, "id", objectId))
                .findFirst()
                .map(principal -> Json.elements(principal.path("appRoleAssignments")).stream()
                        .map(assignment ->
                                GRAPH_ROLES.get(assignment.path("appRoleId").asText()))
                        .toList());
    }

    private static Optional<ObjectNode> byAppId(List<ObjectNode> objects, String appId) {
        return objects.stream()
                .filter(object -> hasText(object, "appId", appId))
                .findFirst();
    }

    private static boolean hasText(JsonNode object, String field, String text) {
        return object.path(field).asText().equalsIgnoreCase(text);
    }
}
