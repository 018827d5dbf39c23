package io.github.pullresponder.network;

import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * How the nodes' network is connected with another one: peered, by a network manager, through an appliance, a gateway or a hub, or not
 * at all.
 */
final class Connections {
    private final NetworkSnapshot topology;
    private final VirtualNetwork own;
    private final ConnectedGroups groups;
    private final AddressRange target;

    /** @param target the address of the private endpoint */
    Connections(NetworkSnapshot topology, ConnectedGroups groups, AddressRange target) {
        this.topology = topology;
        this.own = topology.nodes().get().network();
        this.groups = groups;
        this.target = target;
    }

    List<PeeringHop> straight(ResourceId last) {
        return List.of(hop(own.id(), last, topology.nodes().get().address(), target));
    }

    /** Through an appliance in a network, which may be the last one itself. */
    List<PeeringHop> through(ResourceId network, AddressRange appliance, ResourceId last) {
        return network.equals(last)
                ? straight(last)
                : List.of(
                        hop(own.id(), network, topology.nodes().get().address(), appliance),
                        forwarded(network, last, appliance));
    }

    /**
     * A hub's gateway carries traffic between two networks that both use it. Source: "Create, change, or delete a virtual network
     * peering": traffic that an Azure VPN gateway forwards between networks needs no {@code allowForwardedTraffic}.
     */
    List<PeeringHop> throughGateway(ResourceId last) {
        var hub = hubWithGateway(own);
        if (hub.isEmpty() || !hub.equals(hubWithGateway(topology.network(last)))) {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.VIRTUAL_NETWORK_GATEWAY, "the traffic passes a virtual network gateway");
        }
        requireVisible(hub.get());
        return List.of(leg(own.id(), hub.get(), false), leg(hub.get(), last, false));
    }

    private static Optional<ResourceId> hubWithGateway(VirtualNetwork network) {
        return network.peerings().stream()
                .filter(Peering::usesRemoteGateways)
                .map(Peering::remote)
                .findFirst();
    }

    /** Where no route leads there; but a gateway or a hub may have learned some. */
    List<PeeringHop> withoutRoute(NextHop hop, ResourceId last, boolean takesLearnedRoutes) {
        var direct = straight(last).get(0);
        if (hop.route().isEmpty() && direct.state() != PeeringHopState.CONNECTED && takesLearnedRoutes) {
            throw mayBeLearned(own, direct);
        }
        return List.of(direct);
    }

    /** What an appliance forwards takes the routes of its own network. */
    private PeeringHop forwarded(ResourceId network, ResourceId last, AddressRange appliance) {
        requireVisible(network);
        var hop = closed(leg(network, last, true), appliance, target);
        if (hop.state() != PeeringHopState.CONNECTED
                && topology.network(network).mayLearnRoutes()) {
            throw mayBeLearned(topology.network(network), hop);
        }
        return hop;
    }

    private static EvidenceUnavailableException mayBeLearned(VirtualNetwork network, PeeringHop direct) {
        return EvidenceUnavailableException.notVisible(
                BlindSpot.VIRTUAL_NETWORK_GATEWAY,
                "%s may have learned a route from a gateway, a route server or a virtual WAN hub, whose routes are not read; %s",
                network.name(),
                direct.detail());
    }

    /** The hub of a virtual WAN is a network of Microsoft's, which no one else can read. */
    private void requireVisible(ResourceId network) {
        var unread = ReadResult.attempt(() -> topology.network(network))
                .why()
                .filter(why -> why.needs().isEmpty());
        if (unread.isPresent()
                && own.peeringWith(network).filter(Peering::usesRemoteGateways).isPresent()) {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.VIRTUAL_NETWORK_GATEWAY,
                    "the traffic passes hub %s, whose peerings and routes are not visible",
                    network.name());
        }
    }

    private PeeringHop hop(ResourceId from, ResourceId to, AddressRange source, AddressRange target) {
        return closed(leg(from, to, false), source, target);
    }

    private PeeringHop leg(ResourceId from, ResourceId to, boolean forwarded) {
        var there = ReadResult.attempt(() -> topology.network(to)).optional();
        var hop = PeeringHop.between(topology.network(from), there, to, forwarded);
        return hop.state() == PeeringHopState.CONNECTED ? hop : groups.connect(hop, topology.network(from), there);
    }

    /** The same hop, or what either side of its peering leaves out. */
    private PeeringHop closed(PeeringHop hop, AddressRange source, AddressRange target) {
        if (!hop.isPeered()) {
            return hop;
        }
        var from = topology.network(hop.from());
        var to = ReadResult.attempt(() -> topology.network(hop.to())).optional();
        var here = from.peeringWith(hop.to()).flatMap(side -> new PeeringGaps(from, side, to).between(source, target));
        var there = to.flatMap(network -> network.peeringWith(hop.from())
                .flatMap(side -> new PeeringGaps(network, side, Optional.of(from)).between(target, source)));
        var gap = here.or(() -> there)
                .map(found -> new PeeringHop(hop.from(), hop.to(), found.state(), found.detail(), found.doubt()));
        return gap.map(found -> groups.connect(found, from, to))
                .filter(connected -> connected.state() == PeeringHopState.CONNECTED)
                .or(() -> gap)
                .orElse(hop);
    }
}
