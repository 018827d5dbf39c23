package io.github.pullresponder.network;

import io.github.pullresponder.network.NetworkSnapshot.NodeLocation;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A network snapshot with all of its parts. */
record FixedSnapshot(
        ReadResult<NodeLocation> nodes,
        Map<ResourceId, ReadResult<VirtualNetwork>> networks,
        ReadResult<List<InterfaceSecurityGroup>> interfaceGroups,
        ReadResult<Optional<SecurityGroup>> nodeGroup,
        Map<ResourceId, ReadResult<SecurityGroup>> groups,
        ReadResult<Optional<RouteTable>> routes,
        List<RegistryPrivateEndpoint> endpoints,
        ReadResult<List<PrivateDnsZone>> zones,
        ReadResult<Map<ResourceId, Set<ResourceId>>> zoneLinks,
        Map<String, ReadResult<Firewall>> firewalls,
        Map<ResourceId, ReadResult<AddressRange>> publicAddresses,
        Map<ResourceId, ReadResult<List<ResourceId>>> gateways,
        ReadResult<List<String>> replicas,
        NodeSubnetAdminAndEndpointRules nodeRules,
        ReadResult<DnsForwarding> forwarding)
        implements NetworkSnapshot {

    /** A snapshot for tests that use only the nodes' DNS. */
    static FixedSnapshot ofDns(
            NodeLocation nodes,
            Map<ResourceId, ReadResult<VirtualNetwork>> networks,
            List<PrivateDnsZone> zones,
            Map<ResourceId, Set<ResourceId>> zoneLinks,
            DnsForwarding forwarding) {
        return new FixedSnapshot(
                ReadResult.of(nodes),
                networks,
                ReadResult.of(List.of()),
                ReadResult.of(Optional.empty()),
                Map.of(),
                ReadResult.of(Optional.empty()),
                List.of(),
                ReadResult.of(zones),
                ReadResult.of(zoneLinks),
                Map.of(),
                Map.of(),
                Map.of(),
                ReadResult.of(List.of()),
                NodeSubnetAdminAndEndpointRules.NONE,
                ReadResult.of(forwarding));
    }
}
