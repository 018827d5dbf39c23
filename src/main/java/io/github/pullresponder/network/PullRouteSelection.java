package io.github.pullresponder.network;

import io.github.pullresponder.network.DnsResolution.MissingRecord;
import io.github.pullresponder.network.DnsResolution.PrivateResolution;
import io.github.pullresponder.network.DnsResolution.PublicResolution;
import io.github.pullresponder.network.NetworkSnapshot.Attachment;
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
 * Decides which route a pull takes.
 *
 * <p>What the node did is true: an endpoint's address that it dialed shows the private route. Else the nodes' DNS decides. Where it
 * leads to the public address, that route is the one as long as it works; a private endpoint in reach is meant only where it does
 * not. Source: "Configure rules to access an Azure container registry behind a firewall" and "Set up private
 * endpoint": network rules and private endpoints of a registry are independent.
 */
final class PullRouteSelection {
    private static final int ELSEWHERE = 3;
    private static final DnsResolution NONE = new PublicResolution(List.of());

    private final PullPath path;
    private final NetworkSnapshot topology;
    private final String login;
    private final ReadResult<DnsResolution> resolution;

    PullRouteSelection(PullPath path) {
        this.path = path;
        this.topology = path.topology();
        this.login = path.loginServer();
        this.resolution = ReadResult.attempt(() -> path.resolution(login));
    }

    /** @throws EvidenceUnavailableException if neither the message nor the model says which route it is */
    PullRoute route() {
        if (topology.endpoints().isEmpty()) {
            return new PublicRoute("%s has no private endpoint".formatted(registry()));
        }
        return dialed().or(this::resolved).orElseGet(this::publicOrMeant);
    }

    private Optional<PullRoute> dialed() {
        return read().stream()
                .flatMap(endpoint -> path.dialedAddressOf(endpoint).stream()
                        .<PullRoute>map(address -> new PrivateRoute(
                                inReachInsteadOf(endpoint).orElse(endpoint),
                                false,
                                "the node connected to %s, the address of private endpoint %s"
                                        .formatted(address, endpoint.name()))))
                .findFirst();
    }

    /** No way leads to the endpoint, and one leads to another: the DNS sends the nodes to the wrong one. */
    private Optional<PrivateEndpoint> inReachInsteadOf(PrivateEndpoint endpoint) {
        return distance(endpoint) < ELSEWHERE || !path.isCutOff(endpoint) ? Optional.empty() : nearest();
    }

    /** A proxy looks the name up by itself, and a public address that the node dialed says more than the DNS that is visible. */
    private Optional<PullRoute> resolved() {
        if (isAnsweredElsewhere() || !(resolution.orElse(NONE) instanceof PrivateResolution found)) {
            return Optional.empty();
        }
        return endpointBehind(found)
                .map(endpoint -> new PrivateRoute(
                        endpoint, false, "the nodes' DNS answers %s with a private address".formatted(login)));
    }

    /** Where the record has an address of no endpoint, the nearest endpoint is meant. */
    private Optional<PrivateEndpoint> endpointBehind(PrivateResolution resolved) {
        return read().stream()
                .filter(endpoint -> resolved.leadsTo(endpoint.addressesOf(login)))
                .findFirst()
                .map(endpoint -> inReachInsteadOf(endpoint).orElse(endpoint))
                .or(this::nearest)
                .or(() -> Optional.of(any()));
    }

    private PullRoute publicOrMeant() {
        var meant = ReadResult.attempt(this::meant);
        if (isClosed()) {
            return meant.get().orElseGet(this::withoutEndpoint);
        }
        if (meant.isRead() && meant.get().isEmpty()) {
            requireResolution();
            return withoutEndpoint();
        }
        if (!isAnsweredElsewhere() && resolution.get() instanceof MissingRecord absent && !absent.fallsBack()) {
            return meant.get().orElseThrow();
        }
        var admission = PublicAdmission.of(path);
        return admission.works()
                ? new PublicRoute(admission.why())
                : meant.get().orElseThrow();
    }

    /** A DNS server that is not visible may lead to an endpoint that is not near; that does not matter if the public route works. */
    private void requireResolution() {
        if (!isAnsweredElsewhere()
                && !resolution.isRead()
                && !PublicAdmission.of(path).works()) {
            resolution.get();
        }
    }

    /** The name is not looked up with the DNS that is visible, or the node got another answer. */
    private boolean isAnsweredElsewhere() {
        return path.proxyFor(login).isPresent() || path.sawPublicAddress();
    }

    private PullRoute withoutEndpoint() {
        return new PublicRoute("no private endpoint of %s serves the nodes".formatted(registry()));
    }

    /** The private endpoint that nodes without a public route are to use. One that was not read may be the one. */
    private Optional<PullRoute> meant() {
        var approved = topology.approved();
        var nearest = nearest();
        if (nearest.isPresent()) {
            return nearest.map(this::meant);
        }
        var awaiting = topology.notApproved().stream()
                .filter(it -> isNear(it) || (approved.isEmpty() && isClosed()))
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
        return isClosed() ? Optional.of(meant(any)) : Optional.empty();
    }

    private PullRoute meant(PrivateEndpoint endpoint) {
        var bypassed = resolution.isRead() && !(resolution.get() instanceof PrivateResolution);
        return new PrivateRoute(
                endpoint, bypassed, "the nodes are to use private endpoint %s".formatted(endpoint.name()));
    }

    private Optional<PrivateEndpoint> nearest() {
        return read().stream()
                .filter(endpoint -> distance(endpoint) < ELSEWHERE)
                .min(Comparator.comparingInt(this::distance));
    }

    /** 0 if the nodes' DNS leads there, 1 in their own network, 2 in a peered one. */
    private int distance(PrivateEndpoint endpoint) {
        var own = path.nodeNetwork();
        var isOwn = own.id().equals(endpoint.network());
        var isNear = isOwn || own.peeringWith(endpoint.network()).isPresent();
        if (isResolved(endpoint) && (isNear || !path.isCutOff(endpoint))) {
            return 0;
        }
        return isOwn ? 1 : isNear ? 2 : ELSEWHERE;
    }

    private boolean isResolved(PrivateEndpoint endpoint) {
        return resolution
                .optional()
                .filter(it -> it.leadsTo(endpoint.addressesOf(login)))
                .isPresent();
    }

    private boolean isNear(Attachment attachment) {
        return attachment
                .endpoint()
                .optional()
                .filter(it -> distance(it) < ELSEWHERE)
                .isPresent();
    }

    private boolean isClosed() {
        return path.registry().network().publicAccess() == PublicAccess.DISABLED;
    }

    private List<PrivateEndpoint> read() {
        return ReadResult.onlyRead(
                topology.approved().stream().map(Attachment::endpoint).toList());
    }

    /** One of the approved endpoints; one that was not read goes first, so that it is not passed over. */
    private PrivateEndpoint any() {
        var approved = topology.approved();
        return approved.stream()
                .map(Attachment::endpoint)
                .filter(endpoint -> !endpoint.isRead())
                .findFirst()
                .orElseGet(() -> approved.get(0).endpoint())
                .get();
    }

    private String registry() {
        return path.registry().name();
    }
}
