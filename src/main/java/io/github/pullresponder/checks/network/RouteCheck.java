package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.NetworkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.NextHop;
import io.github.pullresponder.network.NextHop.EffectiveNextHopType;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.TrafficObstacle;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks that a route carries the traffic to the registry. */
final class RouteCheck extends AbstractNetworkCheck {

    RouteCheck() {
        super("route", "A route carries the traffic to the registry", Cause.ROUTE_DROPS_REGISTRY_TRAFFIC);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var obstacles = obstacles(
                path,
                destination ->
                        TrafficBlockerFinder.route(path, destination).stream().toList());
        if (explainsFailure(obstacles, path)) {
            return confirmed(describe(
                    Finding.of(
                            Cause.ROUTE_DROPS_REGISTRY_TRAFFIC,
                            "Route %s drops the traffic to %s"
                                    .formatted(
                                            obstacles
                                                    .all()
                                                    .get(0)
                                                    .what()
                                                    .route()
                                                    .orElseThrow(),
                                            path.registryName())),
                    path,
                    obstacles.all()));
        }
        var login = path.destinations(path.loginServer()).get(0);
        var hop = path.nextHop(login);
        if (hop.kind() == EffectiveNextHopType.APPLIANCE && path.isUnknownAppliance(hop)) {
            throw PullPath.applianceNotVisible(hop);
        }
        TrafficBlockerFinder.requireNoGateway(hop);
        if (hop.kind() == EffectiveNextHopType.NONE) {
            return notApplicable("no user-defined route applies to %s", login);
        }
        return ruledOut(path.nodeNetwork().source(), "traffic to %s %s", login, hop.description());
    }

    static Finding describe(Finding.Draft draft, PullPath path, List<TrafficObstacle<NextHop>> obstacles) {
        var table = path.snapshot().routes().get().orElseThrow();
        var finding = draft.because(obstacles.stream()
                .map(obstacle -> Evidence.of(
                        table.source(),
                        "traffic from subnet %s to %s %s",
                        path.nodeSubnet().name(),
                        obstacle.destination(),
                        obstacle.what().description()))
                .toList());
        // Each host may be dropped by a different route.
        var byRoute = obstacles.stream()
                .collect(Collectors.groupingBy(TrafficObstacle::what, LinkedHashMap::new, Collectors.toList()));
        for (var ofOneRoute : byRoute.entrySet()) {
            finding = finding.fix(NetworkRemedies.correctRoute(
                    table, ofOneRoute.getKey(), TrafficObstacle.destinationsOf(ofOneRoute.getValue())));
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
