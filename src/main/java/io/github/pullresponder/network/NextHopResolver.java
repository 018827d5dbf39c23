package io.github.pullresponder.network;

import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the next hop of traffic from the nodes' subnet, and its hops between networks. */
final class NextHopResolver {
    private final NetworkSnapshot snapshot;
    private final Supplier<ConnectedGroups> groups;
    private final EffectiveRouteSelector routing;

    /** @param groups asked for private traffic only */
    NextHopResolver(NetworkSnapshot snapshot, Supplier<ConnectedGroups> groups) {
        this.snapshot = snapshot;
        this.groups = groups;
        this.routing = new EffectiveRouteSelector(
                snapshot.nodes().get(), snapshot.routes().get(), snapshot.publicAddressesRead());
    }

    /** The next hop of public traffic. */
    NextHop next(TrafficDestination destination) {
        return routing.toward(destination);
    }

    /** The next hop of traffic to a private endpoint. */
    NextHop next(TrafficDestination destination, PrivateEndpoint endpoint) {
        var address = destination.address().orElseThrow();
        var read = snapshot.networkIfRead(endpoint.network());
        if (read.filter(network -> groups.get().connects(nodes(), network)).isPresent()) {
            return routing.withinGroup(address);
        }
        if (snapshot.routes().get().isEmpty()) {
            return routing.toward(address, endpoint.network(), Optional.empty(), 0);
        }
        var network = read.orElseGet(() -> snapshot.network(endpoint.network()));
        return routing.toward(
                address,
                network.id(),
                network.subnet(endpoint.subnet()),
                network.prefixOf(address).orElse(0));
    }

    /** The reason why the traffic to a private endpoint may not use the user-defined route of its next hop. */
    Optional<EvidenceUnavailableException> doubt(TrafficDestination destination, PrivateEndpoint endpoint) {
        return doubt(next(destination, endpoint), destination, endpoint);
    }

    private Optional<EvidenceUnavailableException> doubt(
            NextHop hop, TrafficDestination destination, PrivateEndpoint endpoint) {
        if (hop.route().isEmpty()
                || isNear(endpoint.network())
                || EffectiveRouteSelector.isExact(hop.route().get())) {
            return Optional.empty();
        }
        var route = hop.route().get();
        var prefix = snapshot.networkIfRead(endpoint.network())
                .flatMap(network -> network.prefixOf(destination.address().orElseThrow()));
        return groups.get()
                .unread(nodes().id(), endpoint.network())
                .or(() -> routing.mayLearnBetterThan(route, prefix)
                        ? Optional.of(EvidenceUnavailableException.notVisible(
                                BlindSpot.VIRTUAL_NETWORK_GATEWAY,
                                "a gateway may have learned a more specific route to %s than %s",
                                destination,
                                route))
                        : Optional.empty());
    }

    /** Returns true if a private endpoint in the network has a /32 route in the nodes' network. */
    boolean isNear(ResourceId endpointNetwork) {
        return routing.isNear(endpointNetwork);
    }

    /** The hops between networks on the path to a private endpoint, in order. */
    List<PeeringHop> betweenNetworks(TrafficDestination destination, PrivateEndpoint endpoint) {
        var hop = next(destination, endpoint);
        var doubt = doubt(hop, destination, endpoint);
        return through(hop, destination, endpoint.network()).stream()
                .map(between -> between.state() == PeeringHopState.CONNECTED
                        ? between
                        : doubt.map(between::withDoubt).orElse(between))
                .toList();
    }

    private List<PeeringHop> through(NextHop hop, TrafficDestination destination, ResourceId last) {
        var connections = new VirtualNetworkConnectivity(
                snapshot, groups.get(), destination.address().orElseThrow());
        return switch (hop.kind()) {
            case APPLIANCE ->
                connections.throughAppliance(
                        networkOf(hop), AddressRange.of(hop.appliance().orElseThrow()), last);
            case GATEWAY -> connections.throughGateway(last);
            case NONE -> connections.withoutRoute(hop, last, routing.acceptsLearnedRoutes());
            default -> connections.direct(last);
        };
    }

    private ResourceId networkOf(NextHop appliance) {
        var address = appliance.appliance().orElse("");
        return snapshot.firewallAt(address)
                .flatMap(Firewall::network)
                .or(() -> AddressRange.find(address).flatMap(snapshot::networkWith))
                .orElseThrow(() -> PullPath.applianceNotVisible(appliance));
    }

    private VirtualNetwork nodes() {
        return snapshot.nodes().get().network();
    }
}
