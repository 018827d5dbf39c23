package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.PrivateLinkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.PrivateZones;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.Source;
import java.util.Optional;

/** Checks that the private DNS zone is linked to the nodes' network. Guide: 403, solution 1. */
final class PrivateDnsZoneCheck extends NetworkCheck {

    PrivateDnsZoneCheck() {
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
            return notApplicable("the nodes ask DNS servers of their own");
        }
        var dialed = new ObservedPath(path, pull.error()).dialedEndpoint(path.loginServer());
        if (dialed.isPresent()) {
            return ruledOut(
                    Source.message(),
                    "the node connected to %s, the address of private endpoint %s: the name was resolved to it",
                    dialed.get(),
                    endpoint.name());
        }
        var unlinked = PrivateZones.unlinked(path);
        if (unlinked.isEmpty()) {
            return ruledOut(
                    Source.arm(resolver.networks().get(0)),
                    "the private DNS zone is linked to %s",
                    resolver.networks().get(0).name());
        }
        var network = unlinked.get(0);
        var zone = PrivateZones.ofEndpoint(path, endpoint);
        return confirmed(Finding.of(
                        Cause.PRIVATE_DNS_ZONE_NOT_LINKED,
                        "%s resolves to its public address: the private DNS zone is not linked to %s"
                                .formatted(path.loginServer(), network.name()))
                .because(
                        endpoint.source(),
                        "private endpoint %s is approved and leads to %s",
                        endpoint.name(),
                        path.registry().name())
                .because(zone.source(), "%s is linked to %s", zone.id().name(), PrivateZones.linked(zone))
                .because(
                        path.nodeNetwork().source(),
                        "%s names no DNS servers of its own: Azure answers for it",
                        network.name())
                .fix(PrivateLinkRemedies.linkZone(zone, network)));
    }

    @Override
    Optional<String> contradiction(ObservedPath seen) {
        return seen.resolution();
    }
}
