package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.Firewall;
import io.github.pullresponder.network.NetworkSnapshot.NodeLocation;
import io.github.pullresponder.network.RouteTable;
import io.github.pullresponder.network.Subnet;
import io.github.pullresponder.network.VirtualNetwork;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.RegistryNetwork;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import io.github.pullresponder.resource.ResourceId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The possible public source addresses of nodes: of the cluster, of NAT gateways and of firewalls. */
final class OutboundAddressFacts {
    private final NetworkPartsReader reads;
    private final AsyncRead<Map<ResourceId, ReadResult<List<ResourceId>>>> gateways;
    private final AsyncRead<Map<ResourceId, ReadResult<AddressRange>>> publicAddresses;

    OutboundAddressFacts(
            AsyncRead<Cluster> cluster,
            AsyncRead<RegistryNetwork> registry,
            AsyncRead<NodeLocation> place,
            AsyncRead<Optional<RouteTable>> routes,
            AsyncRead<Map<ResourceId, ReadResult<VirtualNetwork>>> networks,
            FirewallFacts firewalls,
            NetworkPartsReader reads) {
        this.reads = reads;
        this.gateways = natGateways(place, networks, firewalls);
        var ofCluster = cluster.with(registry, OutboundAddressFacts::outboundOf);
        // The cluster's own addresses need not wait for firewalls and gateways.
        ofCluster.onRead(this::publicAddressesOf);
        this.publicAddresses = ofCluster
                .with(gateways.orElse(unreadable -> AsyncRead.of(Map.of())), OutboundAddressFacts::withGateways)
                .with(firewalls.found(), OutboundAddressFacts::withFirewalls)
                .with(routes.orElse(unreadable -> AsyncRead.of(Optional.empty())), OutboundAddressFacts::withRoutes)
                .then(this::publicAddressesOf);
    }

    /** NAT gateways and their public addresses. */
    AsyncRead<Map<ResourceId, ReadResult<List<ResourceId>>>> gateways() {
        return gateways;
    }

    AsyncRead<Map<ResourceId, ReadResult<AddressRange>>> publicAddresses() {
        return publicAddresses;
    }

    /**
     * The addresses to read: none if the registry allows all or no networks, unless a route is for a single public address. That address
     * may be the firewall's own, and then the route does not affect traffic to the registry.
     */
    private record OutboundAddressesToRead(boolean matters, Set<ResourceId> ids) {
        OutboundAddressesToRead and(Stream<ResourceId> more) {
            var all = new LinkedHashSet<>(ids);
            more.forEach(all::add);
            return new OutboundAddressesToRead(matters, all);
        }
    }

    private static OutboundAddressesToRead outboundOf(Cluster cluster, RegistryNetwork network) {
        return new OutboundAddressesToRead(
                network.publicAccess() == PublicAccess.ENABLED && network.deniesByDefault(),
                new LinkedHashSet<>(Stream.concat(
                                cluster.network().outboundAddresses().stream(),
                                cluster.nodePools().stream().flatMap(pool -> pool.publicAddresses().prefix().stream()))
                        .toList()));
    }

    private static OutboundAddressesToRead withGateways(
            OutboundAddressesToRead outbound, Map<ResourceId, ReadResult<List<ResourceId>>> gateways) {
        return outbound.and(ReadResult.onlyRead(gateways.values()).stream().flatMap(List::stream));
    }

    private static OutboundAddressesToRead withFirewalls(OutboundAddressesToRead outbound, List<Firewall> firewalls) {
        return outbound.and(firewalls.stream().flatMap(firewall -> firewall.publicAddresses().stream()));
    }

    private static OutboundAddressesToRead withRoutes(OutboundAddressesToRead outbound, Optional<RouteTable> table) {
        return new OutboundAddressesToRead(
                outbound.matters()
                        || table.map(RouteTable::routes).orElse(List.of()).stream()
                                .flatMap(route -> AddressRange.find(route.prefix()).stream())
                                .anyMatch(AddressRange::isOnePublicAddress),
                outbound.ids());
    }

    private AsyncRead<Map<ResourceId, ReadResult<List<ResourceId>>>> natGateways(
            AsyncRead<NodeLocation> place,
            AsyncRead<Map<ResourceId, ReadResult<VirtualNetwork>>> networks,
            FirewallFacts firewalls) {
        var ofNodes = place.map(nodes -> nodes.subnet().natGateway().stream().collect(Collectors.toSet()))
                .orElse(unreadable -> AsyncRead.of(Set.of()));
        var ofFirewalls = networks.with(firewalls.found(), OutboundAddressFacts::gatewaysOf)
                .orElse(unreadable -> AsyncRead.of(Set.of()));
        return ofNodes.with(ofFirewalls, (a, b) -> {
                    var both = new HashSet<>(a);
                    both.addAll(b);
                    return both;
                })
                .then(ids -> NetworkPartsReader.all(ids, reads::addressesOfGateway));
    }

    private static Set<ResourceId> gatewaysOf(
            Map<ResourceId, ReadResult<VirtualNetwork>> networks, List<Firewall> firewalls) {
        var read = NetworkPartsReader.onlyRead(networks);
        return firewalls.stream()
                .flatMap(firewall -> firewall.subnet().stream())
                .flatMap(subnet -> Optional.ofNullable(read.get(subnet.parent()))
                        .flatMap(network -> network.subnet(subnet))
                        .flatMap(Subnet::natGateway)
                        .stream())
                .collect(Collectors.toSet());
    }

    private AsyncRead<Map<ResourceId, ReadResult<AddressRange>>> publicAddressesOf(OutboundAddressesToRead outbound) {
        return outbound.matters()
                ? NetworkPartsReader.all(outbound.ids(), this::publicAddress)
                : AsyncRead.of(Map.of());
    }

    private AsyncRead<AddressRange> publicAddress(ResourceId id) {
        return reads.publicAddressesInGroupOf(id)
                .map(found -> Optional.ofNullable(found.get(id))
                        .orElseThrow(() -> EvidenceUnavailableException.because(
                                UnavailabilityReason.NOT_FOUND, "public address " + id.name())));
    }
}
