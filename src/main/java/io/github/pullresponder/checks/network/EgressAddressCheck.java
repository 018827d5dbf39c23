package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.notVisible;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.PrivateLinkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.Egress;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.PullPath.Intent;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;

/** Checks that the registry allows the nodes' outbound IP addresses. Guide: 403, solution 2. */
final class EgressAddressCheck extends NetworkCheck {

    EgressAddressCheck() {
        super("egress-address", "The registry allows the nodes' outbound IP addresses", Cause.EGRESS_IP_NOT_ALLOWED);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var registry = path.registry();
        var network = registry.network();
        if (network.publicAccess() == PublicAccess.OTHER) {
            return notVisible(
                    BlindSpot.NETWORK_SECURITY_PERIMETER,
                    "a network security perimeter decides who reaches %s",
                    registry.name());
        }
        if (network.publicAccess() == PublicAccess.DISABLED) {
            return notApplicable("%s takes no public traffic", registry.name());
        }
        if (!network.deniesByDefault()) {
            return ruledOut(registry.source(), "%s lets in every address", registry.name());
        }
        if (!(path.intent() instanceof Intent.Public)) {
            return notApplicable("the nodes are to use a private endpoint");
        }
        var egress = path.egress();
        var refused = path.notAllowed(egress);
        if (refused.isEmpty()) {
            return ruledOut(
                    registry.source(),
                    "%s allows %s",
                    registry.name(),
                    String.join(" and ", Egress.texts(egress.addresses())));
        }
        return confirmed(Finding.of(
                        Cause.EGRESS_IP_NOT_ALLOWED,
                        "%s does not allow %s, with which the nodes arrive"
                                .formatted(registry.name(), String.join(" and ", Egress.texts(refused))))
                .because(
                        registry.source(),
                        "%s denies by default and allows %s",
                        registry.name(),
                        network.allowedAddresses().isEmpty()
                                ? "no address"
                                : String.join(", ", network.allowedAddresses()))
                .because(
                        path.cluster().source(),
                        "%s leaves with %s, through %s",
                        path.cluster().name(),
                        String.join(" and ", Egress.texts(egress.addresses())),
                        egress.by())
                .fix(PrivateLinkRemedies.allow(registry, refused)));
    }
}
