package io.github.pullresponder.evidence.azure;

import io.github.pullresponder.evidence.Networks.NetworkResourceIndex;
import io.github.pullresponder.evidence.Networks.ResourceRelations;
import io.github.pullresponder.resource.ResourceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds firewalls, NAT gateways, private endpoints and DNS zones with one query of Resource Graph. */
final class NetworkIndexQuery {
    private static final String QUERY = "resources"
            + " | where type =~ 'microsoft.network/azurefirewalls'"
            + " or type =~ 'microsoft.network/firewallpolicies'"
            + " or type =~ 'microsoft.network/natgateways'"
            + " or type =~ 'microsoft.network/dnsforwardingrulesets'"
            + " or type =~ 'microsoft.network/dnsresolvers/inboundendpoints'"
            + " or (type =~ 'microsoft.network/privateendpoints' and tostring(properties) contains %3$s)"
            + " or (type =~ 'microsoft.network/privatednszones' and name contains %1$s)"
            + " or (type =~ 'microsoft.network/privatednszones/virtualnetworklinks' and id contains %2$s)"
            + " | project id, type, location, ipConfigurations = properties.ipConfigurations,"
            + " hubAddress = tostring(properties.hubIPAddresses.privateIPAddress),"
            + " network = tostring(properties.virtualNetwork.id),"
            + " subnet = tostring(properties.subnet.id),"
            + " policy = tostring(properties.firewallPolicy.id), parent = tostring(properties.basePolicy.id),"
            + " subnets = properties.subnets";
    private static final String FIREWALLS = "Microsoft.Network/azureFirewalls";
    private static final String NAT_GATEWAYS = "Microsoft.Network/natGateways";
    private static final String ZONES = "Microsoft.Network/privateDnsZones";
    private static final String RULESETS = "Microsoft.Network/dnsForwardingRulesets";
    private static final String INBOUND_ENDPOINTS = "Microsoft.Network/dnsResolvers/inboundEndpoints";
    private static final String LINKS = ZONES + "/virtualNetworkLinks";

    private final Map<String, Set<ResourceId>> firewalls = new HashMap<>();
    private final Map<ResourceId, Set<ResourceId>> zones = new HashMap<>();
    private final Map<ResourceId, String> rulesets = new HashMap<>();
    private final Map<String, Set<ResourceId>> inboundEndpoints = new HashMap<>();
    private final Map<ResourceId, ResourceId> subnets = new HashMap<>();
    private final Map<ResourceId, ResourceId> policies = new HashMap<>();
    private final Map<ResourceId, ResourceId> natGateways = new HashMap<>();

    private NetworkIndexQuery() {}

    static String query(String domain, String registryName) {
        return QUERY.formatted(
                KqlLiterals.literal(domain),
                KqlLiterals.literal(domain + "/"),
                KqlLiterals.literal("/registries/" + registryName + "\""));
    }

    static NetworkResourceIndex of(List<Map<String, Object>> rows) {
        var index = new NetworkIndexQuery();
        rows.forEach(index::add);
        return new NetworkResourceIndex(
                index.firewalls,
                index.zones,
                index.rulesets,
                index.inboundEndpoints,
                new ResourceRelations(index.subnets, index.policies, index.natGateways));
    }

    private void add(Map<String, Object> row) {
        var id = UntypedJsonReader.id(row, "id").orElseThrow();
        UntypedJsonReader.id(row, "policy")
                .or(() -> UntypedJsonReader.id(row, "parent"))
                .ifPresent(policy -> policies.put(id, policy));
        UntypedJsonReader.id(row, "subnet").ifPresent(subnet -> subnets.put(id, subnet));
        if (id.isOfType(FIREWALLS)) {
            addFirewall(id, row);
        } else if (id.isOfType(ZONES)) {
            zones.computeIfAbsent(id, key -> new HashSet<>());
        } else if (id.isOfType(NAT_GATEWAYS)) {
            UntypedJsonReader.ids(row, "subnets").forEach(subnet -> natGateways.put(subnet, id));
        } else if (id.isOfType(RULESETS)) {
            rulesets.put(id, UntypedJsonReader.text(row, "location").orElse(""));
        } else if (id.isOfType(INBOUND_ENDPOINTS)) {
            UntypedJsonReader.items(row, "ipConfigurations")
                    .flatMap(ipConfiguration -> UntypedJsonReader.text(ipConfiguration, "privateIpAddress").stream())
                    .forEach(address -> inboundEndpoints
                            .computeIfAbsent(address, key -> new HashSet<>())
                            .add(id));
        } else if (id.isOfType(LINKS)) {
            UntypedJsonReader.id(row, "network")
                    .ifPresent(network -> zones.computeIfAbsent(id.parent(), key -> new HashSet<>())
                            .add(network));
        }
    }

    private void addFirewall(ResourceId id, Map<String, Object> row) {
        Stream.concat(
                        UntypedJsonReader.items(row, "ipConfigurations")
                                .flatMap(ipConfiguration ->
                                        UntypedJsonReader.text(ipConfiguration, "properties", "privateIPAddress")
                                                .stream()),
                        UntypedJsonReader.text(row, "hubAddress").stream())
                .forEach(address -> firewalls
                        .computeIfAbsent(address, key -> new HashSet<>())
                        .add(id));
        UntypedJsonReader.items(row, "ipConfigurations")
                .flatMap(
                        ipConfiguration -> UntypedJsonReader.id(ipConfiguration, "properties", "subnet", "id").stream())
                .findFirst()
                .ifPresent(subnet -> subnets.put(id, subnet));
    }
}
