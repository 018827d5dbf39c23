package io.github.pullresponder.checks.network;

import io.github.pullresponder.network.AdminRule;
import io.github.pullresponder.network.Destination;
import io.github.pullresponder.network.GroupsOnPath.GroupRuling;
import io.github.pullresponder.network.HopResult;
import io.github.pullresponder.network.NextHop;
import io.github.pullresponder.network.Obstacle;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.PullPath.FirewallRuling;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import java.util.List;
import java.util.Optional;

/** What stops the traffic to one destination; an {@link EvidenceUnavailableException} where that is not known. */
final class TrafficBlockers {
    private TrafficBlockers() {}

    /** The groups that deny: all that do. What one of them denies is stopped, whatever is not known of the others. */
    static List<GroupRuling> securityGroups(PullPath path, Destination destination) {
        var results = path.securityGroups().toward(destination);
        var read = ReadResult.onlyRead(results).stream().flatMap(List::stream).toList();
        var denied = read.stream().filter(TrafficBlockers::denies).toList();
        if (denied.isEmpty()) {
            results.forEach(ReadResult::get);
            read.forEach(it -> requireKnown(it, destination));
        }
        return denied;
    }

    /** The rules of network managers that deny, one of which decides. */
    static List<AdminRule> adminRules(PullPath path, Destination destination) {
        var ruling = path.adminRuling(destination);
        if (ruling.denies()) {
            return ruling.mayDecide();
        }
        ruling.mayDeny().ifPresent(rule -> {
            throw EvidenceUnavailableException.beyond(
                    "whether admin rule %s stops traffic to %s cannot be told", rule, destination);
        });
        return List.of();
    }

    /** Why it is not known whether an admin rule lets the nodes' traffic pass their security groups. */
    static Optional<EvidenceUnavailableException> mayPassGroups(PullPath path, List<Obstacle<GroupRuling>> denied) {
        return denied.stream()
                .filter(it -> !it.what().inbound())
                .flatMap(it -> mayPassGroups(path, it.destination()).stream())
                .findFirst();
    }

    private static Optional<EvidenceUnavailableException> mayPassGroups(PullPath path, Destination destination) {
        var ruling = ReadResult.asked(() -> path.adminRuling(destination));
        return ruling.why()
                .or(() -> ruling.get()
                        .mayAlwaysAllow()
                        .map(rule -> EvidenceUnavailableException.beyond(
                                "whether admin rule %s lets traffic to %s pass the network security groups cannot be told",
                                rule, destination)));
    }

    /** The firewall that stops the traffic. One behind a gateway, or in the hub of a virtual WAN, is not visible. */
    static Optional<FirewallRuling> firewall(PullPath path, Destination destination) {
        requireNoGateway(path.nextHop(destination));
        var ruling = path.firewall(destination);
        ruling.filter(it -> it.ruling().passage() == HopResult.UNKNOWN).ifPresent(it -> {
            throw it.ruling()
                    .unread()
                    .orElseGet(() -> EvidenceUnavailableException.beyond(
                            "whether %s matches traffic to %s cannot be told: %s",
                            it.firewall().name(), destination, it.ruling().rule()));
        });
        return ruling.filter(it -> it.ruling().passage() == HopResult.STOPS);
    }

    static void requireNoGateway(NextHop hop) {
        if (hop.kind() == NextHop.Kind.GATEWAY || hop.kind() == NextHop.Kind.LEARNED) {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.VIRTUAL_NETWORK_GATEWAY, "the traffic to the registry goes %s", hop.words());
        }
    }

    /** A route of the user's that leads nowhere. Where Azure has no route at all, a peering is missing. */
    static Optional<NextHop> route(PullPath path, Destination destination) {
        var hop = path.nextHop(destination);
        if (hop.kind() == NextHop.Kind.OPEN) {
            throw EvidenceUnavailableException.beyond(
                    "which route leads to %s cannot be told: %s", destination, hop.words());
        }
        return Optional.of(hop)
                .filter(it -> it.kind() == NextHop.Kind.NONE && it.route().isPresent());
    }

    private static boolean denies(GroupRuling it) {
        return it.ruling().passage() == HopResult.STOPS;
    }

    private static void requireKnown(GroupRuling it, Destination destination) {
        if (it.ruling().passage() == HopResult.UNKNOWN) {
            throw EvidenceUnavailableException.beyond(
                    "whether rule %s of %s matches traffic to %s cannot be told",
                    it.ruling().rule(), it.group().id().name(), destination);
        }
    }
}
