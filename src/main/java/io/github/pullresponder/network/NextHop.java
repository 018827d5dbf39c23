package io.github.pullresponder.network;

import java.util.Optional;

/**
 * Where the nodes' subnet sends traffic first.
 *
 * @param route the user-defined route that decides; absent where a route of Azure's own does
 * @param appliance the address of the appliance, if that is where it goes
 */
public record NextHop(EffectiveNextHopType kind, Optional<Route> route, Optional<String> appliance) {
    /** Kinds of next hops. */
    public enum EffectiveNextHopType {
        /** Within the network, to a peered one, or straight to a private endpoint. */
        DIRECT,
        INTERNET,
        APPLIANCE,
        GATEWAY,
        /** Where a learned route leads, or to the Internet if there is none. */
        LEARNED,
        /** Nowhere: it is dropped. */
        NONE,
        /** More than one route may win; which one depends on addresses that are not known. */
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

    boolean leadsWhere(NextHop other) {
        return kind == other.kind && appliance.equals(other.appliance);
    }

    public String words() {
        var by = route.map(it -> " by route " + it).orElse("");
        return switch (kind) {
            case DIRECT -> "straight there" + by;
            case INTERNET -> "to the Internet" + by;
            case APPLIANCE -> "to " + appliance.orElse("an appliance") + by;
            case GATEWAY -> "to the virtual network gateway" + by;
            case LEARNED -> "where a route leads that a gateway may have learned, or to the Internet";
            case NONE -> "nowhere" + by;
            case OPEN -> "more than one route may apply" + by;
        };
    }
}
