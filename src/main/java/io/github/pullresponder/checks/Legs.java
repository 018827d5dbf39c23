package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.DoesNotApply;
import io.github.pullresponder.evidence.network.Leg;
import io.github.pullresponder.evidence.network.PullPath;
import java.util.List;

/** The connections between networks on the way to the private endpoint. */
final class Legs {
    private Legs() {}

    /**
     * Those on the way to the login server that are in a state.
     *
     * @throws DoesNotApply if no private endpoint serves the nodes
     */
    static List<Leg> in(PullPath path, Leg.State state) {
        NetworkCheck.endpointOf(path);
        return path.destinations(path.loginServer()).stream()
                .flatMap(destination -> path.legs(destination).stream())
                .filter(leg -> leg.state() == state)
                .distinct()
                .toList();
    }
}
