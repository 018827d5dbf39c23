package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.NetworkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.SecurityGroupsOnPath.SecurityGroupDecision;
import io.github.pullresponder.network.SecurityRule;
import io.github.pullresponder.network.TrafficDestination;
import io.github.pullresponder.network.TrafficObstacle;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.text.DisplayFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Checks that the network security groups allow the registry, and the admin rules of network managers, which apply first. */
final class SecurityGroupCheck extends AbstractNetworkCheck {

    SecurityGroupCheck() {
        super("security-groups", "The network security groups allow the registry", Cause.NSG_BLOCKS_REGISTRY);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var admin = ReadResult.attempt(
                () -> obstacles(path, destination -> TrafficBlockerFinder.adminRules(path, destination)));
        if (admin.isRead() && explainsFailure(admin.get(), path)) {
            return confirmed(SecurityAdminRuleFindings.of(path, admin.get().all()));
        }
        var obstacles = obstacles(path, destination -> TrafficBlockerFinder.securityGroups(path, destination));
        if (explainsFailure(obstacles, path)) {
            var finding = finding(path, obstacles.all());
            return TrafficBlockerFinder.mayPassGroups(path, obstacles.all())
                    .<Verdict>map(why -> undetermined(why).suspecting(finding))
                    .orElseGet(() -> confirmed(finding));
        }
        admin.get();
        return ruledOut(path.nodeNetwork().source(), "the network security groups allow %s", path.loginServer());
    }

    private static Finding finding(PullPath path, List<TrafficObstacle<SecurityGroupDecision>> obstacles) {
        var rules = obstacles.stream()
                .map(TrafficObstacle::what)
                .map(decision -> "rule %s of %s"
                        .formatted(
                                decision.decision().rule(),
                                decision.group().id().name()))
                .distinct()
                .toList();
        var summary = "%s %s the traffic to %s"
                .formatted(String.join(" and ", rules), rules.size() == 1 ? "denies" : "deny", path.registryName());
        return describe(Finding.of(Cause.NSG_BLOCKS_REGISTRY, DisplayFormat.capitalize(summary)), path, obstacles);
    }

    static Finding describe(
            Finding.Draft draft, PullPath path, List<TrafficObstacle<SecurityGroupDecision>> obstacles) {
        var finding = draft.because(obstacles.stream()
                .flatMap(obstacle -> denial(obstacle).stream())
                .distinct()
                .toList());
        // Each host may be denied by a different group, or by a different rule of the same group.
        var byGroup = obstacles.stream()
                .collect(Collectors.groupingBy(
                        obstacle -> List.of(
                                obstacle.what().group().id(), obstacle.what().inbound()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        for (var ofOneGroup : byGroup.values()) {
            finding = finding.fix(remedy(path, ofOneGroup));
        }
        return finding;
    }

    /** The network names the group of a subnet; the virtual machine or the scale set names the group of a network interface. */
    private static List<Evidence> denial(TrafficObstacle<SecurityGroupDecision> obstacle) {
        var decision = obstacle.what();
        var denied = Evidence.of(
                decision.group().source(),
                "%s to %s:443 is denied by %s",
                decision.inbound()
                        ? "inbound traffic"
                        : "outbound traffic of " + decision.holder().description(),
                obstacle.destination(),
                decision.decision().rule());
        return decision.isOfInterface()
                ? List.of(
                        Evidence.of(
                                decision.holder().source(),
                                "the network interfaces of %s have security group %s",
                                decision.holder().description(),
                                decision.group().id().name()),
                        denied)
                : List.of(denied);
    }

    private static Remedy remedy(PullPath path, List<TrafficObstacle<SecurityGroupDecision>> obstacles) {
        var denied = obstacles.get(0).what();
        var destinations = TrafficObstacle.destinationsOf(obstacles);
        if (denied.group().id().isWithin(path.cluster().nodeResourceGroupId())) {
            return NetworkRemedies.removeFromManagedGroup(denied.group(), rules(path, denied, destinations));
        }
        var rules = obstacles.stream()
                .map(obstacle -> obstacle.what().decision().rule())
                .distinct()
                .toList();
        return denied.inbound()
                ? NetworkRemedies.allowInbound(
                        denied.group(), rules, path.nodeSubnet().addresses().get(0), destinations)
                : NetworkRemedies.allowOutbound(denied.group(), rules, destinations);
    }

    private static List<SecurityRule> rules(
            PullPath path, SecurityGroupDecision denied, List<TrafficDestination> destinations) {
        return destinations.stream()
                .map(path::traffic)
                .flatMap(traffic -> denied.inbound()
                        ? denied.group().denyingInbound(traffic).stream()
                        : denied.group().denyingOutbound(traffic).stream())
                .distinct()
                .toList();
    }

    @Override
    boolean judgesMicrosoftRegistry() {
        return true;
    }

    @Override
    boolean stopsEverything() {
        return true;
    }
}
