package io.github.pullresponder.checks.network;

import io.github.pullresponder.checks.remedy.NetworkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.SecurityAdminRule;
import io.github.pullresponder.network.TrafficObstacle;
import java.util.List;

/** Builds the finding that an admin rule of a network manager denies the traffic. */
final class SecurityAdminRuleFindings {
    private SecurityAdminRuleFindings() {}

    static Finding of(PullPath path, List<TrafficObstacle<SecurityAdminRule>> obstacles) {
        var draft = Finding.of(
                Cause.NSG_BLOCKS_REGISTRY,
                "Admin rule %s denies the traffic to %s"
                        .formatted(obstacles.get(0).what(), path.registry().name()));
        return describe(draft, path, obstacles);
    }

    static Finding describe(Finding.Draft draft, PullPath path, List<TrafficObstacle<SecurityAdminRule>> obstacles) {
        var finding = draft.because(obstacles.stream()
                .map(obstacle -> Evidence.of(
                        path.nodeNetwork().source(),
                        "admin rule %3$s denies the outbound traffic of %1$s to %2$s:443",
                        path.nodeNetwork().name(),
                        obstacle.destination(),
                        obstacle.what()))
                .distinct()
                .toList());
        var managers = obstacles.stream()
                .map(obstacle -> obstacle.what().manager().name())
                .distinct();
        for (var manager : managers.toList()) {
            finding = finding.fix(NetworkRemedies.allowByAdminRule(
                    manager, path.nodeNetwork().name(), TrafficObstacle.destinationsOf(obstacles)));
        }
        return finding;
    }
}
