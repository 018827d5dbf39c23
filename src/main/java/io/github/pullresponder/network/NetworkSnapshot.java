package io.github.pullresponder.network;

import io.github.pullresponder.cluster.NodeCompute;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.Reason;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The network between the nodes of a pool and a registry, each part as it was read.
 *
 * @param networks all virtual networks that were read besides the nodes' own
 * @param interfaceGroups the security groups on the network interfaces of what the failing node may run on
 * @param nodeGroup the security group of the nodes' subnet
 * @param groups the security groups of endpoints' subnets
 * @param routes the route table of the nodes' subnet
 * @param endpoints the private endpoints of the registry
 * @param zones the private DNS zones for registries that are visible, as far as an endpoint makes them matter
 * @param zoneLinks all visible zones for registries, with the networks that they are linked to
 * @param firewalls by the private address that routes name
 * @param publicAddresses of outbound resources: public IP addresses and prefixes by id
 * @param gateways NAT gateways: the ids of their public addresses
 * @param replicas the regions of the registry's replicas, as far as no data endpoint names them
 * @param nodeRules other rules for the traffic of the nodes' subnet
 * @param forwarding where DNS questions are sent on, as far as an endpoint makes it matter
 */
public record NetworkSnapshot(
        ReadResult<Place> nodes,
        Map<ResourceId, ReadResult<VirtualNetwork>> networks,
        ReadResult<List<InterfaceGroup>> interfaceGroups,
        ReadResult<Optional<SecurityGroup>> nodeGroup,
        Map<ResourceId, ReadResult<SecurityGroup>> groups,
        ReadResult<Optional<RouteTable>> routes,
        List<Attachment> endpoints,
        ReadResult<List<PrivateZone>> zones,
        ReadResult<Map<ResourceId, Set<ResourceId>>> zoneLinks,
        Map<String, ReadResult<Firewall>> firewalls,
        Map<ResourceId, ReadResult<AddressRange>> publicAddresses,
        Map<ResourceId, ReadResult<List<ResourceId>>> gateways,
        ReadResult<List<String>> replicas,
        NodeRules nodeRules,
        ReadResult<DnsForwarding> forwarding) {

    /**
     * Where a node is.
     *
     * @param address its own address, or its subnet's where that is not known
     * @param publicAddresses present where nodes have public addresses of their own
     */
    public record Place(
            VirtualNetwork network, Subnet subnet, AddressRange address, Optional<PublicAddresses> publicAddresses) {
        public Place(VirtualNetwork network, Subnet subnet, AddressRange address) {
            this(network, subnet, address, Optional.empty());
        }
    }

    /**
     * Public addresses that nodes have of their own.
     *
     * @param node the failing node's; absent if it is not known
     * @param prefix where those of its pool come from
     */
    public record PublicAddresses(Optional<AddressRange> node, Optional<ResourceId> prefix) {}

    /**
     * The security group on the network interfaces of a machine or of a scale set.
     *
     * @param group absent where its interfaces have none
     */
    public record InterfaceGroup(NodeCompute compute, Optional<SecurityGroup> group) {}

    /** A connection of the registry and the private endpoint at its other end. */
    public record Attachment(EndpointConnection connection, ReadResult<PrivateEndpoint> endpoint) {}

    public NetworkSnapshot {
        networks = Map.copyOf(networks);
        groups = Map.copyOf(groups);
        endpoints = List.copyOf(endpoints);
        firewalls = Map.copyOf(firewalls);
        publicAddresses = Map.copyOf(publicAddresses);
        gateways = Map.copyOf(gateways);
    }

    /** @throws EvidenceUnavailableException if it was not read */
    VirtualNetwork network(ResourceId id) {
        var own = nodes.get().network();
        return own.id().equals(id)
                ? own
                : Optional.ofNullable(networks.get(id))
                        .orElseThrow(() ->
                                EvidenceUnavailableException.because(Reason.NOT_FOUND, "virtual network " + id.name()))
                        .get();
    }

    /** @throws EvidenceUnavailableException if it was not read */
    SecurityGroup groupOfEndpoint(ResourceId id) {
        return Optional.ofNullable(groups.get(id))
                .orElseThrow(
                        () -> EvidenceUnavailableException.beyond("network security group %s was not read", id.name()))
                .get();
    }

    /** The nodes' network and those that it is peered with, as far as they were read. */
    Stream<VirtualNetwork> within() {
        var own = nodes.get().network();
        return Stream.concat(
                Stream.of(own),
                own.peerings().stream()
                        .flatMap(peering -> Optional.ofNullable(networks.get(peering.remote())).stream())
                        .flatMap(network -> network.optional().stream()));
    }

    /** The network that holds an address: the nodes' own or a peered one. */
    Optional<ResourceId> networkWith(AddressRange address) {
        var own = nodes.get().network();
        return within().filter(network -> network.holds(address))
                .map(VirtualNetwork::id)
                .findFirst()
                .or(() -> own.peerings().stream()
                        .filter(peering ->
                                peering.remoteAddresses().stream().anyMatch(block -> block.contains(address)))
                        .map(Peering::remote)
                        .findFirst());
    }

    public List<Attachment> approved() {
        return endpoints.stream()
                .filter(endpoint -> endpoint.connection().isApproved())
                .toList();
    }

    List<Attachment> notApproved() {
        return endpoints.stream()
                .filter(endpoint -> !endpoint.connection().isApproved())
                .toList();
    }

    List<AddressRange> publicAddressesRead() {
        return ReadResult.onlyRead(publicAddresses.values());
    }
}
