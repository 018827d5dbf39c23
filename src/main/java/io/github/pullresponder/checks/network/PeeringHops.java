package io.github.pullresponder.checks.network;

import io.github.pullresponder.network.PeeringHop;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.NotApplicableException;
import java.util.List;

/** The connections between networks on the way to the private endpoint. */
final class PeeringHops {
    private PeeringHops() {}

    /**
     * Those on the way to the login server that are in a state.
     *
     * @throws NotApplicableException if no private endpoint serves the nodes
     */
    static List<PeeringHop> in(PullPath path, PeeringHop.State state) {
        NetworkCheck.endpointOf(path);
        return path.destinations(path.loginServer()).stream()
                .flatMap(destination -> path.legs(destination).stream())
                .filter(leg -> leg.state() == state)
                .distinct()
                .toList();
    }
}
