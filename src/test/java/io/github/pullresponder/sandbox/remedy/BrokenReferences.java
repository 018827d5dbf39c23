package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.remedy.EstateChanges.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Resources that others still reference after commands removed them. */
final class BrokenReferences {
    private static final Set<String> PULL_ONLY =
            Set.of("7f951dda-4ed3-4680-a7ca-43fe172d538d", "b93aa761-3e63-49ed-ac28-beffa264f7ac");
    private static final List<String> GATEWAY_FLAGS = List.of("allowGatewayTransit", "useRemoteGateways");

    private final List<Change> changes;
    private final List<String> losses = new ArrayList<>();

    private BrokenReferences(List<Change> changes) {
        this.changes = changes;
    }

    static List<String> in(List<Change> changes) {
        var found = new BrokenReferences(changes);
        changes.forEach(found::look);
        return List.copyOf(found.losses);
    }

    private void look(Change change) {
        if (change.isRemoved() && change.id().contains("/roleAssignments/")) {
            roleAssignment(change.before().path("properties"));
        } else if (change.id().contains("/Secret/")) {
            secret(change);
        } else if (change.isRemoved() && change.id().contains("/virtualNetworkPeerings/")) {
            peering(change.before().path("properties"));
        }
    }

    /** A replaced assignment is not a loss. A removed assignment must be a pull role at a registry, and no other role. */
    private void roleAssignment(JsonNode gone) {
        var role = lastOf(gone.path("roleDefinitionId").asText());
        var scope = gone.path("scope").asText();
        var comesAgain = changes.stream()
                .filter(change -> change.isAdded() && change.id().contains("/roleAssignments/"))
                .map(change -> change.after().path("properties"))
                .anyMatch(element -> same(element, gone, "principalId")
                        && same(element, gone, "scope")
                        && lastOf(element.path("roleDefinitionId").asText()).equalsIgnoreCase(role));
        if (comesAgain) {
            return;
        }
        if (!PULL_ONLY.contains(role)) {
            losses.add("an assignment of role " + role + ", which grants more than pulling, is removed");
        }
        if (!scope.contains("/registries/")) {
            losses.add("an assignment at " + scope + ", which is more than the registry, is removed");
        }
        if (gone.path("principalType").asText().equals("Group")) {
            losses.add("an assignment of a group is removed");
        }
    }

    private static boolean same(JsonNode one, JsonNode other, String field) {
        return one.path(field).asText().equalsIgnoreCase(other.path(field).asText());
    }

    private static String lastOf(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    private void secret(Change change) {
        if (change.isRemoved()) {
            losses.add("secret removed: " + change.id());
        }
        if (!change.field().matches("data\\.\\.dockerc(onfigjson|fg)")) {
            return;
        }
        var before = hosts(change.before());
        before.removeAll(hosts(change.after()));
        if (!before.isEmpty()) {
            losses.add("the entries of " + before + " are gone from " + change.id());
        }
    }

    private static Set<String> hosts(JsonNode data) {
        var hosts = new TreeSet<String>();
        try {
            var config = EstateFiles.JSON.readTree(
                    Base64.getDecoder().decode(data.asText().strip()));
            (config.has("auths") ? config.path("auths") : config)
                    .fieldNames()
                    .forEachRemaining(value -> hosts.add(hostOf(value)));
        } catch (IOException | IllegalArgumentException notReadable) {
            // It held nothing that a kubelet could use.
        }
        return hosts;
    }

    /** A kubelet accepts {@code https://host/} for {@code host}, too. */
    private static String hostOf(String key) {
        return key.replaceFirst("^https?://", "").split("/", 2)[0].replaceFirst(":443$", "");
    }

    private void peering(JsonNode gone) {
        changes.stream()
                .filter(change -> change.isAdded() && change.id().contains("/virtualNetworkPeerings/"))
                .map(change -> change.after().path("properties"))
                .filter(element -> element.at("/remoteVirtualNetwork/id")
                        .asText()
                        .equalsIgnoreCase(gone.at("/remoteVirtualNetwork/id").asText()))
                .forEach(element -> GATEWAY_FLAGS.stream()
                        .filter(flag -> gone.path(flag).asBoolean()
                                && !element.path(flag).asBoolean())
                        .forEach(flag -> losses.add("the peering comes again without " + flag)));
    }
}
