package io.github.pullresponder.checks.network;

import io.github.pullresponder.network.HopResult;
import io.github.pullresponder.network.NextHop;
import io.github.pullresponder.network.NextHop.EffectiveNextHopType;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.PullPath.FirewallDecision;
import io.github.pullresponder.network.SecurityAdminRule;
import io.github.pullresponder.network.SecurityGroupsOnPath.SecurityGroupDecision;
import io.github.pullresponder.network.TrafficDestination;
import io.github.pullresponder.network.TrafficObstacle;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import java.util.List;
import java.util.Optional;

/** Finds the rules and routes that block the traffic to one destination; throws {@link EvidenceUnavailableException} if not known. */
final class TrafficBlockerFinder {
    private TrafficBlockerFinder() {}

    /** All groups that deny the traffic. One denial is enough, even if the decisions of other groups are not known. */
    static List<SecurityGroupDecision> securityGroups(PullPath path, TrafficDestination destination) {
        var results = path.securityGroups().toward(destination);
        var read = ReadResult.onlyRead(results).stream().flatMap(List::stream).toList();
        var denied = read.stream().filter(TrafficBlockerFinder::denies).toList();
        if (denied.isEmpty()) {
            results.forEach(ReadResult::get);
            read.forEach(decision -> requireKnown(decision, destination));
        }
        return denied;
    }

    /** The admin rules of network managers that deny the traffic; one of them decides. */
    static List<SecurityAdminRule> adminRules(PullPath path, TrafficDestination destination) {
        var decision = path.adminDecision(destination);
        if (decision.denies()) {
            return decision.mayDecide();
        }
        decision.mayDeny().ifPresent(rule -> {
            throw EvidenceUnavailableException.beyond(
                    "whether admin rule %s denies traffic to %s is not known", rule, destination);
        });
        return List.of();
    }

    /** The reason why it is not known whether an admin rule overrides the security groups of the nodes. */
    static Optional<EvidenceUnavailableException> mayPassGroups(
            PullPath path, List<TrafficObstacle<SecurityGroupDecision>> denied) {
        return denied.stream()
                .filter(obstacle -> !obstacle.what().inbound())
                .flatMap(obstacle -> mayPassGroups(path, obstacle.destination()).stream())
                .findFirst();
    }

    private static Optional<EvidenceUnavailableException> mayPassGroups(PullPath path, TrafficDestination destination) {
        var decision = ReadResult.attempt(() -> path.adminDecision(destination));
        return decision.why()
                .or(() -> decision.get()
                        .mayAlwaysAllow()
                        .map(rule -> EvidenceUnavailableException.beyond(
                                "whether admin rule %s allows traffic to %s regardless of the network security groups is not known",
                                rule, destination)));
    }

    /** The firewall that stops the traffic. One behind a gateway, or in the hub of a virtual WAN, is not visible. */
    static Optional<FirewallDecision> firewall(PullPath path, TrafficDestination destination) {
        requireNoGateway(path.nextHop(destination));
        var decision = path.firewall(destination);
        decision.filter(found -> found.decision().result() == HopResult.UNKNOWN).ifPresent(unknown -> {
            throw unknown.decision()
                    .unread()
                    .orElseGet(() -> EvidenceUnavailableException.beyond(
                            "whether %s matches traffic to %s is not known: %s",
                            unknown.firewall().name(),
                            destination,
                            unknown.decision().rule()));
        });
        return decision.filter(found -> found.decision().result() == HopResult.STOPS);
    }

    static void requireNoGateway(NextHop hop) {
        if (hop.kind() == EffectiveNextHopType.GATEWAY || hop.kind() == EffectiveNextHopType.LEARNED) {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.VIRTUAL_NETWORK_GATEWAY, "the traffic to the registry %s", hop.description());
        }
    }

    /** A user-defined route that drops the traffic. If Azure has no route at all, a peering is missing. */
    static Optional<NextHop> route(PullPath path, TrafficDestination destination) {
        var hop = path.nextHop(destination);
        if (hop.kind() == EffectiveNextHopType.OPEN) {
            throw EvidenceUnavailableException.beyond(
                    "the route to %s is not known: the traffic %s", destination, hop.description());
        }
        return Optional.of(hop)
                .filter(next ->
                        next.kind() == EffectiveNextHopType.NONE && next.route().isPresent());
    }

    private static boolean denies(SecurityGroupDecision decision) {
        return decision.decision().result() == HopResult.STOPS;
    }

    private static void requireKnown(SecurityGroupDecision decision, TrafficDestination destination) {
        if (decision.decision().result() == HopResult.UNKNOWN) {
            throw EvidenceUnavailableException.beyond(
                    "whether rule %s of %s matches traffic to %s is not known",
                    decision.decision().rule(), decision.group().id().name(), destination);
        }
    }
}
