package io.github.pullresponder.network;

import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/** How the nodes' network is connected with another one: peered, through a hub, or not at all. */
final class Connections {
    private final NetworkSnapshot topology;
    private final VirtualNetwork own;

    Connections(NetworkSnapshot topology) {
        this.topology = topology;
        this.own = topology.nodes().get().network();
    }

    List<PeeringHop> straight(ResourceId last) {
        return List.of(leg(own.id(), last, false));
    }

    /** Through an appliance in a network, which may be the last one itself. */
    List<PeeringHop> through(ResourceId network, ResourceId last) {
        return network.equals(last) ? straight(last) : List.of(leg(own.id(), network, false), leg(network, last, true));
    }

    /** A hub's gateway carries traffic between two networks that both use it. */
    List<PeeringHop> throughGateway(ResourceId last) {
        var hub = hubWithGateway(own);
        if (hub.isEmpty() || !hub.equals(hubWithGateway(topology.network(last)))) {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.VIRTUAL_NETWORK_GATEWAY, "the traffic passes a virtual network gateway");
        }
        return List.of(leg(own.id(), hub.get(), false), leg(hub.get(), last, true));
    }

    private static Optional<ResourceId> hubWithGateway(VirtualNetwork network) {
        return network.peerings().stream()
                .filter(Peering::usesRemoteGateways)
                .map(Peering::remote)
                .findFirst();
    }

    /** Where no route leads there; but a gateway may have learned some. */
    List<PeeringHop> withoutRoute(NextHop hop, ResourceId last) {
        var direct = leg(own.id(), last, false);
        if (hop.route().isEmpty() && hubWithGateway(own).isPresent()) {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.VIRTUAL_NETWORK_GATEWAY,
                    "%s uses the gateway of a peered network, whose routes are not read; %s",
                    own.name(),
                    direct.detail());
        }
        return List.of(direct);
    }

    private PeeringHop leg(ResourceId from, ResourceId to, boolean forwarded) {
        var there = ReadResult.asked(() -> topology.network(to)).optional();
        return PeeringHop.between(topology.network(from), there, to, forwarded);
    }
}
