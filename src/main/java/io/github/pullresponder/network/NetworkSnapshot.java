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
 * The network between the nodes of a pool and a registry. Each part is what was read; a part that is still being read is waited for
 * when it is asked for, so that a check waits only for what it needs.
 */
public interface NetworkSnapshot {
    ReadResult<NodeLocation> nodes();

    /** All virtual networks that were read besides the nodes' own. */
    Map<ResourceId, ReadResult<VirtualNetwork>> networks();

    /** The security groups on the network interfaces of what the failing node may run on. */
    ReadResult<List<InterfaceGroup>> interfaceGroups();

    /** The security group of the nodes' subnet. */
    ReadResult<Optional<SecurityGroup>> nodeGroup();

    /** The security groups of endpoints' subnets. */
    Map<ResourceId, ReadResult<SecurityGroup>> groups();

    /** The route table of the nodes' subnet. */
    ReadResult<Optional<RouteTable>> routes();

    /** The private endpoints of the registry. */
    List<Attachment> endpoints();

    /** The private DNS zones for registries that are visible, as far as an endpoint makes them matter. */
    ReadResult<List<PrivateZone>> zones();

    /** All visible zones for registries, with the networks that they are linked to. */
    ReadResult<Map<ResourceId, Set<ResourceId>>> zoneLinks();

    /** Firewalls by the private address that routes name. */
    Map<String, ReadResult<Firewall>> firewalls();

    /** Public IP addresses and prefixes of outbound resources, by id. */
    Map<ResourceId, ReadResult<AddressRange>> publicAddresses();

    /** NAT gateways: the ids of their public addresses. */
    Map<ResourceId, ReadResult<List<ResourceId>>> gateways();

    /** The regions of the registry's replicas, as far as no data endpoint names them. */
    ReadResult<List<String>> replicas();

    /** Other rules for the traffic of the nodes' subnet. */
    NodeRules nodeRules();

    /** Where DNS questions are sent on, as far as an endpoint makes it matter. */
    ReadResult<DnsForwarding> forwarding();

    /**
     * Where a node is.
     *
     * @param address its own address, or its subnet's where that is not known
     * @param publicAddresses present where nodes have public addresses of their own
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
     * Public addresses that nodes have of their own.
     *
     * @param node the failing node's; absent if it is not known
     * @param prefix where those of its pool come from
     */
    record NodePublicAddresses(Optional<AddressRange> node, Optional<ResourceId> prefix) {}

    /**
     * The security group on the network interfaces of a machine or of a scale set.
     *
     * @param group absent where its interfaces have none
     */
    record InterfaceGroup(NodeCompute compute, Optional<SecurityGroup> group) {}

    /** A connection of the registry and the private endpoint at its other end. */
    record Attachment(EndpointConnection connection, ReadResult<PrivateEndpoint> endpoint) {}

    /**
     * One network: the nodes' own or another.
     *
     * @throws EvidenceUnavailableException if it was not read
     */
    default VirtualNetwork network(ResourceId id) {
        var own = nodes().get().network();
        return own.id().equals(id)
                ? own
                : Optional.ofNullable(networks().get(id))
                        .orElseThrow(() ->
                                EvidenceUnavailableException.because(Reason.NOT_FOUND, "virtual network " + id.name()))
                        .get();
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

    /** The nodes' network and those that it is peered with, as far as they were read. */
    default Stream<VirtualNetwork> within() {
        var own = nodes().get().network();
        return Stream.concat(
                Stream.of(own),
                own.peerings().stream()
                        .flatMap(peering -> Optional.ofNullable(networks().get(peering.remote())).stream())
                        .flatMap(network -> network.optional().stream()));
    }

    /** The network that holds an address: the nodes' own or a peered one. */
    default Optional<ResourceId> networkWith(AddressRange address) {
        return within().filter(network -> network.holds(address))
                .map(VirtualNetwork::id)
                .findFirst()
                .or(() -> nodes().get().network().networkWith(address));
    }

    default List<Attachment> approved() {
        return endpoints().stream()
                .filter(endpoint -> endpoint.connection().isApproved())
                .toList();
    }

    default List<Attachment> notApproved() {
        return endpoints().stream()
                .filter(endpoint -> !endpoint.connection().isApproved())
                .toList();
    }

    default List<AddressRange> publicAddressesRead() {
        return ReadResult.onlyRead(publicAddresses().values());
    }
}
