package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Simulates {@code az network private-endpoint …} and {@code az network private-dns …}. */
final class PrivateLinkCommands {
    private static final String ZONES = "Microsoft.Network/privateDnsZones";
    private static final String LINKS = ZONES + "/virtualNetworkLinks";
    private static final String RECORDS = ZONES + "/A";
    private static final String ENDPOINTS = "Microsoft.Network/privateEndpoints";
    private static final String INTERFACES = "Microsoft.Network/networkInterfaces";

    private PrivateLinkCommands() {}

    static void addTo(Az az) {
        az.does("network private-dns zone create", PrivateLinkCommands::createZone)
                .does("network private-dns link vnet create", PrivateLinkCommands::link)
                .does("network private-dns link vnet delete", PrivateLinkCommands::unlink)
                .does("network private-dns record-set a add-record", PrivateLinkCommands::addRecord)
                .does("network private-dns record-set a remove-record", PrivateLinkCommands::removeRecord)
                .does("network private-endpoint delete", PrivateLinkCommands::deleteEndpoint)
                .does("network private-endpoint create", PrivateLinkCommands::createEndpoint)
                .does("network private-endpoint dns-zone-group create", PrivateLinkCommands::createZoneGroup)
                .does("network private-endpoint-connection approve", PrivateLinkCommands::approve);
    }

    // Zones

    private static void createZone(Az.Line line) {
        line.estate().add(line.inGroup(ZONES, line.name()), ZONES).put("provisioningState", "Succeeded");
    }

    private static String zone(Az.Line line) {
        return line.inGroup(ZONES, line.get("--zone-name"));
    }

    /** A network can be linked to a zone once, and to no other zone of the same name. */
    private static void link(Az.Line line) {
        var zone = line.estate().get(zone(line));
        var network = line.get("--virtual-network");
        line.estate().get(network);
        line.estate()
                .ofType(LINKS)
                .filter(element ->
                        element.at("/properties/virtualNetwork/id").asText().equalsIgnoreCase(network))
                .filter(resource -> EstateFiles.id(resource)
                        .toLowerCase(Locale.ROOT)
                        .contains(
                                "/privatednszones/" + zone.path("name").asText().toLowerCase(Locale.ROOT) + "/"))
                .findFirst()
                .ifPresent(resource -> {
                    throw new Refusal(
                            "the network is linked to a zone of this name already: %s", EstateFiles.id(resource));
                });
        line.estate()
                .add(EstateFiles.id(zone) + "/virtualNetworkLinks/" + line.name(), LINKS)
                .put("provisioningState", "Succeeded")
                .put("registrationEnabled", line.truth("--registration-enabled").orElse(false))
                .put("virtualNetworkLinkState", "Completed")
                .putObject("virtualNetwork")
                .put("id", network);
    }

    private static void unlink(Az.Line line) {
        line.estate().remove(EstateFiles.id(line.estate().get(zone(line) + "/virtualNetworkLinks/" + line.name())));
    }

    private static void addRecord(Az.Line line) {
        var zone = EstateFiles.id(line.estate().get(zone(line)));
        record(line.estate(), zone, line.get("--record-set-name"), List.of(line.get("--ipv4-address")));
    }

    private static void record(EstateFiles estate, String zone, String name, List<String> addresses) {
        var id = zone + "/A/" + name;
        var properties = estate.find(id)
                .map(EstateFiles::properties)
                .orElseGet(() -> estate.add(id, RECORDS).put("ttl", 3600));
        addresses.forEach(
                address -> properties.withArray("/aRecords").addObject().put("ipv4Address", address));
    }

    private static void removeRecord(Az.Line line) {
        var id = zone(line) + "/A/" + line.get("--record-set-name");
        var records = EstateFiles.properties(line.estate().get(id)).withArray("/aRecords");
        var before = records.size();
        for (var i = before - 1; i >= 0; i--) {
            if (records.get(i).path("ipv4Address").asText().equals(line.get("--ipv4-address"))) {
                records.remove(i);
            }
        }
        if (records.size() == before) {
            throw new Refusal("no record of %s has the address %s", id, line.get("--ipv4-address"));
        }
        if (records.isEmpty() && !line.has("--keep-empty-record-set")) {
            line.estate().remove(id);
        }
    }

    // Endpoints

    /** Creates an endpoint with one address for the login server and one for each data endpoint, but no DNS records. */
    private static void createEndpoint(Az.Line line) {
        var estate = line.estate();
        var registry = estate.get(line.get("--private-connection-resource-id"));
        if (!RegistryCommands.isPremium(registry)) {
            throw new Refusal(
                    "private endpoints need a registry of SKU Premium, this one is %s",
                    registry.at("/sku/name").asText());
        }
        var subnet = estate.get(line.get("--subnet"));
        var id = line.inGroup(ENDPOINTS, line.name());
        var properties = estate.add(id, ENDPOINTS).put("provisioningState", "Succeeded");
        estate.get(id).put("location", line.find("--location", "-l").orElse(""));
        properties.putObject("subnet").put("id", EstateFiles.id(subnet));
        var members = members(registry);
        var addresses = freeAddresses(estate, subnet, members.size());
        var networkInterface = interfaceOf(line, subnet, members, addresses);
        properties.putArray("networkInterfaces").addObject().put("id", networkInterface);
        var connection = properties
                .putArray("privateLinkServiceConnections")
                .addObject()
                .put("name", line.get("--connection-name"))
                .putObject("properties")
                .put("privateLinkServiceId", EstateFiles.id(registry));
        connection.set("groupIds", EstateFiles.array(line.list("--group-id")));
        connection.putObject("privateLinkServiceConnectionState").put("status", "Approved");
        var configs = properties.putArray("customDnsConfigs");
        var i = 0;
        for (var member : members.entrySet()) {
            configs.addObject()
                    .put("fqdn", member.getValue())
                    .set("ipAddresses", EstateFiles.array(List.of(addresses.get(i++))));
        }
        EstateFiles.properties(subnet)
                .withArray("/privateEndpoints")
                .addObject()
                .put("id", id);
        connect(registry, line.name(), id);
    }

    /**
     * Deletes an endpoint with its network interface, connection and zone group. As in Azure, a missing one is ignored.
     */
    private static void deleteEndpoint(Az.Line line) {
        var estate = line.estate();
        var id = line.inGroup(ENDPOINTS, line.name());
        estate.ofType(RegistryCommands.REGISTRIES)
                .flatMap(element -> NetworkCommands.objects(element.at("/properties/privateEndpointConnections")))
                .filter(element ->
                        element.at("/properties/privateEndpoint/id").asText().equalsIgnoreCase(id))
                .map(EstateFiles::id)
                .toList()
                .forEach(estate::remove);
        estate.find(id).ifPresent(endpoint -> {
            NetworkCommands.objects(endpoint.at("/properties/networkInterfaces"))
                    .map(EstateFiles::id)
                    .filter(item -> estate.find(item).isPresent())
                    .forEach(estate::remove);
            estate.remove(id);
        });
    }

    private static void connect(ObjectNode registry, String name, String endpoint) {
        var connections = EstateFiles.properties(registry).withArray("/privateEndpointConnections");
        var own = name + "." + EstateFiles.newId().substring(0, 8);
        var properties = connections
                .addObject()
                .put("id", EstateFiles.id(registry) + "/privateEndpointConnections/" + own)
                .put("name", own)
                .put("type", RegistryCommands.REGISTRIES + "/privateEndpointConnections")
                .putObject("properties");
        properties.putObject("privateEndpoint").put("id", endpoint);
        properties.putObject("privateLinkServiceConnectionState").put("status", "Approved");
    }

    /** The members of an endpoint by name, with their hosts. A registry with a private endpoint has data endpoints. */
    private static Map<String, String> members(ObjectNode registry) {
        var loginServer = registry.at("/properties/loginServer").asText();
        var members = new TreeMap<String, String>();
        members.put("registry", loginServer);
        var hosts = EstateFiles.texts(registry.at("/properties/dataEndpointHostNames"));
        var region = registry.path("location").asText();
        if (hosts.isEmpty()) {
            var parts = loginServer.split("\\.", 2);
            members.put("registry_data_" + region, parts[0] + "." + region + ".data." + parts[1]);
        }
        hosts.forEach(host -> members.put("registry_data_" + host.split("\\.", 3)[1], host));
        return members;
    }

    private static List<String> freeAddresses(EstateFiles estate, ObjectNode subnet, int count) {
        var prefix = subnet.at("/properties/addressPrefix")
                .asText(subnet.at("/properties/addressPrefixes/0").asText());
        var network = new IPAddressString(prefix).getAddress().getLower().withoutPrefixLength();
        var taken = new HashSet<String>();
        estate.ofType(INTERFACES)
                .forEach(element -> element.at("/properties/ipConfigurations")
                        .forEach(config -> taken.add(
                                config.at("/properties/privateIPAddress").asText())));
        var free = new ArrayList<String>();
        // Azure reserves the first four addresses of a subnet. Nodes do not use high addresses.
        for (var last = 200; free.size() < count; last++) {
            var address = network.increment(last).toCanonicalString();
            if (!taken.contains(address)) {
                free.add(address);
            }
        }
        return free;
    }

    private static String interfaceOf(
            Az.Line line, ObjectNode subnet, Map<String, String> members, List<String> addresses) {
        var id = line.inGroup(INTERFACES, line.name() + ".nic." + EstateFiles.newId());
        var configs = line.estate().add(id, INTERFACES).putArray("ipConfigurations");
        var i = 0;
        for (var member : members.entrySet()) {
            var properties = configs.addObject()
                    .put("id", id + "/ipConfigurations/" + member.getKey())
                    .put("name", member.getKey())
                    .putObject("properties")
                    .put("privateIPAddress", addresses.get(i++));
            properties.putObject("subnet").put("id", EstateFiles.id(subnet));
            properties
                    .putObject("privateLinkConnectionProperties")
                    .put("groupId", "registry")
                    .put("requiredMemberName", member.getKey())
                    .set("fqdns", EstateFiles.array(List.of(member.getValue())));
        }
        return id;
    }

    /** Creates a zone group. The endpoint then manages the DNS records of its hosts and replaces existing ones. */
    private static void createZoneGroup(Az.Line line) {
        var estate = line.estate();
        var endpoint = estate.get(line.inGroup(ENDPOINTS, line.get("--endpoint-name")));
        var zone = EstateFiles.id(estate.get(line.get("--private-dns-zone")));
        var type = ENDPOINTS + "/privateDnsZoneGroups";
        if (estate.ofType(type)
                .anyMatch(resource -> EstateFiles.id(resource)
                        .regionMatches(
                                true,
                                0,
                                EstateFiles.id(endpoint) + "/",
                                0,
                                EstateFiles.id(endpoint).length() + 1))) {
            throw new Refusal("an endpoint has one zone group, and %s has it", line.get("--endpoint-name"));
        }
        var config = estate.add(EstateFiles.id(endpoint) + "/privateDnsZoneGroups/" + line.name(), type)
                .put("provisioningState", "Succeeded")
                .putArray("privateDnsZoneConfigs")
                .addObject()
                .put("name", line.get("--zone-name"))
                .putObject("properties")
                .put("privateDnsZoneId", zone);
        var sets = config.putArray("recordSets");
        hosts(estate, endpoint).forEach((host, addresses) -> {
            var name = host.substring(
                    0,
                    host.length()
                            - host.replaceFirst(".*?(\\.azurecr\\.[a-z]+)$", "$1")
                                    .length());
            estate.find(zone + "/A/" + name).ifPresent(existing -> estate.remove(zone + "/A/" + name));
            record(estate, zone, name, addresses);
            sets.addObject()
                    .put("recordType", "A")
                    .put("recordSetName", name)
                    .set("ipAddresses", EstateFiles.array(addresses));
        });
    }

    private static Map<String, List<String>> hosts(EstateFiles estate, ObjectNode endpoint) {
        var hosts = new TreeMap<String, List<String>>();
        endpoint.at("/properties/networkInterfaces")
                .forEach(element -> StreamSupport.stream(
                                estate.get(element.path("id").asText())
                                        .at("/properties/ipConfigurations")
                                        .spliterator(),
                                false)
                        .forEach(config -> config.at("/properties/privateLinkConnectionProperties/fqdns")
                                .forEach(host -> hosts.put(
                                        host.asText(),
                                        List.of(config.at("/properties/privateIPAddress")
                                                .asText())))));
        return hosts;
    }

    /** A disconnected connection stays disconnected. */
    private static void approve(Az.Line line) {
        var connection = line.estate().get(line.get("--id"));
        var state = EstateFiles.properties(connection).withObject("/privateLinkServiceConnectionState");
        if (state.path("status").asText().equals("Disconnected")) {
            throw new Refusal("a connection that is disconnected cannot be approved");
        }
        state.put("status", "Approved")
                .put("description", line.find("--description").orElse(""));
        line.estate()
                .find(connection.at("/properties/privateEndpoint/id").asText())
                .ifPresent(endpoint -> List.of("privateLinkServiceConnections", "manualPrivateLinkServiceConnections")
                        .forEach(kind -> endpoint.at("/properties/" + kind)
                                .forEach(item -> ((ObjectNode) item)
                                        .withObject("/properties/privateLinkServiceConnectionState")
                                        .put("status", "Approved"))));
    }
}
