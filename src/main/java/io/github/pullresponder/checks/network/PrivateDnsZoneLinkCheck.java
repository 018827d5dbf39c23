package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.PrivateLinkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.DnsResolution.PublicResolution;
import io.github.pullresponder.network.PrivateDnsZoneFinder;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;

/** Checks that the private DNS zone is linked to the nodes' network. Guide: 403, solution 1. */
final class PrivateDnsZoneLinkCheck extends AbstractPrivateDnsCheck {

    PrivateDnsZoneLinkCheck() {
        super(
                "private-dns-zone",
                "The private DNS zone is linked to the nodes' network",
                Cause.PRIVATE_DNS_ZONE_NOT_LINKED);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var endpoint = endpointOf(path);
        var resolver = path.resolver();
        if (!resolver.isAzure()) {
            return notApplicable("the nodes use custom DNS servers");
        }
        var dialed = new PathContradictions(path, pull.error()).dialedEndpoint(path.loginServer());
        if (dialed.isPresent()) {
            return ruledOut(
                    FactSource.message(),
                    "the node resolved the name: it connected to %s, the address of private endpoint %s",
                    dialed.get(),
                    endpoint.name());
        }
        var answer = path.dns(path.loginServer());
        if (!(answer.resolution() instanceof PublicResolution open)) {
            return ruledOut(
                    FactSource.arm(answer.network()),
                    "%s is linked to %s",
                    PrivateDnsZoneFinder.described(answer.resolution()),
                    answer.network().name());
        }
        var network = open.unlinked().get(0);
        var zone = PrivateDnsZoneFinder.ofEndpoint(path, endpoint);
        var own = path.nodeNetwork();
        var finding = Finding.of(
                        Cause.PRIVATE_DNS_ZONE_NOT_LINKED,
                        "%s resolves to its public address: the private DNS zone is not linked to %s"
                                .formatted(path.loginServer(), network.name()))
                .because(
                        endpoint.source(),
                        "private endpoint %s is approved and leads to %s",
                        endpoint.name(),
                        path.registry().name())
                .because(zone.source(), "%s is linked to %s", zone.id().name(), PrivateDnsZoneFinder.linked(zone))
                .because(own.source(), "%s has no custom DNS servers: it uses Azure DNS", own.name());
        for (var step : answer.steps()) {
            finding = finding.because(step.source(), "%s", step.description());
        }
        return confirmed(finding.fix(PrivateLinkRemedies.linkZone(zone, network)));
    }
}
