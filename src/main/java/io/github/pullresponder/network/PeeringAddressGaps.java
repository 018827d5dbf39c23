package io.github.pullresponder.network;

import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.List;
import java.util.Optional;

/**
 * The traffic that one side of a peering does not carry: it carries traffic only to the addresses of the other network at the last
 * synchronization, and only between the subnets that it names. Source: "Update the address space for a peered virtual network", "How to
 * configure subnet peering".
 *
 * @param network the network with this side
 * @param other the network on the other side, if it was read
 */
record PeeringAddressGaps(VirtualNetwork network, Peering side, Optional<VirtualNetwork> other) {

    /**
     * Returns the hop if this side does not carry traffic between the two addresses. It is not documented if the /32 route of a private
     * endpoint exists in this case.
     *
     * @param here an address in this network
     * @param there an address in the other network
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
                                "%s; it is not known if the private endpoint's own route still exists", gap))));
    }

    private Optional<String> ofAddresses(AddressRange there) {
        var carried = side.remoteAddresses();
        return carried.isEmpty() || carried.stream().anyMatch(block -> block.contains(there))
                ? Optional.empty()
                : Optional.of("peering %s of %s carries traffic to %s, but not to %s%s"
                        .formatted(
                                side.name(),
                                network.name(),
                                String.join(", ", AddressRange.texts(carried)),
                                there,
                                isOutOfSync(there)
                                        ? ", which is now in the address space of %s"
                                                .formatted(side.remote().name())
                                        : ""));
    }

    /** Returns true if the other network has the address now: a synchronization of the peering adds it. */
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
                    .map(subnet -> "peering %s of %s does not include subnet %s"
                            .formatted(side.name(), network.name(), subnet.name()));
        });
    }

    private static Optional<Subnet> leftOut(
            Optional<VirtualNetwork> network, AddressRange address, List<String> peered) {
        return network.flatMap(known -> known.subnetWith(address))
                .filter(subnet -> PeeredSubnets.leavesOut(peered, subnet));
    }
}
