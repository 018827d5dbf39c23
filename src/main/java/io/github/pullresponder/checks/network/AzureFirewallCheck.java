package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.AzureFirewallRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.PullPath.FirewallDecision;
import io.github.pullresponder.network.TrafficObstacle;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.List;
import java.util.Optional;

/** Checks that the firewall allows the registry. Guide: timeout, solution 2. */
final class AzureFirewallCheck extends AbstractNetworkCheck {

    AzureFirewallCheck() {
        super("firewall", "The firewall allows the registry", Cause.FIREWALL_BLOCKS_REGISTRY);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var obstacles = obstacles(
                path,
                destination -> TrafficBlockerFinder.firewall(path, destination).stream()
                        .toList());
        if (explainsFailure(obstacles, path)) {
            return confirmed(finding(path, obstacles.all()));
        }
        var passed = path.destinations(path.loginServer()).stream()
                .flatMap(destination -> path.firewall(destination).stream())
                .findFirst();
        return passed.<Verdict>map(decision -> ruledOut(
                        decision.firewall().source(),
                        "%s allows %s: %s",
                        decision.firewall().name(),
                        path.loginServer(),
                        decision.decision().rule()))
                .orElseGet(() -> notApplicable("the network path has no firewall that Pull Responder can evaluate"));
    }

    private static Finding finding(PullPath path, List<TrafficObstacle<FirewallDecision>> obstacles) {
        return describe(
                Finding.of(
                        Cause.FIREWALL_BLOCKS_REGISTRY,
                        "Firewall %s blocks %s"
                                .formatted(obstacles.get(0).what().firewall().name(), path.registryName())),
                path,
                obstacles);
    }

    static Finding describe(Finding.Draft draft, PullPath path, List<TrafficObstacle<FirewallDecision>> obstacles) {
        var first = obstacles.get(0).what();
        var finding = draft.because(
                path.snapshot().routes().get().orElseThrow().source(),
                "route %s of subnet %s leads to firewall %s",
                first.route(),
                path.nodeSubnet().name(),
                first.firewall().name());
        for (var obstacle : obstacles) {
            finding = finding.because(
                    first.firewall().source(),
                    "traffic from %s to %s:443: %s",
                    path.nodeSubnet().name(),
                    obstacle.destination(),
                    obstacle.what().decision().rule());
        }
        for (var remedy : AzureFirewallRemedies.allow(first.firewall(), path.nodeSubnet(), obstacles)) {
            finding = finding.fix(remedy);
        }
        return finding;
    }

    @Override
    boolean judgesMicrosoftRegistry() {
        return true;
    }

    @Override
    boolean stopsEverything() {
        return true;
    }

    @Override
    Optional<EvidenceUnavailableException> doubt(PullPath path) {
        return path.doubtOfRoute();
    }
}
