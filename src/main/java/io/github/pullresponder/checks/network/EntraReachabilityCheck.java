package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.notVisible;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.NextHop.EffectiveNextHopType;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.TrafficDestination;
import io.github.pullresponder.network.TrafficObstacle;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.ClusterServicePrincipal;
import io.github.pullresponder.pull.PullingIdentity.KubeletIdentity;
import io.github.pullresponder.pullerror.PullErrorObservations;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.registry.EntraHosts;
import io.github.pullresponder.text.DisplayFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that the nodes can reach the host where they sign in to Microsoft Entra ID.
 *
 * <p>Few nodes sign in: the metadata service of the virtual machine issues the tokens of a managed identity, the registry itself checks
 * the credential of a service principal, and the API server issues the tokens of identity bindings. Only a credential provider that is
 * configured to exchange tokens of service accounts signs in (cloud-provider-azure, {@code pkg/credentialprovider}).
 */
final class EntraReachabilityCheck extends AbstractWholePullCheck {
    private static final Set<Symptom> UNREACHED = EnumSet.of(Symptom.TIMEOUT, Symptom.CONNECTION_FAILED);

    EntraReachabilityCheck() {
        super(
                "entra-sign-in",
                "The nodes can reach the Microsoft Entra ID host where they sign in",
                Cause.ENTRA_SIGN_IN_BLOCKED);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var error = pull.error();
        if (AbstractNetworkCheck.isAtSignIn(error)) {
            var host = error.host().map(PullErrorObservations::withoutPort).orElseThrow();
            return UNREACHED.contains(error.symptom())
                    ? ofUnreached(host, pull.path())
                    : notApplicable("%s answered the node", host);
        }
        if (!error.observations().onlyAnonymous()) {
            return notApplicable("the message does not show that the node sent no credentials");
        }
        var host = EntraHosts.signInFor(pull.host());
        return pull.annotatedIdentity()
                .map(identity -> ofAnnotated(identity, host, pull.path()))
                .orElseGet(() -> ofOthers(host, pull));
    }

    /** The message shows that the node sent a request to the host and got no answer. */
    private static Verdict ofUnreached(String host, PullPath path) {
        return blocked(path, host, "the node did not reach %s, where it requested a token".formatted(host))
                .<Verdict>map(Verdict::confirmed)
                .orElseGet(() -> notBlocked(path, host));
    }

    private static Verdict ofAnnotated(PullingIdentity identity, String host, PullPath path) {
        return blocked(path, host, "the node sent no credentials")
                .<Verdict>map(finding -> notVisible(
                                BlindSpot.CREDENTIAL_PROVIDER_OF_NODES,
                                "whether the nodes sign in at %s for %s is not visible to Pull Responder",
                                host,
                                identity.name())
                        .suspecting(finding))
                .orElseGet(() -> notBlocked(path, host));
    }

    /** AKS requires all nodes to reach the host, so a blocked host is an advisory. */
    private static Verdict ofOthers(String host, PullContext pull) {
        var verdict = notApplicable(
                "%s",
                PullContext.orEmpty(pull::clusterIdentity)
                        .map(identity -> sourceOfTokens(identity, host))
                        .orElse("the nodes have no identity that signs in"));
        return PullContext.orEmpty(() -> blocked(pull.path(), host, "the node sent no credentials"))
                .map(verdict::advising)
                .orElse(verdict);
    }

    private static String sourceOfTokens(PullingIdentity identity, String host) {
        if (identity instanceof KubeletIdentity) {
            return "the metadata service of the node issues the tokens of %s, not %s".formatted(identity.name(), host);
        }
        return identity instanceof ClusterServicePrincipal
                ? "the registry itself checks the credential of %s: nodes do not sign in".formatted(identity.name())
                : "the cluster's API server issues the tokens of %s, not %s".formatted(identity.name(), host);
    }

    /** The finding on the first route, security group or firewall that is known to block the traffic to the host. */
    private static Optional<Finding> blocked(PullPath path, String host, String seen) {
        var signIn = path.publicDestination(host);
        return byRoute(path, signIn)
                .or(() -> bySecurityGroups(path, signIn))
                .or(() -> byFirewall(path, signIn))
                .map(finding -> finding.because(FactSource.message(), "%s", seen));
    }

    private static Optional<Finding> byRoute(PullPath path, TrafficDestination signIn) {
        return TrafficBlockerFinder.route(path, signIn)
                .map(hop -> RouteCheck.describe(
                        finding("route " + hop.route().orElseThrow(), signIn),
                        path,
                        List.of(new TrafficObstacle<>(signIn, hop))));
    }

    private static Optional<Finding> bySecurityGroups(PullPath path, TrafficDestination signIn) {
        var denied = TrafficBlockerFinder.securityGroups(path, signIn);
        return denied.stream()
                .findFirst()
                .map(first -> SecurityGroupCheck.describe(
                        finding("security group " + first.group().id().name(), signIn),
                        path,
                        denied.stream()
                                .map(decision -> new TrafficObstacle<>(signIn, decision))
                                .toList()));
    }

    private static Optional<Finding> byFirewall(PullPath path, TrafficDestination signIn) {
        return TrafficBlockerFinder.firewall(path, signIn)
                .map(decision -> AzureFirewallCheck.describe(
                        finding("firewall " + decision.firewall().name(), signIn),
                        path,
                        List.of(new TrafficObstacle<>(signIn, decision))));
    }

    private static Finding.Draft finding(String by, TrafficDestination signIn) {
        return Finding.of(
                Cause.ENTRA_SIGN_IN_BLOCKED,
                "%s blocks %s, where applications sign in to Microsoft Entra ID"
                        .formatted(DisplayFormat.capitalize(by), signIn.host()));
    }

    private static Verdict notBlocked(PullPath path, String host) {
        var hop = path.nextHop(path.publicDestination(host));
        if (hop.kind() == EffectiveNextHopType.GATEWAY || hop.kind() == EffectiveNextHopType.LEARNED) {
            return notVisible(BlindSpot.VIRTUAL_NETWORK_GATEWAY, "the traffic to %s %s", host, hop.description());
        }
        if (path.hasNoEgress()) {
            return undetermined(
                    "outboundType of %s is %s",
                    path.cluster().name(), path.cluster().network().outboundType());
        }
        return ruledOut(path.nodeNetwork().source(), "nothing blocks %s: the traffic %s", host, hop.description());
    }
}
