package io.github.pullresponder.checks.network;

import io.github.pullresponder.network.Destination;
import io.github.pullresponder.network.HopResult;
import io.github.pullresponder.network.NextHop;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.PullPath.FirewallRuling;
import io.github.pullresponder.network.PullPath.GroupRuling;
import io.github.pullresponder.network.SecurityGroup;
import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What stops the traffic to one destination; an {@link EvidenceUnavailableException} where that is not known. */
final class TrafficBlockers {
    /** A rule of a security group that denies. */
    record DeniedByGroup(SecurityGroup group, String rule, boolean inbound) {}

    private TrafficBlockers() {}

    /** On the way out of the nodes' subnet, and into the endpoint's: both, if both deny. */
    static List<DeniedByGroup> securityGroups(PullPath path, Destination destination) {
        var leaving = path.leaving(destination);
        var arriving = path.arriving(destination);
        var denied = Stream.concat(
                        leaving.filter(TrafficBlockers::denies).map(it -> denied(it, false)).stream(),
                        arriving.filter(TrafficBlockers::denies).map(it -> denied(it, true)).stream())
                .toList();
        if (denied.isEmpty()) {
            leaving.ifPresent(it -> requireKnown(it, destination));
            arriving.ifPresent(it -> requireKnown(it, destination));
        }
        return denied;
    }

    private static DeniedByGroup denied(GroupRuling it, boolean inbound) {
        return new DeniedByGroup(it.group(), it.ruling().rule(), inbound);
    }

    static Optional<FirewallRuling> firewall(PullPath path, Destination destination) {
        var ruling = path.firewall(destination);
        ruling.filter(it -> it.ruling().passage() == HopResult.UNKNOWN).ifPresent(it -> {
            throw EvidenceUnavailableException.beyond(
                    "whether %s matches traffic to %s cannot be told: %s",
                    it.firewall().name(), destination, it.ruling().rule());
        });
        return ruling.filter(it -> it.ruling().passage() == HopResult.STOPS);
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
