package io.github.pullresponder.network;

import io.github.pullresponder.network.NetworkSnapshot.NodeLocation;
import io.github.pullresponder.network.NextHop.EffectiveNextHopType;
import io.github.pullresponder.resource.ResourceId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which route wins: the longest prefix, and of equal ones the user's. Source: "Virtual network traffic routing".
 *
 * <p>A private endpoint puts a /32 route into its own network and into those peered with it.
 */
final class SubnetRouting {
    private static final int EXACT = 32;
    private static final String ALL_OF_AZURE = "azurecloud";
    private static final List<String> HALVES = List.of("0.0.0.0/1", "128.0.0.0/1");

    private final NodeLocation nodes;
    private final List<Route> routes;
    private final Collection<AddressRange> others;
    private final boolean takesLearned;

    /** @param others public addresses that are known not to be the registry's */
    SubnetRouting(NodeLocation nodes, Optional<RouteTable> table, Collection<AddressRange> others) {
        this.nodes = nodes;
        this.others = List.copyOf(others);
        this.routes = table.map(RouteTable::routes).orElse(List.of());
        this.takesLearned = nodes.network().mayLearnRoutes()
                && table.map(RouteTable::takesLearnedRoutes).orElse(true);
    }

    /**
     * Toward an address of a private endpoint.
     *
     * @param endpointNetwork the network the endpoint lies in
     * @param endpointSubnet the subnet, if its network was read: it says whether routes apply to the endpoint
     */
    NextHop toward(
            AddressRange address, ResourceId endpointNetwork, Optional<Subnet> endpointSubnet, int networkPrefix) {
        var best = longest(address);
        if (!isNear(endpointNetwork)) {
            return best.map(NextHop::by).orElseGet(() -> NextHop.system(EffectiveNextHopType.NONE));
        }
        // A shorter route counts only where the endpoint's subnet says so, and only if it is no wider than the network.
        var overrules = best.filter(route -> isExact(route)
                || (endpointSubnet.filter(Subnet::routesEndpoints).isPresent() && lengthOf(route) >= networkPrefix));
        return overrules.map(NextHop::by).orElseGet(() -> NextHop.system(EffectiveNextHopType.DIRECT));
    }

    /** Toward an address in a network of the same connected group, whose routes are as those of a peering. */
    NextHop withinGroup(AddressRange address) {
        return longest(address)
                .filter(SubnetRouting::isExact)
                .map(NextHop::by)
                .orElseGet(() -> NextHop.system(EffectiveNextHopType.DIRECT));
    }

    /** Whether a private endpoint in a network has a /32 route in the nodes' network. */
    boolean isNear(ResourceId endpointNetwork) {
        var own = nodes.network();
        return own.id().equals(endpointNetwork)
                || own.peeringWith(endpointNetwork)
                        .filter(peering -> peering.isConnected() && peering.allowsAccess())
                        .isPresent();
    }

    static boolean isExact(Route route) {
        return lengthOf(route) == EXACT;
    }

    /**
     * Whether a gateway or a hub may have learned a longer prefix than that of a route. A network is announced by its own prefixes, or
     * by shorter ones that contain several networks.
     *
     * @param networkPrefix the length of the prefix of the network that the traffic goes to, if it was read
     */
    boolean mayLearnBetterThan(Route route, Optional<Integer> networkPrefix) {
        return takesLearned && lengthOf(route) < networkPrefix.orElse(EXACT);
    }

    /** Whether the nodes' subnet takes routes that a gateway or a hub learned. */
    boolean takesLearnedRoutes() {
        return takesLearned;
    }

    private Optional<Route> longest(AddressRange address) {
        return routes.stream()
                .filter(route -> AddressRange.find(route.prefix())
                        .filter(block -> block.contains(address))
                        .isPresent())
                .max(Comparator.comparingInt(SubnetRouting::lengthOf));
    }

    private static int lengthOf(Route route) {
        return AddressRange.find(route.prefix()).map(AddressRange::prefixLength).orElse(0);
    }

    /**
     * Toward a public host. No route table overrules a service endpoint. Otherwise, whose address is not known: a route for a part of the Internet may win. It matters only if it leads
     * elsewhere.
     */
    NextHop toward(Destination destination) {
        if (nodes.subnet().hasServiceEndpointOf(destination.service())) {
            return NextHop.system(EffectiveNextHopType.DIRECT);
        }
        var winner = Stream.concat(
                        routes.stream().filter(route -> destination.isIn(route.prefix()) == TriState.YES),
                        bothHalves().stream())
                .max(Comparator.comparingInt(SubnetRouting::rankOf));
        var decided = winner.map(NextHop::by)
                .orElseGet(() ->
                        NextHop.system(takesLearned ? EffectiveNextHopType.LEARNED : EffectiveNextHopType.INTERNET));
        var rank = winner.map(SubnetRouting::rankOf).orElse(-1);
        return routes.stream()
                .filter(route -> destination.isIn(route.prefix()) == TriState.MAYBE && !isForOthers(route))
                .filter(route -> rankOf(route) > rank)
                .filter(route -> !NextHop.by(route).leadsWhere(decided))
                .findFirst()
                .map(rival -> new NextHop(EffectiveNextHopType.OPEN, Optional.of(rival), Optional.empty()))
                .orElse(decided);
    }

    /** Such as for the firewall's own address, which many clusters behind one have next to their default route. */
    private boolean isForOthers(Route route) {
        return AddressRange.find(route.prefix())
                .filter(range -> others.stream().anyMatch(other -> other.contains(range)))
                .isPresent();
    }

    /**
     * Of service tags, the service goes before all of Azure, and a region before all regions. Source: "Virtual network traffic
     * routing", exact match.
     */
    private static int rankOf(Route route) {
        if (AddressRange.find(route.prefix()).isPresent()) {
            return lengthOf(route);
        }
        var isOfService = !route.prefix().toLowerCase(Locale.ROOT).startsWith(ALL_OF_AZURE);
        var isOfRegion = route.prefix().contains(".");
        return EXACT + (isOfService ? 2 : 0) + (isOfRegion ? 1 : 0);
    }

    /** Two halves of all addresses that lead the same way are one default route. */
    private Optional<Route> bothHalves() {
        var halves =
                routes.stream().filter(route -> HALVES.contains(route.prefix())).toList();
        return halves.size() == HALVES.size() && NextHop.by(halves.get(0)).leadsWhere(NextHop.by(halves.get(1)))
                ? Optional.of(halves.get(0))
                : Optional.empty();
    }
}
