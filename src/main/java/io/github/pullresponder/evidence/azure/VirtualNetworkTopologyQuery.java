package io.github.pullresponder.evidence.azure;

import io.github.pullresponder.network.ResourceGraphVirtualNetwork;
import io.github.pullresponder.network.VirtualNetworkTopology;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Queries Resource Graph for all virtual networks with their peerings, firewalls and private endpoints of registries.
 *
 * <p>Subnets are not queried: each lists the IP configurations of every node and pod in it, which would make an answer too large.
 */
final class VirtualNetworkTopologyQuery {
    private static final String NETWORK = "Microsoft.Network/virtualNetworks";
    private static final String FIREWALL = "Microsoft.Network/azureFirewalls";
    private static final String OF_REGISTRY = " contains 'microsoft.containerregistry/registries/'";

    private static final String QUERY = "resources"
            + " | where type =~ 'microsoft.network/virtualnetworks'"
            + " or type =~ 'microsoft.network/azurefirewalls'"
            + " or (type =~ 'microsoft.network/privateendpoints'"
            + " and (tostring(properties.privateLinkServiceConnections)" + OF_REGISTRY
            + " or tostring(properties.manualPrivateLinkServiceConnections)" + OF_REGISTRY + "))"
            + " | project id, type, addresses = properties.addressSpace.addressPrefixes,"
            + " dnsServers = properties.dhcpOptions.dnsServers, peerings = properties.virtualNetworkPeerings,"
            + " ipConfigurations = properties.ipConfigurations, subnet = tostring(properties.subnet.id)"
            + " | order by id asc";

    /** A network can have 500 peerings ("Networking limits"), each of more than 1 kB. */
    private static final int ROWS_A_PAGE = 200;

    private final ResourceGraph graph;

    VirtualNetworkTopologyQuery(ResourceGraph graph) {
        this.graph = graph;
    }

    VirtualNetworkTopology ask() {
        var networks = new ArrayList<ResourceGraphVirtualNetwork>();
        var firewallSubnets = new HashSet<ResourceId>();
        var endpointSubnets = new HashSet<ResourceId>();
        for (var row : graph.rows(QUERY, ROWS_A_PAGE)) {
            var id = UntypedJsonReader.id(row, "id").orElseThrow();
            if (id.isOfType(NETWORK)) {
                networks.add(network(id, row));
            } else if (id.isOfType(FIREWALL)) {
                references(row, "ipConfigurations", "subnet").forEach(firewallSubnets::add);
            } else {
                UntypedJsonReader.id(row, "subnet").ifPresent(endpointSubnets::add);
            }
        }
        return new VirtualNetworkTopology(networks, firewallSubnets, endpointSubnets);
    }

    private static ResourceGraphVirtualNetwork network(ResourceId id, Map<String, Object> row) {
        return new ResourceGraphVirtualNetwork(
                id,
                NetworkMapper.ranges(texts(row, "addresses")),
                texts(row, "dnsServers"),
                references(row, "peerings", "remoteVirtualNetwork").collect(Collectors.toSet()));
    }

    private static List<String> texts(Map<String, Object> row, String list) {
        return UntypedJsonReader.items(row, list)
                .flatMap(item -> UntypedJsonReader.text(item).stream())
                .toList();
    }

    /** The resources that a property of the list's elements references. */
    private static Stream<ResourceId> references(Map<String, Object> row, String list, String property) {
        return UntypedJsonReader.items(row, list)
                .flatMap(item -> UntypedJsonReader.id(item, "properties", property, "id").stream());
    }
}
