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
 * Selects the effective route: the longest prefix, and of equal prefixes the user-defined route. Source: "Virtual network traffic routing".
 *
 * <p>A private endpoint adds a /32 route to its own network and to peered networks.
 */
final class EffectiveRouteSelector {
    private static final int EXACT = 32;
    private static final String ALL_OF_AZURE = "azurecloud";
    private static final List<String> HALVES = List.of("0.0.0.0/1", "128.0.0.0/1");

    private final NodeLocation nodes;
    private final List<Route> routes;
    private final Collection<AddressRange> others;
    private final boolean acceptsLearned;

    /** @param others public addresses that are known not to belong to the registry */
    EffectiveRouteSelector(NodeLocation nodes, Optional<RouteTable> table, Collection<AddressRange> others) {
        this.nodes = nodes;
        this.others = List.copyOf(others);
        this.routes = table.map(RouteTable::routes).orElse(List.of());
        this.acceptsLearned = nodes.network().mayLearnRoutes()
                && table.map(RouteTable::acceptsLearnedRoutes).orElse(true);
    }

    /**
     * Returns the next hop to an address of a private endpoint.
     *
     * @param endpointNetwork the network of the endpoint
     * @param endpointSubnet the subnet, if its network was read: its policies define if routes apply to the endpoint
     */
    NextHop toward(
            AddressRange address, ResourceId endpointNetwork, Optional<Subnet> endpointSubnet, int networkPrefix) {
        var best = longest(address);
        if (!isNear(endpointNetwork)) {
            return best.map(NextHop::by).orElseGet(() -> NextHop.system(EffectiveNextHopType.NONE));
        }
        // A shorter route applies only if the endpoint's subnet allows it, and if it is not wider than the network.
        var overrules = best.filter(route -> isExact(route)
                || (endpointSubnet.filter(Subnet::routesEndpoints).isPresent() && lengthOf(route) >= networkPrefix));
        return overrules.map(NextHop::by).orElseGet(() -> NextHop.system(EffectiveNextHopType.DIRECT));
    }

    /** Returns the next hop to an address in a network of the same connected group, whose routes are like those of a peering. */
    NextHop withinGroup(AddressRange address) {
        return longest(address)
                .filter(EffectiveRouteSelector::isExact)
                .map(NextHop::by)
                .orElseGet(() -> NextHop.system(EffectiveNextHopType.DIRECT));
    }

    /** Returns true if a private endpoint in a network has a /32 route in the nodes' network. */
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
     * Returns true if a gateway or a hub may have learned a longer prefix than that of a route. A network is advertised with its own
     * prefixes, or with shorter ones that contain several networks.
     *
     * @param networkPrefix the prefix length of the destination network, if it was read
     */
    boolean mayLearnBetterThan(Route route, Optional<Integer> networkPrefix) {
        return acceptsLearned && lengthOf(route) < networkPrefix.orElse(EXACT);
    }

    /** Returns true if the nodes' subnet accepts routes that a gateway or a hub learned. */
    boolean acceptsLearnedRoutes() {
        return acceptsLearned;
    }

    private Optional<Route> longest(AddressRange address) {
        return routes.stream()
                .filter(route -> AddressRange.find(route.prefix())
                        .filter(block -> block.contains(address))
                        .isPresent())
                .max(Comparator.comparingInt(EffectiveRouteSelector::lengthOf));
    }

    private static int lengthOf(Route route) {
        return AddressRange.find(route.prefix()).map(AddressRange::prefixLength).orElse(0);
    }

    /**
     * Returns the next hop to a public host. No route table overrides a service endpoint. Otherwise, the address of the host is not
     * known: a route for a part of the Internet may apply. It matters only if it has another next hop.
     */
    NextHop toward(TrafficDestination destination) {
        if (nodes.subnet().hasServiceEndpointOf(destination.service())) {
            return NextHop.system(EffectiveNextHopType.DIRECT);
        }
        var winner = Stream.concat(
                        routes.stream().filter(route -> destination.isIn(route.prefix()) == TriState.YES),
                        bothHalves().stream())
                .max(Comparator.comparingInt(EffectiveRouteSelector::rankOf));
        var decided = winner.map(NextHop::by)
                .orElseGet(() ->
                        NextHop.system(acceptsLearned ? EffectiveNextHopType.LEARNED : EffectiveNextHopType.INTERNET));
        var rank = winner.map(EffectiveRouteSelector::rankOf).orElse(-1);
        return routes.stream()
                .filter(route -> destination.isIn(route.prefix()) == TriState.MAYBE && !isForOthers(route))
                .filter(route -> rankOf(route) > rank)
                .filter(route -> !NextHop.by(route).hasSameTargetAs(decided))
                .findFirst()
                .map(rival -> new NextHop(EffectiveNextHopType.OPEN, Optional.of(rival), Optional.empty()))
                .orElse(decided);
    }

    /**
     * Returns true for a route to another known address, such as the firewall's own: many clusters behind a firewall have one in addition
     * to their default route.
     */
    private boolean isForOthers(Route route) {
        return AddressRange.find(route.prefix())
                .filter(range -> others.stream().anyMatch(other -> other.contains(range)))
                .isPresent();
    }

    /**
     * Ranks routes. Of service tags, the tag of a service has precedence over {@code AzureCloud}, and a region over all regions. Source:
     * "Virtual network traffic
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

    /** The default route that two routes for both halves of all addresses form, if they have the same next hop. */
    private Optional<Route> bothHalves() {
        var halves =
                routes.stream().filter(route -> HALVES.contains(route.prefix())).toList();
        return halves.size() == HALVES.size() && NextHop.by(halves.get(0)).hasSameTargetAs(NextHop.by(halves.get(1)))
                ? Optional.of(halves.get(0))
                : Optional.empty();
    }
}
