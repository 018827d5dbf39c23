package io.github.pullresponder.network;

import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.List;
import java.util.Optional;

/**
 * What one side of a peering leaves out: it carries traffic only to the addresses that the other network had when the peering was last
 * synchronized, and only between the subnets that it names. Source: "Update the address space for a peered virtual network", "How to
 * configure subnet peering".
 *
 * @param network the network that holds this side
 * @param other the network on the other side, if it was read
 */
record PeeringGaps(VirtualNetwork network, Peering side, Optional<VirtualNetwork> other) {

    /**
     * The hop that this side is for traffic between two addresses that it does not carry. Whether a private endpoint's own /32
     * route is there all the same is not documented.
     *
     * @param here in this network
     * @param there in the other one
     */
    Optional<PeeringHop> between(AddressRange here, AddressRange there) {
        return ofSubnets(here, there)
                .or(() -> ofAddresses(there))
                .map(gap -> new PeeringHop(
                        network.id(),
                        side.remote(),
                        isOutOfSync(there) ? PeeringHopState.OUT_OF_SYNC : PeeringHopState.PARTIAL,
                        gap,
                        Optional.of(EvidenceUnavailableException.beyond(
                                "%s; whether a private endpoint's own route is there all the same is not known",
                                gap))));
    }

    private Optional<String> ofAddresses(AddressRange there) {
        var carried = side.remoteAddresses();
        return carried.isEmpty() || carried.stream().anyMatch(block -> block.contains(there))
                ? Optional.empty()
                : Optional.of("peering %s of %s carries traffic to %s, and not to %s%s"
                        .formatted(
                                side.name(),
                                network.name(),
                                String.join(", ", AddressRange.texts(carried)),
                                there,
                                isOutOfSync(there)
                                        ? ", which is in the address space of %s by now"
                                                .formatted(side.remote().name())
                                        : ""));
    }

    /** The other network has the address by now: synchronizing the peering adds it. */
    private boolean isOutOfSync(AddressRange there) {
        return side.subnets().isEmpty()
                && !side.remoteAddresses().isEmpty()
                && !side.holds(there)
                && other.filter(network -> network.holds(there)).isPresent();
    }

    private Optional<String> ofSubnets(AddressRange here, AddressRange there) {
        return side.subnets().flatMap(subnets -> {
            if (subnets.onlyIpv6() && !there.isIpv6()) {
                return Optional.of("peering %s of %s carries IPv6 only".formatted(side.name(), network.name()));
            }
            return leftOut(Optional.of(network), here, subnets.local())
                    .or(() -> leftOut(other, there, subnets.remote()))
                    .map(subnet -> "peering %s of %s leaves out subnet %s"
                            .formatted(side.name(), network.name(), subnet.name()));
        });
    }

    private static Optional<Subnet> leftOut(
            Optional<VirtualNetwork> network, AddressRange address, List<String> peered) {
        return network.flatMap(known -> known.subnetWith(address))
                .filter(subnet -> PeeredSubnets.leavesOut(peered, subnet));
    }
}
