package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.PrivateLinkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.PullRoute.PublicRoute;
import io.github.pullresponder.network.PullRoute.UnapprovedRoute;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.registry.RegistryNetwork.EndpointConnection;
import java.util.Optional;

/** Checks that the private endpoint is approved. */
final class PrivateEndpointApprovalCheck extends AbstractNetworkCheck {
    private static final String DISCONNECTED = "Disconnected";

    PrivateEndpointApprovalCheck() {
        super("private-endpoint-approval", "The private endpoint is approved", Cause.PRIVATE_ENDPOINT_NOT_APPROVED);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var registry = path.registry();
        if (registry.network().endpoints().isEmpty()) {
            return notApplicable("%s has no private endpoint", registry.name());
        }
        var route = path.route();
        if (route instanceof PublicRoute
                && !registry.network().endpoints().stream().allMatch(EndpointConnection::isApproved)) {
            return notApplicable("the pull uses the public route: %s", route.why());
        }
        if (!(route instanceof UnapprovedRoute awaiting)) {
            return ruledOut(registry.source(), "no private endpoint of the nodes is waiting for approval");
        }
        var connection = awaiting.connection();
        var finding = Finding.of(
                        Cause.PRIVATE_ENDPOINT_NOT_APPROVED,
                        "The connection of private endpoint %s to %s is %s"
                                .formatted(named(connection), registry.name(), connection.status()))
                .because(
                        registry.source(),
                        "private endpoint connection %s is %s",
                        connection.name(),
                        connection.status())
                .because(
                        registry.source(),
                        "publicNetworkAccess of %s is %s",
                        registry.name(),
                        registry.network().publicAccess().label());
        return confirmed(
                connection.status().equalsIgnoreCase(DISCONNECTED)
                        ? finding.fix(PrivateLinkRemedies.recreateEndpoint(path, connection))
                        : finding.fix(PrivateLinkRemedies.approve(registry, connection)));
    }

    private static String named(EndpointConnection connection) {
        return connection.endpoint().map(endpoint -> endpoint.name()).orElse(connection.name());
    }

    @Override
    Optional<String> contradiction(PathContradictions seen) {
        return Optional.empty();
    }
}
