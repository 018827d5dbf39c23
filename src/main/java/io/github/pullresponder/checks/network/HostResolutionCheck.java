package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.PrivateLinkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.AzureManagedDnsServer;
import io.github.pullresponder.network.DnsResolution.MissingRecord;
import io.github.pullresponder.network.DnsResolution.PrivateResolution;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.PullRoute.UnapprovedRoute;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.FactSource;
import java.util.Optional;

/** Checks that the nodes can resolve the registry's host name. */
final class HostResolutionCheck extends AbstractNetworkCheck {

    HostResolutionCheck() {
        super("host-resolution", "The nodes can resolve the registry's host name", Cause.REGISTRY_HOST_NOT_RESOLVED);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        if (pull.error().symptom() != Symptom.HOST_NOT_RESOLVED) {
            return notApplicable("the error is not a name resolution error");
        }
        var silent = PullContext.orEmpty(path::unresponsiveDnsServer);
        if (silent.isPresent()) {
            return confirmed(notAnswered(silent.get(), path));
        }
        if (path.route() instanceof UnapprovedRoute) {
            return notApplicable("the private endpoint is not approved");
        }
        var registry = path.registry();
        var host = path.failedAtData() ? path.dataHost() : path.loginServer();
        var resolution = path.resolution(host);
        if (resolution instanceof PrivateResolution resolved) {
            return ruledOut(
                    resolved.zone().source(),
                    "%s has an address for %s",
                    resolved.zone().id().name(),
                    host);
        }
        if (resolution instanceof MissingRecord absent && !absent.fallsBack()) {
            return ruledOut(
                    absent.zone().source(),
                    "%s answers for %s and has no record of it",
                    absent.zone().id().name(),
                    host);
        }
        var own = path.nodeNetwork();
        var servers = own.ownDnsServers();
        var resolver = servers.isEmpty() ? "Azure DNS" : String.join(" and ", servers);
        var finding = Finding.of(
                        Cause.REGISTRY_HOST_NOT_RESOLVED,
                        "%s exists, but the nodes cannot resolve its name with %s".formatted(host, resolver))
                .because(registry.source(), "%s has the login server %s", registry.name(), path.loginServer())
                .because(own.source(), "%s sends its DNS queries to %s", own.name(), resolver);
        if (!servers.isEmpty()) {
            finding = finding.fix(PrivateLinkRemedies.forwardToAzureDns(
                    path.resolver().customServers(), "names that they cannot resolve"));
        }
        var node = pull.nodes().node();
        return confirmed(
                node.isPresent()
                        ? finding.fix(PrivateLinkRemedies.resolveOnNode(
                                pull.cluster(), node.get().name(), host))
                        : finding);
    }

    private static Finding notAnswered(AzureManagedDnsServer firewall, PullPath path) {
        var own = path.nodeNetwork();
        var servers = String.join(" and ", own.ownDnsServers());
        return Finding.of(
                        Cause.REGISTRY_HOST_NOT_RESOLVED,
                        "The nodes use DNS server %s, a firewall that answers no DNS queries".formatted(servers))
                .because(own.source(), "%s sends its DNS queries to %s", own.name(), servers)
                .because(
                        FactSource.arm(firewall.id()),
                        "the DNS proxy of firewall %s is disabled",
                        firewall.id().name())
                .fix(PrivateLinkRemedies.enableDnsProxy(firewall.id()));
    }

    @Override
    Optional<String> contradiction(PathContradictions seen) {
        return seen.resolvedOnce().or(seen::resolution);
    }
}
