package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;

import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.PeeringHop;
import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.PullRoute.PrivateRoute;
import io.github.pullresponder.pull.NotApplicableException;
import io.github.pullresponder.read.FactSource;
import java.util.List;
import java.util.function.Predicate;

/** Builds the verdicts on the hops between virtual networks on the path to the private endpoint. */
final class PeeringHopVerdicts {
    private PeeringHopVerdicts() {}

    /**
     * Returns the hops on the path to the login server in a given state.
     *
     * @throws NotApplicableException if no private endpoint serves the nodes
     */
    static List<PeeringHop> in(PullPath path, Predicate<PeeringHop> state) {
        AbstractNetworkCheck.endpointOf(path);
        return path.destinations(path.loginServer()).stream()
                .flatMap(destination -> path.peeringHops(destination).stream())
                .filter(state)
                .distinct()
                .toList();
    }

    /** The verdict that the networks are connected, with the fact that shows it. */
    static Verdict.RuledOut connected(PullPath path, String otherwise) {
        return path.destinations(path.loginServer()).stream()
                .flatMap(destination -> path.peeringHops(destination).stream())
                .filter(hop -> hop.state() == PeeringHopState.CONNECTED && !hop.isPeered())
                .filter(hop -> !hop.from().equals(hop.to()))
                .findFirst()
                .map(hop -> Verdict.ruledOut(FactSource.arm(hop.from()), "%s", hop.detail()))
                .orElseGet(() -> Verdict.ruledOut(path.nodeNetwork().source(), "%s", otherwise));
    }

    /** A fault on a route that the traffic does not use does not explain the failure, but the next pull would fail there. */
    static Verdict verdictOf(Finding fault, PeeringHop hop, PullPath path) {
        if (hop.doubt().isPresent()) {
            return Verdict.undetermined(hop.doubt().get()).suspecting(fault);
        }
        return path.route() instanceof PrivateRoute usesEndpoint && usesEndpoint.bypassed()
                ? notApplicable(
                                "the nodes' DNS does not resolve %s to private endpoint %s, so no traffic uses this peering",
                                path.loginServer(), usesEndpoint.endpoint().name())
                        .advising(fault)
                : confirmed(fault);
    }
}
