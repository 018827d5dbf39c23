package io.github.pullresponder.network;

import io.github.pullresponder.cluster.NodeComputeResource;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The network between the nodes of a pool and a registry. Each part is read concurrently; an accessor waits for its own part only, so
 * that a check waits only for the parts that it uses.
 */
public interface NetworkSnapshot {
    ReadResult<NodeLocation> nodes();

    /** The other virtual networks that were read. */
    Map<ResourceId, ReadResult<VirtualNetwork>> networks();

    /** The security groups on the network interfaces of the computes that the failing node may run on. */
    ReadResult<List<InterfaceSecurityGroup>> interfaceGroups();

    /** The security group of the nodes' subnet. */
    ReadResult<Optional<SecurityGroup>> nodeGroup();

    /** The security groups of endpoints' subnets. */
    Map<ResourceId, ReadResult<SecurityGroup>> groups();

    /** The route table of the nodes' subnet. */
    ReadResult<Optional<RouteTable>> routes();

    /** The private endpoints of the registry. */
    List<RegistryPrivateEndpoint> endpoints();

    /** The visible private DNS zones for registries; empty if the registry has no approved endpoint. */
    ReadResult<List<PrivateDnsZone>> zones();

    /** All visible private DNS zones for registries, with their linked networks. */
    ReadResult<Map<ResourceId, Set<ResourceId>>> zoneLinks();

    /** Firewalls by their private address, the next hop of routes. */
    Map<String, ReadResult<Firewall>> firewalls();

    /** Public IP addresses and prefixes of outbound resources, by id. */
    Map<ResourceId, ReadResult<AddressRange>> publicAddresses();

    /** The ids of the public addresses of each NAT gateway. */
    Map<ResourceId, ReadResult<List<ResourceId>>> gateways();

    /** The regions of the registry's replicas that no data endpoint names. */
    ReadResult<List<String>> replicas();

    /** The other rules for the traffic of the nodes' subnet. */
    NodeSubnetAdminAndEndpointRules nodeRules();

    /** The DNS forwarding settings; empty if the registry has no approved endpoint. */
    ReadResult<DnsForwarding> forwarding();

    /**
     * The network location of a node.
     *
     * @param address the node's address, or the range of its subnet if the address is not known
     * @param publicAddresses present if nodes have their own public addresses
     */
    record NodeLocation(
            VirtualNetwork network,
            Subnet subnet,
            AddressRange address,
            Optional<NodePublicAddresses> publicAddresses) {
        public NodeLocation(VirtualNetwork network, Subnet subnet, AddressRange address) {
            this(network, subnet, address, Optional.empty());
        }
    }

    /**
     * The public addresses of nodes with their own public addresses.
     *
     * @param node the address of the failing node; absent if it is not known
     * @param prefix the public IP prefix of its pool
     */
    record NodePublicAddresses(Optional<AddressRange> node, Optional<ResourceId> prefix) {}

    /**
     * The security group on the network interfaces of a machine or of a scale set.
     *
     * @param group absent if the interfaces have no group
     */
    record InterfaceSecurityGroup(NodeComputeResource compute, Optional<SecurityGroup> group) {}

    /** A connection of the registry and the private endpoint at its other end. */
    record RegistryPrivateEndpoint(EndpointConnection connection, ReadResult<PrivateEndpoint> endpoint) {}

    /**
     * Returns a network: the nodes' own or another.
     *
     * @throws EvidenceUnavailableException if it was not read
     */
    default VirtualNetwork network(ResourceId id) {
        var own = nodes().get().network();
        return own.id().equals(id)
                ? own
                : Optional.ofNullable(networks().get(id))
                        .orElseThrow(() -> EvidenceUnavailableException.because(
                                UnavailabilityReason.NOT_FOUND, "virtual network " + id.name()))
                        .get();
    }

    /** The firewall at a private address; absent if no visible firewall has it. */
    default Optional<Firewall> firewallAt(String address) {
        return Optional.ofNullable(firewalls().get(address)).map(ReadResult::get);
    }

    /** The network with that id, if it was read. */
    default Optional<VirtualNetwork> networkIfRead(ResourceId id) {
        return ReadResult.attempt(() -> network(id)).optional();
    }

    /**
     * The security group of an endpoint's subnet.
     *
     * @throws EvidenceUnavailableException if it was not read
     */
    default SecurityGroup groupOfEndpoint(ResourceId id) {
        return Optional.ofNullable(groups().get(id))
                .orElseThrow(
                        () -> EvidenceUnavailableException.beyond("network security group %s was not read", id.name()))
                .get();
    }

    /** The nodes' network and its peers that were read. */
    default Stream<VirtualNetwork> within() {
        var own = nodes().get().network();
        return Stream.concat(
                Stream.of(own),
                own.peerings().stream()
                        .flatMap(peering -> Optional.ofNullable(networks().get(peering.remote())).stream())
                        .flatMap(network -> network.optional().stream()));
    }

    /** The network that contains an address: the nodes' own or a peer. */
    default Optional<ResourceId> networkWith(AddressRange address) {
        return within().filter(network -> network.holds(address))
                .map(VirtualNetwork::id)
                .findFirst()
                .or(() -> nodes().get().network().networkWith(address));
    }

    default List<RegistryPrivateEndpoint> approved() {
        return endpoints().stream()
                .filter(endpoint -> endpoint.connection().isApproved())
                .toList();
    }

    default List<RegistryPrivateEndpoint> notApproved() {
        return endpoints().stream()
                .filter(endpoint -> !endpoint.connection().isApproved())
                .toList();
    }

    default List<AddressRange> publicAddressesRead() {
        return ReadResult.onlyRead(publicAddresses().values());
    }
}
