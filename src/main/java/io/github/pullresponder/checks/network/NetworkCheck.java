package io.github.pullresponder.checks.network;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.PullCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.Destination;
import io.github.pullresponder.network.Obstacle;
import io.github.pullresponder.network.PrivateEndpoint;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.PullRoute;
import io.github.pullresponder.pull.NotApplicableException;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Observations;
import io.github.pullresponder.pullerror.PullError;
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

/** A check of the way between the nodes and the registry. */
abstract class NetworkCheck extends PullCheck {
    private static final Set<Symptom> WITHOUT_HOST = EnumSet.of(Symptom.BACK_OFF, Symptom.UNKNOWN, Symptom.CANCELED);

    NetworkCheck(String id, String question, Cause cause) {
        super(id, question, cause);
    }

    /** The question, asked of the path. */
    abstract Verdict examine(PullPath path, PullContext pull);

    @Override
    protected final Verdict examine(PullContext pull) {
        if (isAtSignIn(pull.error())) {
            return Verdict.notApplicable(
                    "it was %s that failed, which is no host of the registry",
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
        var seen = new ObservedPath(path, pull.error());
        return seen.mirror()
                .or(() -> PullContext.orEmpty(() -> contradiction(seen)))
                .or(() -> verdict instanceof Verdict.Confirmed && stopsEverything() ? seen.openWay() : Optional.empty())
                .<Verdict>map(why -> Verdict.undetermined("%s", why))
                .orElseGet(() ->
                        verdict instanceof Verdict.Confirmed confirmed ? unlessDoubtful(confirmed, path) : verdict);
    }

    private Verdict unlessDoubtful(Verdict.Confirmed confirmed, PullPath path) {
        return doubt(path)
                .<Verdict>map(why -> Verdict.undetermined(why).suspecting(confirmed.finding()))
                .orElse(confirmed);
    }

    /** Whether the node failed at a host of Entra ID, before it asked the registry with what it gets there. */
    static boolean isAtSignIn(PullError error) {
        return error.host()
                .map(Observations::withoutPort)
                .filter(EntraHosts::isSignIn)
                .isPresent();
    }

    /** Whether the question makes sense for Microsoft's own registry as well, which AKS's own images are from. */
    boolean judgesMicrosoftRegistry() {
        return false;
    }

    /** Whether its cause stops all traffic to the login server, so that an answer of it shows that the cause is not there. */
    boolean stopsEverything() {
        return false;
    }

    /** What the message says against the model that the verdict stands on: then the check neither confirms nor rules out. */
    Optional<String> contradiction(ObservedPath seen) {
        return seen.traffic();
    }

    /** The reason why a confirmed cause may not be the one: then it is only likely. */
    Optional<EvidenceUnavailableException> doubt(PullPath path) {
        return Optional.empty();
    }

    /** Both hosts of a pull, and what stops them. */
    record Obstacles<T>(List<Obstacle<T>> login, List<Obstacle<T>> data) {
        List<Obstacle<T>> all() {
            var all = new ArrayList<>(login);
            all.addAll(data);
            return all;
        }
    }

    /** The private endpoint that the pull uses; on another route the question does not arise. */
    static PrivateEndpoint endpointOf(PullPath path) {
        var route = path.route();
        if (route instanceof PullRoute.Private it) {
            return it.endpoint();
        }
        throw new NotApplicableException(
                route instanceof PullRoute.Public
                        ? "the pull takes the public route: %s".formatted(route.why())
                        : route.why());
    }

    /** The pull takes the public route, on which the registry's own rules decide; on another one the question does not arise. */
    static void requirePublicRoute(PullPath path) {
        var registry = path.registry();
        if (registry.network().publicAccess() == PublicAccess.OTHER) {
            throw registry.hiddenByPerimeter();
        }
        if (registry.network().publicAccess() == PublicAccess.DISABLED) {
            throw new NotApplicableException("%s takes no public traffic".formatted(registry.name()));
        }
        var route = path.route();
        if (!(route instanceof PullRoute.Public)) {
            throw new NotApplicableException(route.why());
        }
    }

    /**
     * What stops the login server and the data endpoint.
     *
     * @param stops the obstacles on the way to one destination
     */
    static <T> Obstacles<T> obstacles(PullPath path, Function<Destination, List<T>> stops) {
        if (path.route() instanceof PullRoute.Awaiting) {
            throw new NotApplicableException("the registry's private endpoint is not approved");
        }
        var login = toward(path, path.loginServer(), stops);
        // What stops the login server is a cause, even if nothing is known of the data endpoint.
        var data = login.isEmpty() || path.failedAtData()
                ? toward(path, path.dataHost(), stops)
                : PullContext.optionally(() -> toward(path, path.dataHost(), stops))
                        .orElse(List.of());
        return new Obstacles<>(login, data);
    }

    private static <T> List<Obstacle<T>> toward(PullPath path, String host, Function<Destination, List<T>> stops) {
        return path.destinations(host).stream()
                .flatMap(
                        destination -> stops.apply(destination).stream().map(what -> new Obstacle<>(destination, what)))
                .toList();
    }

    /** Where only the data endpoint is stopped, that is a cause of its own. */
    static <T> boolean explainsFailure(Obstacles<T> obstacles, PullPath path) {
        return !obstacles.login().isEmpty()
                && (!path.failedAtData() || !obstacles.data().isEmpty());
    }

    /** Whether the failure is one of the data endpoint, or does not say of which host. */
    static boolean mayHaveFailedAtData(PullPath path, PullContext pull) {
        return path.failedAtData()
                || pull.error().stage() == PullStage.DOWNLOAD
                || WITHOUT_HOST.contains(pull.error().symptom());
    }
}
