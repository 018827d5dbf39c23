package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.network.TrafficBlockers.DeniedByGroup;
import io.github.pullresponder.checks.remedy.NetworkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.Obstacle;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.text.DisplayFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Checks that the network security groups allow the registry. */
final class SecurityGroupCheck extends NetworkCheck {

    SecurityGroupCheck() {
        super("security-groups", "The network security groups allow the registry", Cause.NSG_BLOCKS_REGISTRY);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var obstacles = obstacles(path, destination -> TrafficBlockers.securityGroups(path, destination));
        if (!explainsFailure(obstacles, path)) {
            return ruledOut(path.nodeNetwork().source(), "the network security groups let %s pass", path.loginServer());
        }
        return confirmed(told(path, obstacles.all()));
    }

    private static Finding told(PullPath path, List<Obstacle<DeniedByGroup>> obstacles) {
        var rules = obstacles.stream()
                .map(it -> "rule %s of %s"
                        .formatted(it.what().rule(), it.what().group().id().name()))
                .distinct()
                .toList();
        var summary = "%s %s the traffic to %s"
                .formatted(
                        String.join(" and ", rules),
                        rules.size() == 1 ? "denies" : "deny",
                        path.registry().name());
        return describe(Finding.of(Cause.NSG_BLOCKS_REGISTRY, DisplayFormat.capitalized(summary)), path, obstacles);
    }

    static Finding describe(Finding.Draft draft, PullPath path, List<Obstacle<DeniedByGroup>> obstacles) {
        var finding = draft.because(
                obstacles.stream().map(obstacle -> denial(path, obstacle)).toList());
        // Each host may be denied by another group, or by another rule of the same.
        var byGroup = obstacles.stream()
                .collect(Collectors.groupingBy(
                        it -> List.of(it.what().group().id(), it.what().inbound()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        for (var ofOneGroup : byGroup.values()) {
            finding = finding.fix(remedy(path, ofOneGroup));
        }
        return finding;
    }

    private static Evidence denial(PullPath path, Obstacle<DeniedByGroup> obstacle) {
        var denied = obstacle.what();
        return Evidence.of(
                denied.group().source(),
                "%s %s to %s:443 is denied by %s",
                denied.inbound() ? "inbound" : "outbound",
                denied.inbound()
                        ? "traffic"
                        : "traffic of subnet " + path.nodeSubnet().name(),
                obstacle.destination(),
                denied.rule());
    }

    private static Remedy remedy(PullPath path, List<Obstacle<DeniedByGroup>> obstacles) {
        var denied = obstacles.get(0).what();
        var rules = obstacles.stream().map(it -> it.what().rule()).distinct().toList();
        var destinations = Obstacle.destinationsOf(obstacles);
        return denied.inbound()
                ? NetworkRemedies.allowInbound(
                        denied.group(), rules, path.nodeSubnet().addresses().get(0), destinations)
                : NetworkRemedies.allowOutbound(denied.group(), rules, destinations);
    }

    @Override
    boolean stopsEverything() {
        return true;
    }
}
