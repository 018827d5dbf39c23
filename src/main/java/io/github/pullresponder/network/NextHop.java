package io.github.pullresponder.network;

import java.util.Optional;

/**
 * The next hop of traffic from the nodes' subnet.
 *
 * @param route the effective user-defined route; absent if a system route applies
 * @param appliance the address of the appliance, for {@link EffectiveNextHopType#APPLIANCE}
 */
public record NextHop(EffectiveNextHopType kind, Optional<Route> route, Optional<String> appliance) {
    /** The effective next hop types. */
    public enum EffectiveNextHopType {
        /** Directly to an address in the network, in a peered one or of a private endpoint. */
        DIRECT,
        INTERNET,
        APPLIANCE,
        GATEWAY,
        /** The next hop of a learned route, or the Internet if there is none. */
        LEARNED,
        /** None: the traffic is dropped. */
        NONE,
        /** One of several routes; the effective one depends on addresses that are not known. */
        OPEN
    }

    static NextHop system(EffectiveNextHopType kind) {
        return new NextHop(kind, Optional.empty(), Optional.empty());
    }

    static NextHop by(Route route) {
        return new NextHop(
                switch (route.type()) {
                    case VIRTUAL_APPLIANCE -> EffectiveNextHopType.APPLIANCE;
                    case VIRTUAL_NETWORK_GATEWAY -> EffectiveNextHopType.GATEWAY;
                    case VNET_LOCAL -> EffectiveNextHopType.DIRECT;
                    case INTERNET -> EffectiveNextHopType.INTERNET;
                    case NONE -> EffectiveNextHopType.NONE;
                },
                Optional.of(route),
                route.nextHop());
    }

    boolean hasSameTargetAs(NextHop other) {
        return kind == other.kind && appliance.equals(other.appliance);
    }

    /** The predicate of a sentence about traffic, such as "is routed to the Internet". */
    public String description() {
        var by = route.map(name -> " by route " + name).orElse("");
        return switch (kind) {
            case DIRECT -> "is routed directly" + by;
            case INTERNET -> "is routed to the Internet" + by;
            case APPLIANCE -> "is routed to " + appliance.orElse("an appliance") + by;
            case GATEWAY -> "is routed to the virtual network gateway" + by;
            case LEARNED -> "uses a route that a gateway may have learned, or goes to the Internet";
            case NONE -> "is dropped" + by + " (next hop None)";
            case OPEN ->
                "may match more than one route"
                        + route.map(name -> ", such as " + name).orElse("");
        };
    }
}
