package io.github.pullresponder.network;

import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/**
 * A route table of a subnet.
 *
 * @param acceptsLearnedRoutes false if {@code disableBgpRoutePropagation} keeps learned routes of a gateway out of the subnet
 */
public record RouteTable(ResourceId id, List<Route> routes, boolean acceptsLearnedRoutes) {
    public RouteTable {
        routes = List.copyOf(routes);
    }

    public FactSource source() {
        return FactSource.arm(id);
    }
}
