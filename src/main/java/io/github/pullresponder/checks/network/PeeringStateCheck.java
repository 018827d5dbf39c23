package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.PeeringRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;

/** Checks that the peering to the private endpoint's network is connected. Guide: timeout, solution 1. */
final class PeeringStateCheck extends AbstractNetworkCheck {

    PeeringStateCheck() {
        super(
                "peering-state",
                "The peering to the private endpoint's network is connected",
                Cause.VNET_PEERING_DISCONNECTED);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var broken = PeeringHopVerdicts.in(path, hop -> hop.state() == PeeringHopState.DISCONNECTED);
        if (broken.isEmpty()) {
            return ruledOut(path.nodeNetwork().source(), "no peering on the network path is disconnected");
        }
        var hop = broken.get(0);
        var fault = Finding.of(
                        Cause.VNET_PEERING_DISCONNECTED,
                        "The peering between %s and %s is not connected"
                                .formatted(hop.from().name(), hop.to().name()))
                .because(FactSource.arm(hop.from()), "%s", hop.detail())
                .fix(PeeringRemedies.recreate(hop, path));
        return PeeringHopVerdicts.verdictOf(fault, hop, path);
    }

    @Override
    boolean stopsEverything() {
        return true;
    }
}
