package io.github.pullresponder.evidence.network;

import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.Source;
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
