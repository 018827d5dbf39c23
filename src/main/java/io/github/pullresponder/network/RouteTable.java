package io.github.pullresponder.network;

import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/**
 * A route table of a subnet.
 *
 * @param takesLearnedRoutes whether routes that a gateway learned reach the subnet; {@code disableBgpRoutePropagation} says no
 */
public record RouteTable(ResourceId id, List<Route> routes, boolean takesLearnedRoutes) {
    public RouteTable {
        routes = List.copyOf(routes);
    }

    public Source source() {
        return Source.arm(id);
    }
}
