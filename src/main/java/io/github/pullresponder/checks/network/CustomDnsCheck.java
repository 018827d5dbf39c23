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
import io.github.pullresponder.network.SimulatedDnsAnswer;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.util.stream.Collectors;

/** Checks that the nodes' custom DNS servers resolve the private DNS zone. */
final class CustomDnsCheck extends AbstractPrivateDnsCheck {

    CustomDnsCheck() {
        super(
                "custom-dns",
                "The nodes' custom DNS servers resolve the private DNS zone",
                Cause.CUSTOM_DNS_BYPASSES_PRIVATE_ZONE);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var endpoint = endpointOf(path);
        var resolver = path.resolver();
        if (resolver.isAzure()) {
            return notApplicable("the nodes' network has no custom DNS servers");
        }
        var dialed = new PathContradictions(path, pull.error()).dialedEndpoint(path.loginServer());
        if (dialed.isPresent()) {
            return ruledOut(
                    FactSource.message(),
                    "the node resolved the name: it connected to %s, the address of private endpoint %s",
                    dialed.get(),
                    endpoint.name());
        }
        var servers = String.join(" and ", resolver.servers());
        var answer = path.dns(path.loginServer());
        if (!(answer.resolution() instanceof PublicResolution open)) {
            return ruledOut(path.nodeNetwork().source(), "%s", linked(servers, answer));
        }
        var own = path.nodeNetwork();
        var unlinked = open.unlinked();
        var names = unlinked.stream().map(ResourceId::name).collect(Collectors.joining(" and "));
        var zone = PrivateDnsZoneFinder.ofEndpoint(path, endpoint);
        var finding = Finding.of(
                        Cause.CUSTOM_DNS_BYPASSES_PRIVATE_ZONE,
                        "The nodes use DNS server %s, whose network %s is not linked to %s"
                                .formatted(servers, names, zone.id().name()))
                .because(own.source(), "%s sends its DNS queries to %s", own.name(), servers)
                .because(zone.source(), "%s is linked to %s", zone.id().name(), PrivateDnsZoneFinder.linked(zone));
        for (var step : answer.steps()) {
            finding = finding.because(step.source(), "%s", step.description());
        }
        for (var network : unlinked) {
            finding = finding.fix(PrivateLinkRemedies.linkZone(zone, network));
        }
        return confirmed(
                path.areAzureServices(resolver.customServers())
                        ? finding
                        : finding.fix(PrivateLinkRemedies.forwardToAzureDns(
                                resolver.customServers(), zone.id().name().replace("privatelink.", ""))));
    }

    private static String linked(String servers, SimulatedDnsAnswer answer) {
        var zone = PrivateDnsZoneFinder.described(answer.resolution());
        return answer.steps().isEmpty()
                ? "the network of DNS server %s is linked to %s".formatted(servers, zone)
                : "DNS server %s forwards to %s, which is linked to %s"
                        .formatted(servers, answer.network().name(), zone);
    }
}
