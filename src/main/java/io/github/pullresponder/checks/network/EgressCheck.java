package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.notVisible;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.PrivateLinkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.NextHop;
import io.github.pullresponder.network.NextHop.EffectiveNextHopType;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.PullRoute.PublicRoute;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.BlindSpot;
import java.util.Optional;

/** Checks that the cluster has a path to the registry. */
final class EgressCheck extends AbstractNetworkCheck {

    EgressCheck() {
        super("egress", "The cluster has a path to the registry", Cause.NO_EGRESS);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var cluster = path.cluster();
        var registry = path.registry();
        if (!path.hasNoEgress()) {
            return ruledOut(
                    cluster.source(),
                    "outboundType of %s is %s",
                    cluster.name(),
                    cluster.network().outboundType());
        }
        if (cluster.network().bootstrapRegistry().filter(registry.id()::equals).isPresent()) {
            return ruledOut(cluster.source(), "%s is the bootstrap registry of %s", registry.name(), cluster.name());
        }
        var route = path.route();
        if (!(route instanceof PublicRoute)) {
            return notApplicable("%s", route.why());
        }
        var hop = path.publicHop();
        if (hop.kind() == EffectiveNextHopType.GATEWAY || hop.kind() == EffectiveNextHopType.LEARNED) {
            return notVisible(BlindSpot.VIRTUAL_NETWORK_GATEWAY, "the traffic to the registry %s", hop.description());
        }
        if (hop.kind() == EffectiveNextHopType.OPEN) {
            return undetermined("the traffic to the registry %s", hop.description());
        }
        if (!path.dependsOnMissingEgress()) {
            return ruledOut(path.nodeNetwork().source(), "traffic to %s %s", path.loginServer(), egressOf(path, hop));
        }
        return confirmed(Finding.of(
                        Cause.NO_EGRESS,
                        "%s has no egress, and no private endpoint leads to %s"
                                .formatted(cluster.name(), registry.name()))
                .because(
                        cluster.source(),
                        "outboundType of %s is %s",
                        cluster.name(),
                        cluster.network().outboundType())
                .because(registry.source(), "%s has no private endpoint for the nodes' network", registry.name())
                .fix(PrivateLinkRemedies.createEndpoint("Create a private endpoint in the nodes' network", path)));
    }

    private static String egressOf(PullPath path, NextHop hop) {
        if (path.nodeSubnet().natGateway().isPresent()) {
            return "goes through a NAT gateway";
        }
        return hop.kind() == EffectiveNextHopType.INTERNET && hop.route().isEmpty()
                ? "uses the nodes' own public IP addresses"
                : hop.description();
    }

    @Override
    Optional<String> contradiction(PathContradictions seen) {
        return seen.traffic();
    }

    @Override
    boolean stopsEverything() {
        return true;
    }
}
