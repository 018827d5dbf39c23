package io.github.pullresponder.checks;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.PullContext;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.network.PullPath;
import io.github.pullresponder.pull.Symptom;
import java.util.Optional;
import java.util.Set;

/** Does what lets the login server pass let the data endpoint pass too? Layers come from there. */
final class DataEndpointCheck extends NetworkCheck {

    @Override
    public String id() {
        return "data-endpoint";
    }

    @Override
    public String question() {
        return "Can the nodes reach the host that serves the layers?";
    }

    @Override
    public Set<Symptom> explains() {
        return NO_CONNECTION;
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var found = byRoute(path).or(() -> bySecurityGroup(path)).or(() -> byFirewall(path));
        if (found.isEmpty()) {
            return ruledOut("nothing stops %s that lets %s pass", path.dataHost(), path.loginServer());
        }
        return mayHaveFailedAtData(path, pull)
                ? confirmed(found.get())
                : ruledOut("the failure is not one of %s", path.dataHost()).advising(found.get());
    }

    private static Optional<Finding> byRoute(PullPath path) {
        var obstacles = obstacles(path, destination -> Blockers.route(path, destination));
        return obstacles.login().isEmpty() && !obstacles.data().isEmpty()
                ? Optional.of(RouteCheck.describe(
                        finding(
                                path,
                                "route "
                                        + obstacles.data().get(0).what().route().orElseThrow()),
                        path,
                        obstacles.data()))
                : Optional.empty();
    }

    private static Optional<Finding> bySecurityGroup(PullPath path) {
        var obstacles = obstacles(path, destination -> Blockers.securityGroup(path, destination));
        return obstacles.login().isEmpty() && !obstacles.data().isEmpty()
                ? Optional.of(SecurityGroupCheck.describe(
                        finding(
                                path,
                                "security group "
                                        + obstacles
                                                .data()
                                                .get(0)
                                                .what()
                                                .group()
                                                .id()
                                                .name()),
                        path,
                        obstacles.data()))
                : Optional.empty();
    }

    private static Optional<Finding> byFirewall(PullPath path) {
        var obstacles = obstacles(path, destination -> Blockers.firewall(path, destination));
        return obstacles.login().isEmpty() && !obstacles.data().isEmpty()
                ? Optional.of(FirewallCheck.describe(
                        finding(
                                path,
                                "firewall "
                                        + obstacles
                                                .data()
                                                .get(0)
                                                .what()
                                                .firewall()
                                                .name()),
                        path,
                        obstacles.data(),
                        obstacles.destinations()))
                : Optional.empty();
    }

    private static Finding finding(PullPath path, String by) {
        return Finding.of(
                Cause.DATA_ENDPOINT_BLOCKED,
                "%s lets %s pass and stops %s, which serves the layers"
                        .formatted(capitalized(by), path.loginServer(), path.dataHost()));
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
