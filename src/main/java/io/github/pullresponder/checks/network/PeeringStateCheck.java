package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.PeeringRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.PeeringHop;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.Source;

/** Checks that the peering to the private endpoint's network is connected. Guide: timeout, solution 1. */
final class PeeringStateCheck extends NetworkCheck {

    PeeringStateCheck() {
        super(
                "peering-state",
                "The peering to the private endpoint's network is connected",
                Cause.VNET_PEERING_DISCONNECTED);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var broken = PeeringHops.in(path, leg -> leg.state() == PeeringHop.State.DISCONNECTED);
        if (broken.isEmpty()) {
            return ruledOut(path.nodeNetwork().source(), "no peering on the way is disconnected");
        }
        var leg = broken.get(0);
        var fault = Finding.of(
                        Cause.VNET_PEERING_DISCONNECTED,
                        "The peering between %s and %s is not connected"
                                .formatted(leg.from().name(), leg.to().name()))
                .because(Source.arm(leg.from()), "%s", leg.detail())
                .fix(PeeringRemedies.peerAgain(leg, path));
        return PeeringHops.verdictOf(fault, leg, path);
    }

    @Override
    boolean stopsEverything() {
        return true;
    }
}
