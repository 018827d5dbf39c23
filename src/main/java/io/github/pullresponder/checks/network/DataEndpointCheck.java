package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.TrafficDestination;
import io.github.pullresponder.network.TrafficObstacle;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.text.DisplayFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Checks that the nodes can reach the data endpoint, which serves the layers. */
final class DataEndpointCheck extends AbstractNetworkCheck {

    DataEndpointCheck() {
        super(
                "data-endpoint",
                "The nodes can reach the data endpoint, which serves the layers",
                Cause.DATA_ENDPOINT_BLOCKED);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var found = byRoute(path)
                .or(() -> byAdminRule(path))
                .or(() -> bySecurityGroup(path))
                .or(() -> byFirewall(path));
        if (found.isEmpty()) {
            return ruledOut(
                    path.nodeNetwork().source(),
                    "the same rules allow the login server %2$s and the data endpoint %1$s",
                    path.dataHost(),
                    path.loginServer());
        }
        return mayHaveFailedAtData(path, pull)
                ? confirmed(found.get())
                : ruledOut(FactSource.message(), "the failure is not at %s", path.dataHost())
                        .advising(found.get());
    }

    private static Optional<Finding> byRoute(PullPath path) {
        return by(
                path,
                (route, destination) ->
                        TrafficBlockerFinder.route(route, destination).stream().toList(),
                obstacles -> RouteCheck.describe(
                        finding(path, "route " + obstacles.get(0).what().route().orElseThrow()), path, obstacles));
    }

    private static Optional<Finding> byAdminRule(PullPath path) {
        return by(
                path,
                TrafficBlockerFinder::adminRules,
                obstacles -> SecurityAdminRuleFindings.describe(
                        finding(path, "admin rule " + obstacles.get(0).what()), path, obstacles));
    }

    private static Optional<Finding> bySecurityGroup(PullPath path) {
        return by(
                path,
                TrafficBlockerFinder::securityGroups,
                obstacles -> SecurityGroupCheck.describe(
                        finding(
                                path,
                                "security group "
                                        + obstacles.get(0).what().group().id().name()),
                        path,
                        obstacles));
    }

    private static Optional<Finding> byFirewall(PullPath path) {
        return by(
                path,
                (route, destination) -> TrafficBlockerFinder.firewall(route, destination).stream()
                        .toList(),
                obstacles -> AzureFirewallCheck.describe(
                        finding(
                                path,
                                "firewall " + obstacles.get(0).what().firewall().name()),
                        path,
                        obstacles));
    }

    private static <T> Optional<Finding> by(
            PullPath path,
            BiFunction<PullPath, TrafficDestination, List<T>> stops,
            Function<List<TrafficObstacle<T>>, Finding> describe) {
        var obstacles = obstacles(path, destination -> stops.apply(path, destination));
        return obstacles.login().isEmpty() && !obstacles.data().isEmpty()
                ? Optional.of(describe.apply(obstacles.data()))
                : Optional.empty();
    }

    private static Finding.Draft finding(PullPath path, String by) {
        return Finding.of(
                Cause.DATA_ENDPOINT_BLOCKED,
                "%s allows %s but blocks %s, which serves the layers"
                        .formatted(DisplayFormat.capitalize(by), path.loginServer(), path.dataHost()));
    }

    @Override
    boolean judgesMicrosoftRegistry() {
        return true;
    }
}
