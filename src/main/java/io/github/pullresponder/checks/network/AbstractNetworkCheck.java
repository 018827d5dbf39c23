package io.github.pullresponder.checks.network;

import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.PrivateEndpoint;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.PullRoute.PrivateRoute;
import io.github.pullresponder.network.PullRoute.PublicRoute;
import io.github.pullresponder.network.PullRoute.UnapprovedRoute;
import io.github.pullresponder.network.TrafficDestination;
import io.github.pullresponder.network.TrafficObstacle;
import io.github.pullresponder.pull.NotApplicableException;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullErrorObservations;
import io.github.pullresponder.pullerror.PullStage;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.registry.EntraHosts;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A check of the network path between the nodes and the registry. */
abstract class AbstractNetworkCheck extends AbstractWholePullCheck {
    private static final Set<Symptom> WITHOUT_HOST = EnumSet.of(Symptom.BACK_OFF, Symptom.UNKNOWN, Symptom.CANCELED);

    AbstractNetworkCheck(String id, String question, Cause cause) {
        super(id, question, cause);
    }

    /** Examines the network path. */
    abstract Verdict examine(PullPath path, PullContext pull);

    @Override
    protected final Verdict examine(PullContext pull) {
        if (isAtSignIn(pull.error())) {
            return Verdict.notApplicable(
                    "the error is from %s, which is not a host of the registry",
                    pull.error().host().orElse("Entra ID"));
        }
        var path = pull.path();
        if (path.leadsToMicrosoftRegistry() && !judgesMicrosoftRegistry()) {
            return Verdict.notApplicable("%s is not an Azure container registry", path.loginServer());
        }
        var verdict = examine(path, pull);
        if (!(verdict instanceof Verdict.Confirmed || verdict instanceof Verdict.RuledOut)) {
            return verdict;
        }
        var seen = new PathContradictions(path, pull.error());
        return seen.mirror()
                .or(() -> PullContext.orEmpty(() -> contradiction(seen)))
                .or(() -> verdict instanceof Verdict.Confirmed && stopsEverything() ? seen.answer() : Optional.empty())
                .<Verdict>map(why -> Verdict.undetermined("%s", why))
                .orElseGet(() ->
                        verdict instanceof Verdict.Confirmed confirmed ? unlessDoubtful(confirmed, path) : verdict);
    }

    private Verdict unlessDoubtful(Verdict.Confirmed confirmed, PullPath path) {
        return doubt(path)
                .<Verdict>map(why -> Verdict.undetermined(why).suspecting(confirmed.finding()))
                .orElse(confirmed);
    }

    /** Returns true if the node failed at a host of Entra ID, before it sent a request to the registry. */
    static boolean isAtSignIn(PullError error) {
        return error.host()
                .map(PullErrorObservations::withoutPort)
                .filter(EntraHosts::isSignIn)
                .isPresent();
    }

    /** Returns true if the check also applies to Microsoft's own registry, the source of AKS's own images. */
    boolean judgesMicrosoftRegistry() {
        return false;
    }

    /** Returns true if the cause blocks all traffic to the login server, so that an answer from it rules the cause out. */
    boolean stopsEverything() {
        return false;
    }

    /** A contradiction between the message and the model behind the verdict: the check then neither confirms nor rules out. */
    Optional<String> contradiction(PathContradictions seen) {
        return seen.traffic();
    }

    /** The reason why a confirmed cause may not be the one: then it is only likely. */
    Optional<EvidenceUnavailableException> doubt(PullPath path) {
        return Optional.empty();
    }

    /** The obstacles to both hosts of a pull. */
    record TrafficObstacles<T>(List<TrafficObstacle<T>> login, List<TrafficObstacle<T>> data) {
        List<TrafficObstacle<T>> all() {
            var all = new ArrayList<>(login);
            all.addAll(data);
            return all;
        }
    }

    /** The private endpoint that the pull uses; on another route the check does not apply. */
    static PrivateEndpoint endpointOf(PullPath path) {
        var route = path.route();
        if (route instanceof PrivateRoute usesEndpoint) {
            return usesEndpoint.endpoint();
        }
        throw new NotApplicableException(
                route instanceof PublicRoute
                        ? "the pull uses the public route: %s".formatted(route.why())
                        : route.why());
    }

    /** Requires that the pull uses the public route, on which the registry's own rules decide; otherwise the check does not apply. */
    static void requirePublicRoute(PullPath path) {
        var registry = path.registry();
        if (registry.network().publicAccess() == PublicAccess.OTHER) {
            throw registry.hiddenByPerimeter();
        }
        if (registry.network().publicAccess() == PublicAccess.DISABLED) {
            throw new NotApplicableException("public access to %s is disabled".formatted(registry.name()));
        }
        var route = path.route();
        if (!(route instanceof PublicRoute)) {
            throw new NotApplicableException(route.why());
        }
    }

    /**
     * Returns the obstacles to the login server and the data endpoint.
     *
     * @param stops the obstacles on the path to one destination
     */
    static <T> TrafficObstacles<T> obstacles(PullPath path, Function<TrafficDestination, List<T>> stops) {
        if (path.route() instanceof UnapprovedRoute) {
            throw new NotApplicableException("the registry's private endpoint is not approved");
        }
        var login = toward(path, path.loginServer(), stops);
        // An obstacle to the login server is a cause, even if nothing is known about the data endpoint.
        var data = login.isEmpty() || path.failedAtData()
                ? toward(path, path.dataHost(), stops)
                : PullContext.optionally(() -> toward(path, path.dataHost(), stops))
                        .orElse(List.of());
        return new TrafficObstacles<>(login, data);
    }

    private static <T> List<TrafficObstacle<T>> toward(
            PullPath path, String host, Function<TrafficDestination, List<T>> stops) {
        return path.destinations(host).stream()
                .flatMap(destination ->
                        stops.apply(destination).stream().map(what -> new TrafficObstacle<>(destination, what)))
                .toList();
    }

    /** Returns false if only the data endpoint is blocked: that is a separate cause. */
    static <T> boolean explainsFailure(TrafficObstacles<T> obstacles, PullPath path) {
        return !obstacles.login().isEmpty()
                && (!path.failedAtData() || !obstacles.data().isEmpty());
    }

    /** Returns true if the failure is at the data endpoint, or if the message names no host. */
    static boolean mayHaveFailedAtData(PullPath path, PullContext pull) {
        return path.failedAtData()
                || pull.error().stage() == PullStage.DOWNLOAD
                || WITHOUT_HOST.contains(pull.error().symptom());
    }
}
