package io.github.pullresponder.network;

import java.util.List;

/**
 * Traffic from a node to a host of the registry.
 *
 * @param source the node's address, or the range of its subnet if the address is not known
 * @param routes prefixes of routes in addition to the addresses of the nodes' network and its peers: the tag {@code VirtualNetwork}
 *     contains those of user-defined routes, and "might also contain default routes" ("Virtual network service tags")
 */
public record Traffic(AddressRange source, TrafficDestination destination, List<String> routes) {
    public Traffic {
        routes = List.copyOf(routes);
    }

    public Traffic(AddressRange source, TrafficDestination destination) {
        this(source, destination, List.of());
    }

    /** The traffic to each region that may answer, if those are known. */
    List<Traffic> perRegion() {
        return destination.perRegion().stream()
                .map(toRegion -> new Traffic(source, toRegion, routes))
                .toList();
    }

    /** Returns whether the destination matches a prefix or tag of a security group's rule. */
    TriState isTo(String prefixOrTag) {
        return prefixOrTag.strip().equalsIgnoreCase(TrafficDestination.NETWORK_TAG) && !destination.isPrivate()
                ? TriState.any(routes, destination::isIn).and(TriState.MAYBE)
                : destination.isIn(prefixOrTag);
    }

    /** Returns whether the source matches a prefix or tag of a rule. */
    TriState isFrom(String prefixOrTag) {
        var text = prefixOrTag.strip();
        if (TrafficDestination.isEverything(text) || text.equalsIgnoreCase(TrafficDestination.NETWORK_TAG)) {
            return TriState.YES;
        }
        return AddressRange.find(text)
                .map(range ->
                        range.contains(source) ? TriState.YES : range.overlaps(source) ? TriState.MAYBE : TriState.NO)
                .orElse(TriState.NO);
    }

    /** Returns true if a list of ports and ranges, such as {@code 80, 400-500}, contains the registry's port. */
    static boolean isToPort(List<String> ports) {
        return ports.stream().map(String::strip).anyMatch(Traffic::hasPort);
    }

    private static boolean hasPort(String ports) {
        if (ports.equals("*") || ports.equalsIgnoreCase("Any")) {
            return true;
        }
        var ends = ports.split("-", 2);
        try {
            var first = Integer.parseInt(ends[0].strip());
            var last = ends.length == 1 ? first : Integer.parseInt(ends[1].strip());
            return first <= TrafficDestination.PORT && TrafficDestination.PORT <= last;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
