package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;

import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.PeeringHop;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.PullRoute;
import io.github.pullresponder.pull.NotApplicableException;
import io.github.pullresponder.read.Source;
import java.util.List;
import java.util.function.Predicate;

/** The connections between networks on the way to the private endpoint. */
final class PeeringHops {
    private PeeringHops() {}

    /**
     * Those on the way to the login server that are in such a state.
     *
     * @throws NotApplicableException if no private endpoint serves the nodes
     */
    static List<PeeringHop> in(PullPath path, Predicate<PeeringHop> state) {
        NetworkCheck.endpointOf(path);
        return path.destinations(path.loginServer()).stream()
                .flatMap(destination -> path.legs(destination).stream())
                .filter(state)
                .distinct()
                .toList();
    }

    /** What says that the networks are connected. */
    static Verdict.RuledOut connected(PullPath path, String otherwise) {
        return path.destinations(path.loginServer()).stream()
                .flatMap(destination -> path.legs(destination).stream())
                .filter(leg -> leg.state() == PeeringHop.State.CONNECTED && !leg.isPeered())
                .filter(leg -> !leg.from().equals(leg.to()))
                .findFirst()
                .map(leg -> Verdict.ruledOut(Source.arm(leg.from()), "%s", leg.detail()))
                .orElseGet(() -> Verdict.ruledOut(path.nodeNetwork().source(), "%s", otherwise));
    }

    /** A fault on a route that the traffic does not get onto does not explain the failure: the next pull would meet it. */
    static Verdict verdictOf(Finding fault, PeeringHop leg, PullPath path) {
        if (leg.doubt().isPresent()) {
            return Verdict.undetermined(leg.doubt().get()).suspecting(fault);
        }
        return path.route() instanceof PullRoute.Private it && it.bypassed()
                ? notApplicable(
                                "the nodes' DNS does not lead %s to private endpoint %s, so no traffic gets this far",
                                path.loginServer(), it.endpoint().name())
                        .advising(fault)
                : confirmed(fault);
    }
}
