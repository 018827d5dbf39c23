package io.github.pullresponder.network;

import io.github.pullresponder.network.DnsResolution.MissingRecord;
import io.github.pullresponder.network.DnsResolution.PrivateResolution;
import io.github.pullresponder.network.DnsResolution.PublicResolution;
import io.github.pullresponder.network.NetworkSnapshot.RegistryPrivateEndpoint;
import io.github.pullresponder.network.PullRoute.PrivateRoute;
import io.github.pullresponder.network.PullRoute.PublicRoute;
import io.github.pullresponder.network.PullRoute.UnapprovedRoute;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Selects the route of a pull.
 *
 * <p>The message is a fact: if the node connected to an endpoint's address, the route is private. Otherwise the nodes' DNS decides. If
 * the name resolves to the public address and that route works, the route is public; only if it does not work, a reachable private
 * endpoint is the intended route. Source: "Configure rules to access an Azure container registry behind a firewall" and "Set up private
 * endpoint": network rules and private endpoints of a registry are independent.
 */
final class PullRouteSelector {
    private static final int ELSEWHERE = 3;
    private static final DnsResolution NONE = new PublicResolution(List.of());

    private final PullPath path;
    private final NetworkSnapshot snapshot;
    private final String login;
    private final ReadResult<DnsResolution> resolution;

    PullRouteSelector(PullPath path) {
        this.path = path;
        this.snapshot = path.snapshot();
        this.login = path.loginServer();
        this.resolution = ReadResult.attempt(() -> path.resolution(login));
    }

    /** @throws EvidenceUnavailableException if neither the message nor the model shows the route */
    PullRoute route() {
        if (snapshot.endpoints().isEmpty()) {
            return new PublicRoute("%s has no private endpoint".formatted(registry()));
        }
        return dialed().or(this::resolved).orElseGet(this::publicOrIntended);
    }

    private Optional<PullRoute> dialed() {
        return read().stream()
                .flatMap(endpoint -> path.dialedAddressOf(endpoint).stream()
                        .<PullRoute>map(address -> new PrivateRoute(
                                reachableInsteadOf(endpoint).orElse(endpoint),
                                false,
                                "the node connected to %s, the address of private endpoint %s"
                                        .formatted(address, endpoint.name()))))
                .findFirst();
    }

    /** Another endpoint that is reachable, if this one is not: the name resolves to the wrong endpoint. */
    private Optional<PrivateEndpoint> reachableInsteadOf(PrivateEndpoint endpoint) {
        return distance(endpoint) < ELSEWHERE || !path.isUnconnected(endpoint) ? Optional.empty() : nearest();
    }

    /**
     * The route by DNS. A proxy resolves the name itself, and a public address that the node connected to has precedence over the visible
     * DNS.
     */
    private Optional<PullRoute> resolved() {
        if (isAnsweredElsewhere() || !(resolution.orElse(NONE) instanceof PrivateResolution found)) {
            return Optional.empty();
        }
        return endpointBehind(found)
                .map(endpoint -> new PrivateRoute(
                        endpoint, false, "the nodes' DNS answers %s with a private address".formatted(login)));
    }

    /** The endpoint with the address of the record; if there is none, the nearest one is intended. */
    private Optional<PrivateEndpoint> endpointBehind(PrivateResolution resolved) {
        return read().stream()
                .filter(endpoint -> resolved.leadsTo(endpoint.addressesOf(login)))
                .findFirst()
                .map(endpoint -> reachableInsteadOf(endpoint).orElse(endpoint))
                .or(this::nearest)
                .or(() -> Optional.of(any()));
    }

    private PullRoute publicOrIntended() {
        var intended = ReadResult.attempt(this::intended);
        if (isClosed()) {
            return intended.get().orElseGet(this::withoutEndpoint);
        }
        if (intended.isRead() && intended.get().isEmpty()) {
            requireResolution();
            return withoutEndpoint();
        }
        if (!isAnsweredElsewhere() && resolution.get() instanceof MissingRecord absent && !absent.fallsBack()) {
            return intended.get().orElseThrow();
        }
        var admission = PublicEndpointAssessment.of(path);
        return admission.works()
                ? new PublicRoute(admission.why())
                : intended.get().orElseThrow();
    }

    /** A DNS server that is not visible may resolve to an endpoint in another network; that does not matter if the public route works. */
    private void requireResolution() {
        if (!isAnsweredElsewhere()
                && !resolution.isRead()
                && !PublicEndpointAssessment.of(path).works()) {
            resolution.get();
        }
    }

    /** Returns true if the visible DNS does not resolve the name, or the node received another answer. */
    private boolean isAnsweredElsewhere() {
        return path.proxyFor(login).isPresent() || path.sawPublicAddress();
    }

    private PullRoute withoutEndpoint() {
        return new PublicRoute("no private endpoint of %s serves the nodes".formatted(registry()));
    }

    /** The private endpoint that nodes without a public route should use. An unread endpoint may be the intended one. */
    private Optional<PullRoute> intended() {
        var approved = snapshot.approved();
        var nearest = nearest();
        if (nearest.isPresent()) {
            return nearest.map(this::intended);
        }
        var awaiting = snapshot.notApproved().stream()
                .filter(attachment -> isNear(attachment) || (approved.isEmpty() && isClosed()))
                .findFirst();
        if (awaiting.isPresent()) {
            var connection = awaiting.get().connection();
            return Optional.of(new UnapprovedRoute(
                    connection,
                    "private endpoint connection %s is %s".formatted(connection.name(), connection.status())));
        }
        if (approved.isEmpty()) {
            return Optional.empty();
        }
        var any = any();
        return isClosed() ? Optional.of(intended(any)) : Optional.empty();
    }

    private PullRoute intended(PrivateEndpoint endpoint) {
        var bypassed = resolution.isRead() && !(resolution.get() instanceof PrivateResolution);
        return new PrivateRoute(
                endpoint, bypassed, "private endpoint %s is the intended route".formatted(endpoint.name()));
    }

    private Optional<PrivateEndpoint> nearest() {
        return read().stream()
                .filter(endpoint -> distance(endpoint) < ELSEWHERE)
                .min(Comparator.comparingInt(this::distance));
    }

    /** Returns 0 if the name resolves to the endpoint, 1 in the nodes' own network, 2 in a peered one. */
    private int distance(PrivateEndpoint endpoint) {
        var own = path.nodeNetwork();
        var isOwn = own.id().equals(endpoint.network());
        var isNear = isOwn || own.peeringWith(endpoint.network()).isPresent();
        if (isResolved(endpoint) && (isNear || !path.isUnconnected(endpoint))) {
            return 0;
        }
        return isOwn ? 1 : isNear ? 2 : ELSEWHERE;
    }

    private boolean isResolved(PrivateEndpoint endpoint) {
        return resolution
                .optional()
                .filter(answer -> answer.leadsTo(endpoint.addressesOf(login)))
                .isPresent();
    }

    private boolean isNear(RegistryPrivateEndpoint attachment) {
        return attachment
                .endpoint()
                .optional()
                .filter(endpoint -> distance(endpoint) < ELSEWHERE)
                .isPresent();
    }

    private boolean isClosed() {
        return path.registry().network().publicAccess() == PublicAccess.DISABLED;
    }

    private List<PrivateEndpoint> read() {
        return ReadResult.onlyRead(snapshot.approved().stream()
                .map(RegistryPrivateEndpoint::endpoint)
                .toList());
    }

    /** One of the approved endpoints; an unread one has precedence, so that it is not ignored. */
    private PrivateEndpoint any() {
        var approved = snapshot.approved();
        return approved.stream()
                .map(RegistryPrivateEndpoint::endpoint)
                .filter(endpoint -> !endpoint.isRead())
                .findFirst()
                .orElseGet(() -> approved.get(0).endpoint())
                .get();
    }

    private String registry() {
        return path.registry().name();
    }
}
