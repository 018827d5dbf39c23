package io.github.pullresponder.network;

import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/**
 * A hop between two virtual networks on the path to a private endpoint.
 *
 * @param detail the state of the connection, or the fault of the peering
 * @param doubt an unread or unknown fact that may connect the two networks
 */
public record PeeringHop(
        ResourceId from,
        ResourceId to,
        PeeringHopState state,
        String detail,
        Optional<EvidenceUnavailableException> doubt) {
    private static final String PEERED = "peered";

    /** The state of the connection between two networks. */
    public enum PeeringHopState {
        CONNECTED,
        /** A peering exists, but one side or both are not connected. */
        DISCONNECTED,
        /** No peering, or one that carries no traffic. */
        MISSING,
        /** A peering without the addresses that the other network has added since the last synchronization. */
        OUT_OF_SYNC,
        /** A peering of other subnets, or of other addresses. */
        PARTIAL
    }

    /** Returns true if both sides of a peering, and not a network manager, connect the two networks. */
    public boolean isPeered() {
        return state == PeeringHopState.CONNECTED && detail.equals(PEERED);
    }

    /** Returns true if no connected peering carries the traffic. */
    public boolean isMissing() {
        return state != PeeringHopState.CONNECTED && state != PeeringHopState.DISCONNECTED;
    }

    PeeringHop(ResourceId from, ResourceId to, PeeringHopState state, String detail) {
        this(from, to, state, detail, Optional.empty());
    }

    /** The same hop with a doubt. */
    PeeringHop withDoubt(EvidenceUnavailableException doubt) {
        return new PeeringHop(from, to, state, detail, Optional.of(doubt));
    }

    /** Compares both sides of a peering. If one side could not be read, the other side decides. */
    static PeeringHop between(VirtualNetwork from, Optional<VirtualNetwork> to, ResourceId toId, boolean forwarded) {
        if (from.id().equals(toId)) {
            return new PeeringHop(from.id(), toId, PeeringHopState.CONNECTED, "the same network");
        }
        var here = from.peeringWith(toId);
        var there = to.flatMap(network -> network.peeringWith(from.id()));
        var thereKnown = to.isPresent();
        if (here.filter(side -> !side.isConnected()).isPresent()
                || there.filter(side -> !side.isConnected()).isPresent()) {
            return new PeeringHop(from.id(), toId, PeeringHopState.DISCONNECTED, states(here, there));
        }
        if (here.isEmpty() || (thereKnown && there.isEmpty())) {
            return new PeeringHop(from.id(), toId, PeeringHopState.MISSING, missing(from.id(), toId, here, there));
        }
        if (here.filter(side -> !side.allowsAccess()).isPresent()
                || there.filter(side -> !side.allowsAccess()).isPresent()) {
            return new PeeringHop(
                    from.id(), toId, PeeringHopState.MISSING, "allowVirtualNetworkAccess of the peering is false");
        }
        if (forwarded && there.filter(side -> !side.allowsForwarded()).isPresent()) {
            return new PeeringHop(
                    from.id(),
                    toId,
                    PeeringHopState.MISSING,
                    "peering %s of %s does not allow forwarded traffic"
                            .formatted(there.orElseThrow().name(), toId.name()));
        }
        return new PeeringHop(from.id(), toId, PeeringHopState.CONNECTED, PEERED);
    }

    private static String states(Optional<Peering> here, Optional<Peering> there) {
        var from = here.map(peering -> "peering %s is %s".formatted(peering.name(), peering.state()));
        var to = there.map(peering -> "peering %s is %s".formatted(peering.name(), peering.state()));
        return from.isPresent() && to.isPresent()
                ? from.get() + ", " + to.get()
                : from.or(() -> to).orElse("");
    }

    private static String missing(ResourceId from, ResourceId to, Optional<Peering> here, Optional<Peering> there) {
        if (here.isEmpty() && there.isEmpty()) {
            return "no peering between %s and %s".formatted(from.name(), to.name());
        }
        return here.isEmpty()
                ? "%s has no peering with %s".formatted(from.name(), to.name())
                : "%s has no peering with %s".formatted(to.name(), from.name());
    }
}
