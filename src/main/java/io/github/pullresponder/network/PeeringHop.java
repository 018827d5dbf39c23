package io.github.pullresponder.network;

import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/**
 * One step between two virtual networks on the way to a private endpoint.
 *
 * @param detail what is wrong with the peering
 * @param doubt what was not read, or is not known, and may connect the two networks all the same
 */
public record PeeringHop(
        ResourceId from,
        ResourceId to,
        PeeringHopState state,
        String detail,
        Optional<EvidenceUnavailableException> doubt) {
    private static final String PEERED = "peered";

    /** How two networks are connected. */
    public enum PeeringHopState {
        CONNECTED,
        /** A peering exists, and one side or both are not connected. */
        DISCONNECTED,
        /** No peering, or one that lets nothing through. */
        MISSING,
        /** A peering that does not know addresses which the other network got later. */
        OUT_OF_SYNC,
        /** A peering of other subnets, or of other addresses. */
        PARTIAL
    }

    /** Whether both sides of a peering, and nothing else, connect the two. */
    public boolean isPeered() {
        return state == PeeringHopState.CONNECTED && detail.equals(PEERED);
    }

    /** Whether there is no connected peering that carries the traffic. */
    public boolean isMissing() {
        return state != PeeringHopState.CONNECTED && state != PeeringHopState.DISCONNECTED;
    }

    PeeringHop(ResourceId from, ResourceId to, PeeringHopState state, String detail) {
        this(from, to, state, detail, Optional.empty());
    }

    /** The same, with a doubt. */
    PeeringHop unless(EvidenceUnavailableException doubt) {
        return new PeeringHop(from, to, state, detail, Optional.of(doubt));
    }

    /** Both sides are needed. A side that could not be read is taken from what the other says. */
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
        var from = here.map(it -> "peering %s is %s".formatted(it.name(), it.state()));
        var to = there.map(it -> "peering %s is %s".formatted(it.name(), it.state()));
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
