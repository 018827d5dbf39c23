package io.github.pullresponder.network;

import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/** A route table of a subnet. */
public record RouteTable(ResourceId id, List<Route> routes) {
    public RouteTable {
        routes = List.copyOf(routes);
    }

    public Source source() {
        return Source.arm(id);
    }
}
