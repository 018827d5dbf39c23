package io.github.pullresponder.checks.network;

import io.github.pullresponder.checks.remedy.PeeringRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.PeeringHop;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;

/** Checks that the nodes' network is connected to the private endpoint's network. Guide: timeout, solution 1. */
final class PeeringExistsCheck extends AbstractNetworkCheck {

    PeeringExistsCheck() {
        super("peering", "The nodes' network is connected to the private endpoint's network", Cause.VNET_NOT_PEERED);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var endpoint = endpointOf(path);
        var missing = PeeringHopVerdicts.in(path, PeeringHop::isMissing);
        if (missing.isEmpty()) {
            return PeeringHopVerdicts.connected(path, "a peering leads to the private endpoint's network");
        }
        var hop = missing.get(0);
        var fault = Finding.of(
                        Cause.VNET_NOT_PEERED,
                        "No peering carries traffic from %s to %s"
                                .formatted(hop.from().name(), hop.to().name()))
                .because(
                        endpoint.source(),
                        "private endpoint %s of %s is in %s",
                        endpoint.name(),
                        path.registry().name(),
                        endpoint.network().name())
                .because(FactSource.arm(hop.from()), "%s", hop.detail())
                .fix(PeeringRemedies.carry(hop, path));
        return PeeringHopVerdicts.verdictOf(fault, hop, path);
    }

    @Override
    boolean stopsEverything() {
        return true;
    }
}
