package io.github.pullresponder.network;

import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * The connection of the nodes' network to another one: peering, network manager, appliance, gateway, hub or none.
 */
final class VirtualNetworkConnectivity {
    private final NetworkSnapshot snapshot;
    private final VirtualNetwork own;
    private final ConnectedGroups groups;
    private final AddressRange target;

    /** @param target the address of the private endpoint */
    VirtualNetworkConnectivity(NetworkSnapshot snapshot, ConnectedGroups groups, AddressRange target) {
        this.snapshot = snapshot;
        this.own = snapshot.nodes().get().network();
        this.groups = groups;
        this.target = target;
    }

    List<PeeringHop> direct(ResourceId last) {
        return List.of(hop(own.id(), last, snapshot.nodes().get().address(), target));
    }

    /** The hops through an appliance in a network, which may be the last network itself. */
    List<PeeringHop> throughAppliance(ResourceId network, AddressRange appliance, ResourceId last) {
        return network.equals(last)
                ? direct(last)
                : List.of(
                        hop(own.id(), network, snapshot.nodes().get().address(), appliance),
                        forwarded(network, last, appliance));
    }

    /**
     * A hub's gateway carries traffic between two networks that both use it. Source: "Create, change, or delete a virtual network
     * peering": traffic that an Azure VPN gateway forwards between networks needs no {@code allowForwardedTraffic}.
     */
    List<PeeringHop> throughGateway(ResourceId last) {
        var hub = own.networkOfUsedGateway();
        if (hub.isEmpty() || !hub.equals(snapshot.network(last).networkOfUsedGateway())) {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.VIRTUAL_NETWORK_GATEWAY, "the traffic goes through a virtual network gateway");
        }
        requireVisible(hub.get());
        return List.of(peeringHop(own.id(), hub.get(), false), peeringHop(hub.get(), last, false));
    }

    /** The direct hop if no user-defined route applies; a gateway or a hub may have learned routes. */
    List<PeeringHop> withoutRoute(NextHop hop, ResourceId last, boolean acceptsLearnedRoutes) {
        var direct = direct(last).get(0);
        if (hop.route().isEmpty() && direct.state() != PeeringHopState.CONNECTED && acceptsLearnedRoutes) {
            throw mayBeLearned(own, direct);
        }
        return List.of(direct);
    }

    /** The hop of forwarded traffic: the routes of the appliance's own network apply to it. */
    private PeeringHop forwarded(ResourceId network, ResourceId last, AddressRange appliance) {
        requireVisible(network);
        var hop = withGaps(peeringHop(network, last, true), appliance, target);
        if (hop.state() != PeeringHopState.CONNECTED
                && snapshot.network(network).mayLearnRoutes()) {
            throw mayBeLearned(snapshot.network(network), hop);
        }
        return hop;
    }

    private static EvidenceUnavailableException mayBeLearned(VirtualNetwork network, PeeringHop direct) {
        return EvidenceUnavailableException.notVisible(
                BlindSpot.VIRTUAL_NETWORK_GATEWAY,
                "%s may have learned a route from a gateway, a route server or a virtual WAN hub; learned routes are not read; %s",
                network.name(),
                direct.detail());
    }

    /** Rejects the hub of a virtual WAN: it is a network that Microsoft manages, and its resources cannot be read. */
    private void requireVisible(ResourceId network) {
        var unread = ReadResult.attempt(() -> snapshot.network(network))
                .why()
                .filter(why -> why.needs().isEmpty());
        if (unread.isPresent()
                && own.peeringWith(network).filter(Peering::usesRemoteGateways).isPresent()) {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.VIRTUAL_NETWORK_GATEWAY,
                    "the traffic goes through hub %s; its peerings and routes are not visible",
                    network.name());
        }
    }

    private PeeringHop hop(ResourceId from, ResourceId to, AddressRange source, AddressRange target) {
        return withGaps(peeringHop(from, to, false), source, target);
    }

    private PeeringHop peeringHop(ResourceId from, ResourceId to, boolean forwarded) {
        var there = snapshot.networkIfRead(to);
        var hop = PeeringHop.between(snapshot.network(from), there, to, forwarded);
        return hop.state() == PeeringHopState.CONNECTED ? hop : groups.connect(hop, snapshot.network(from), there);
    }

    /** The same hop, or a hop with the traffic that one side of its peering does not carry. */
    private PeeringHop withGaps(PeeringHop hop, AddressRange source, AddressRange target) {
        if (!hop.isPeered()) {
            return hop;
        }
        var from = snapshot.network(hop.from());
        var to = snapshot.networkIfRead(hop.to());
        var here = from.peeringWith(hop.to())
                .flatMap(side -> new PeeringAddressGaps(from, side, to).between(source, target));
        var there = to.flatMap(network -> network.peeringWith(hop.from())
                .flatMap(side -> new PeeringAddressGaps(network, side, Optional.of(from)).between(target, source)));
        var gap = here.or(() -> there)
                .map(found -> new PeeringHop(hop.from(), hop.to(), found.state(), found.detail(), found.doubt()));
        return gap.map(found -> groups.connect(found, from, to))
                .filter(connected -> connected.state() == PeeringHopState.CONNECTED)
                .or(() -> gap)
                .orElse(hop);
    }
}
