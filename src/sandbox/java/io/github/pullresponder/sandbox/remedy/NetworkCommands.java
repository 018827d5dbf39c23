package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Simulates {@code az network …}: networks, peerings, rules and routes. */
final class NetworkCommands {
    private static final String NETWORKS = "Microsoft.Network/virtualNetworks";
    private static final String GROUPS = "Microsoft.Network/networkSecurityGroups";
    private static final String TABLES = "Microsoft.Network/routeTables";

    private NetworkCommands() {}

    static void addTo(Az az) {
        az.does("network vnet peering create", NetworkCommands::createPeering)
                .does("network vnet peering delete", NetworkCommands::deletePeering)
                .does("network vnet peering sync", NetworkCommands::synchronizePeering)
                .does("network vnet update", NetworkCommands::updateNetwork)
                .does("network nsg rule create", NetworkCommands::createRule)
                .does("network nsg rule delete", NetworkCommands::deleteRule)
                .does("network route-table route create", NetworkCommands::createRoute)
                .does("network route-table route delete", NetworkCommands::deleteRoute)
                .does("network route-table route update", NetworkCommands::updateRoute);
    }

    // Peerings

    private static void createPeering(Az.Line line) {
        var network = line.estate().get(line.inGroup(NETWORKS, line.get("--vnet-name")));
        var remote = line.estate().get(line.get("--remote-vnet"));
        var peerings = peerings(network);
        objects(peerings).forEach(peering -> {
            if (peering.path("name").asText().equalsIgnoreCase(line.name())) {
                throw new Refusal("there already is a peering %s", line.name());
            }
            if (isTo(peering, remote)) {
                throw new Refusal(
                        "AnotherPeeringAlreadyReferencesRemoteVnet: %s",
                        peering.path("name").asText());
            }
        });
        var back = objects(peerings(remote))
                .filter(peering -> isTo(peering, network))
                .findFirst();
        back.filter(peering -> state(peering).equals("Disconnected")).ifPresent(element -> {
            throw new Refusal(
                    "RemotePeeringIsDisconnected: %s", element.path("name").asText());
        });
        var usesGateways = line.truth("--use-remote-gateways").orElse(false);
        if (usesGateways
                && !back.map(element ->
                                element.at("/properties/allowGatewayTransit").asBoolean())
                        .orElse(false)) {
            throw new Refusal("RemotePeeringDoesNotAllowGatewayTransit: %s", EstateFiles.id(remote));
        }
        var id = EstateFiles.id(network) + "/virtualNetworkPeerings/" + line.name();
        var properties = peerings.addObject()
                .put("id", id)
                .put("name", line.name())
                .put("type", NETWORKS + "/virtualNetworkPeerings")
                .putObject("properties")
                .put("provisioningState", "Succeeded")
                .put("peeringState", back.isPresent() ? "Connected" : "Initiated")
                .put("peeringSyncLevel", back.isPresent() ? "FullyInSync" : "RemoteNotInSync")
                .put(
                        "allowVirtualNetworkAccess",
                        line.truth("--allow-vnet-access").orElse(false))
                .put(
                        "allowForwardedTraffic",
                        line.truth("--allow-forwarded-traffic").orElse(false))
                .put(
                        "allowGatewayTransit",
                        line.truth("--allow-gateway-transit").orElse(false))
                .put("useRemoteGateways", usesGateways)
                .put("doNotVerifyRemoteGateways", false);
        properties.putObject("remoteVirtualNetwork").put("id", EstateFiles.id(remote));
        properties.set(
                "remoteAddressSpace", remote.at("/properties/addressSpace").deepCopy());
        back.ifPresent(element -> ((ObjectNode) element.path("properties"))
                .put("peeringState", "Connected")
                .put("peeringSyncLevel", "FullyInSync"));
    }

    /** Deletes a peering. The peering of the remote network remains and is disconnected. */
    private static void deletePeering(Az.Line line) {
        var network = line.estate().get(line.inGroup(NETWORKS, line.get("--vnet-name")));
        var id = EstateFiles.id(network) + "/virtualNetworkPeerings/" + line.name();
        var remote =
                line.estate().get(id).at("/properties/remoteVirtualNetwork/id").asText();
        line.estate().remove(id);
        line.estate().find(remote).stream()
                .flatMap(item -> objects(peerings(item)))
                .filter(peering -> isTo(peering, network))
                .forEach(element -> ((ObjectNode) element.path("properties")).put("peeringState", "Disconnected"));
    }

    private static void synchronizePeering(Az.Line line) {
        var network = line.estate().get(line.inGroup(NETWORKS, line.get("--vnet-name")));
        var peering = line.estate().get(EstateFiles.id(network) + "/virtualNetworkPeerings/" + line.name());
        var properties = EstateFiles.properties(peering);
        var remote = line.estate().get(properties.at("/remoteVirtualNetwork/id").asText());
        var space = remote.at("/properties/addressSpace");
        properties.put("peeringSyncLevel", "FullyInSync");
        properties.set("remoteAddressSpace", space.deepCopy());
        properties.set("remoteVirtualNetworkAddressSpace", space.deepCopy());
    }

    private static ArrayNode peerings(ObjectNode network) {
        return EstateFiles.properties(network).withArray("/virtualNetworkPeerings");
    }

    private static boolean isTo(ObjectNode peering, ObjectNode network) {
        return peering.at("/properties/remoteVirtualNetwork/id").asText().equalsIgnoreCase(EstateFiles.id(network));
    }

    private static String state(ObjectNode peering) {
        return peering.at("/properties/peeringState").asText();
    }

    private static void updateNetwork(Az.Line line) {
        var properties = EstateFiles.properties(line.estate().get(line.inGroup(NETWORKS, line.name())));
        if (line.has("--dns-servers")) {
            var servers = line.list("--dns-servers").stream()
                    .filter(part -> !part.isEmpty())
                    .toList();
            properties.withObject("/dhcpOptions").set("dnsServers", EstateFiles.array(servers));
        }
    }

    // Rules and routes

    /** The real command replaces a rule of the same name. Here it is rejected, because the loss would be unintended. */
    private static void createRule(Az.Line line) {
        var group = line.estate().get(line.inGroup(GROUPS, line.get("--nsg-name")));
        var rules = EstateFiles.properties(group).withArray("/securityRules");
        var priority = number(line.get("--priority"), 100, 4096);
        var direction = line.find("--direction").orElse("Inbound");
        objects(rules).forEach(element -> {
            if (element.path("name").asText().equalsIgnoreCase(line.name())) {
                throw new Refusal("the rule %s would be replaced", line.name());
            }
            if (element.at("/properties/priority").asInt() == priority
                    && element.at("/properties/direction").asText().equalsIgnoreCase(direction)) {
                throw new Refusal(
                        "SecurityRuleConflict: %s has priority %d",
                        element.path("name").asText(), priority);
            }
        });
        var properties = rules.addObject()
                .put("id", EstateFiles.id(group) + "/securityRules/" + line.name())
                .put("name", line.name())
                .put("type", GROUPS + "/securityRules")
                .putObject("properties")
                .put("provisioningState", "Succeeded")
                .put("priority", priority)
                .put("direction", direction)
                .put("access", line.find("--access").orElse("Allow"))
                .put("protocol", line.find("--protocol").orElse("*"));
        oneOrMore(properties, "sourceAddressPrefix", "es", line.list("--source-address-prefixes"));
        oneOrMore(properties, "destinationAddressPrefix", "es", oneTag(line.list("--destination-address-prefixes")));
        oneOrMore(properties, "sourcePortRange", "s", line.list("--source-port-ranges"));
        oneOrMore(properties, "destinationPortRange", "s", line.list("--destination-port-ranges"));
    }

    private static void deleteRule(Az.Line line) {
        line.estate().remove(line.inGroup(GROUPS, line.get("--nsg-name")) + "/securityRules/" + line.name());
    }

    /** A list may contain only addresses: a service tag must be the only element. */
    private static List<String> oneTag(List<String> prefixes) {
        if (prefixes.size() > 1) {
            prefixes.stream()
                    .filter(prefix -> !Character.isDigit(prefix.charAt(0)))
                    .findFirst()
                    .ifPresent(tag -> {
                        throw new Refusal("SecurityRuleParameterContainsUnsupportedValue: %s", tag);
                    });
        }
        return prefixes;
    }

    private static void oneOrMore(ObjectNode properties, String name, String plural, List<String> values) {
        if (values.size() > 1) {
            properties.set(name + plural, EstateFiles.array(values));
        } else {
            properties.put(name, values.isEmpty() ? "*" : values.get(0));
        }
    }

    static int number(String text, int least, int most) {
        var number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw new Refusal("%d is no priority", number);
        }
        return number;
    }

    private static void createRoute(Az.Line line) {
        var table = line.estate().get(line.inGroup(TABLES, line.get("--route-table-name")));
        var routes = EstateFiles.properties(table).withArray("/routes");
        objects(routes).forEach(element -> {
            if (element.path("name").asText().equalsIgnoreCase(line.name())
                    || element.at("/properties/addressPrefix")
                            .asText()
                            .equalsIgnoreCase(line.get("--address-prefix"))) {
                throw new Refusal("RouteConflict: %s", element.path("name").asText());
            }
        });
        routes.addObject()
                .put("id", EstateFiles.id(table) + "/routes/" + line.name())
                .put("name", line.name())
                .put("type", TABLES + "/routes")
                .putObject("properties")
                .put("provisioningState", "Succeeded")
                .put("addressPrefix", line.get("--address-prefix"));
        updateRoute(line);
    }

    private static void deleteRoute(Az.Line line) {
        line.estate().remove(route(line));
    }

    private static void updateRoute(Az.Line line) {
        var properties = EstateFiles.properties(line.estate().get(route(line)));
        line.find("--next-hop-type").ifPresent(type -> properties.put("nextHopType", type));
        line.find("--next-hop-ip-address").ifPresent(address -> properties.put("nextHopIpAddress", address));
        var isAppliance = properties.path("nextHopType").asText().equals("VirtualAppliance");
        if (isAppliance == properties.path("nextHopIpAddress").asText().isEmpty()) {
            throw new Refusal("a next hop of type VirtualAppliance, and no other, has an address");
        }
    }

    private static String route(Az.Line line) {
        return line.inGroup(TABLES, line.get("--route-table-name")) + "/routes/" + line.name();
    }

    static Stream<ObjectNode> objects(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(ObjectNode.class::cast);
    }

    static Optional<ObjectNode> byName(JsonNode array, String name) {
        return objects(array)
                .filter(element -> element.path("name").asText().equalsIgnoreCase(name))
                .findFirst();
    }
}
