package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;

import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.PeeringHop;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.PullRoute;
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

    /** A fault on a route that the traffic does not get onto does not explain the failure: the next pull would meet it. */
    static Verdict verdictOf(Finding fault, PullPath path) {
        return path.route() instanceof PullRoute.Private it && it.bypassed()
                ? notApplicable(
                                "the nodes' DNS does not lead %s to private endpoint %s, so no traffic gets this far",
                                path.loginServer(), it.endpoint().name())
                        .advising(fault)
                : confirmed(fault);
    }
}
