package io.github.pullresponder.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.estate.ArmId;
import io.github.pullresponder.sandbox.estate.Subscription;
import io.github.pullresponder.sandbox.identity.ResponderRoles;
import io.github.pullresponder.sandbox.json.Json;
import io.github.pullresponder.sandbox.kql.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tables of Resource Graph, with types and resource groups in lower case. Source: "Azure Resource Graph table and
 * resource type reference".
 */
final class ResourceGraphTables {
    private static final Map<String, String> COLUMNS = columns();

    /** The child resource types that Resource Graph contains. */
    private static final Set<String> KNOWN_CHILDREN = Set.of(
            "microsoft.containerregistry/registries/replications",
            "microsoft.containerregistry/registries/webhooks",
            "microsoft.network/dnsresolvers/inboundendpoints",
            "microsoft.network/dnsresolvers/outboundendpoints",
            "microsoft.network/firewallpolicies/rulecollectiongroups",
            "microsoft.network/privatednszones/virtualnetworklinks");

    private final ArmInventory inventory;

    ResourceGraphTables(ArmInventory inventory) {
        this.inventory = inventory;
    }

    /**
     * The rows of a table that the caller may read.
     *
     * @param subscriptions the requested subscriptions; empty for all
     */
    Optional<Table> named(String name, Set<String> subscriptions, String caller) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "resources" -> Optional.of(table(resources(), subscriptions, caller));
            case "resourcecontainers" -> Optional.of(table(containers(), subscriptions, caller));
            case "authorizationresources" -> Optional.of(table(authorization(), subscriptions, caller));
            default -> Optional.empty();
        };
    }

    private static Table table(Stream<ObjectNode> bodies, Set<String> subscriptions, String caller) {
        return Table.of(
                COLUMNS,
                bodies.filter(body ->
                                ResponderRoles.permit(caller, body.path("type").asText() + "/read"))
                        .filter(body -> subscriptions.isEmpty()
                                || subscriptions.stream()
                                        .anyMatch(body.path("subscriptionId").asText()::equalsIgnoreCase))
                        .toList());
    }

    private Stream<ObjectNode> resources() {
        return inventory.listed().stream()
                .filter(entry -> entry.id().isResource() && !isAuthorization(entry))
                .filter(entry -> !entry.id().parent().isResource()
                        || KNOWN_CHILDREN.contains(entry.id().type().toLowerCase(Locale.ROOT)))
                .map(this::row);
    }

    private Stream<ObjectNode> authorization() {
        return inventory.listed().stream()
                .filter(ResourceGraphTables::isAuthorization)
                .map(this::row);
    }

    private static boolean isAuthorization(ArmInventory.Entry entry) {
        return entry.isOfType(RoleAssignments.TYPE) || entry.isOfType(RoleDefinitions.TYPE);
    }

    private Stream<ObjectNode> containers() {
        Stream<ObjectNode> subscriptions = inventory.subscriptions().stream().map(ResourceGraphTables::row);
        Stream<ObjectNode> groups = inventory.resourceGroups().stream()
                .map(group -> row(group).put("type", "microsoft.resources/subscriptions/resourcegroups"));
        return Stream.concat(subscriptions, groups);
    }

    private ObjectNode row(ArmInventory.Entry entry) {
        ArmId id = entry.id();
        String tenant = id.subscription()
                .flatMap(inventory::subscription)
                .map(Subscription::tenantId)
                .orElse("");
        return entry.body()
                .deepCopy()
                .put("id", id.text())
                .put("name", id.name())
                .put("type", id.type().toLowerCase(Locale.ROOT))
                .put("subscriptionId", id.subscription().orElse(""))
                .put("resourceGroup", id.resourceGroup().orElse("").toLowerCase(Locale.ROOT))
                .put("tenantId", tenant);
    }

    private static ObjectNode row(Subscription subscription) {
        ObjectNode row = Json.object()
                .put("id", "/subscriptions/" + subscription.id())
                .put("name", subscription.displayName())
                .put("type", "microsoft.resources/subscriptions")
                .put("tenantId", subscription.tenantId())
                .put("subscriptionId", subscription.id());
        row.set("properties", Json.object().put("state", "Enabled"));
        return row;
    }

    private static Map<String, String> columns() {
        var columns = new LinkedHashMap<String, String>();
        List.of("id", "name", "type", "tenantId", "kind", "location", "resourceGroup", "subscriptionId", "managedBy")
                .forEach(column -> columns.put(column, "string"));
        List.of("sku", "plan", "properties", "tags", "identity", "zones", "extendedLocation")
                .forEach(column -> columns.put(column, "dynamic"));
        return columns;
    }
}
