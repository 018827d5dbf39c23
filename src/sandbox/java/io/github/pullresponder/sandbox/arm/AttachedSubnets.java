package io.github.pullresponder.sandbox.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.estate.ArmId;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Adds {@code properties.subnets} to security groups, route tables and NAT gateways, as ARM does: it lists the subnets
 * that refer to them. Source: REST reference, "Network Security Groups - Get".
 */
final class AttachedSubnets {
    private static final String SUBNET = "Microsoft.Network/virtualNetworks/subnets";

    /** The property of a subnet that refers to a resource, by the type of the resource. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "microsoft.network/networksecuritygroups", "networkSecurityGroup",
            "microsoft.network/routetables", "routeTable",
            "microsoft.network/natgateways", "natGateway");

    private final ArmInventory inventory;

    AttachedSubnets(ArmInventory inventory) {
        this.inventory = inventory;
    }

    /** The body as ARM returns it. */
    ObjectNode complete(ArmInventory.Entry entry) {
        var property = PROPERTIES.get(entry.id().type().toLowerCase(Locale.ROOT));
        if (property == null) {
            return entry.body();
        }
        var body = entry.body().deepCopy();
        var properties = body.withObject("/properties");
        properties.remove("subnets");
        var subnets = subnetsThatName(entry.id(), property);
        if (!subnets.isEmpty()) {
            properties.set("subnets", Json.array(subnets));
        }
        return body;
    }

    private List<JsonNode> subnetsThatName(ArmId id, String property) {
        return inventory.ofType(SUBNET).stream()
                .filter(subnet -> Json.text(subnet.body().path("properties").path(property), "id")
                        .flatMap(ArmId::parse)
                        .filter(id::equals)
                        .isPresent())
                .<JsonNode>map(subnet -> Json.object().put("id", subnet.id().text()))
                .toList();
    }
}
