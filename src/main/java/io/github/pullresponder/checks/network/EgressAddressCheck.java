package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.notVisible;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.PrivateLinkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.Egress;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.registry.Registry;
import java.util.List;

/** Checks that the registry allows the nodes' outbound IP addresses. Guide: 403, solution 2. */
final class EgressAddressCheck extends NetworkCheck {

    EgressAddressCheck() {
        super("egress-address", "The registry allows the nodes' outbound IP addresses", Cause.EGRESS_IP_NOT_ALLOWED);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        requirePublicRoute(path);
        var registry = path.registry();
        var client = pull.error().observations().clientAddress();
        if (client.isPresent()) {
            return ofClient(client.get(), path);
        }
        if (!registry.network().deniesByDefault()) {
            return allowed(path, pull, "lets in every address");
        }
        if (path.nodeSubnet().hasServiceEndpointOfRegistries()) {
            return notApplicable(
                    "the nodes arrive through the service endpoint of subnet %s, without a public address",
                    path.nodeSubnet().name());
        }
        var egress = path.egress();
        var refused = path.notAllowed(egress);
        if (refused.isEmpty()) {
            return allowed(path, pull, "allows " + String.join(" and ", Egress.texts(egress.addresses())));
        }
        return confirmed(Finding.of(
                        Cause.EGRESS_IP_NOT_ALLOWED,
                        "%s does not allow %s, with which the nodes arrive"
                                .formatted(registry.name(), String.join(" and ", Egress.texts(refused))))
                .because(allowed(registry))
                .because(
                        path.cluster().source(),
                        "%s leaves with %s, through %s",
                        path.cluster().name(),
                        String.join(" and ", Egress.texts(egress.addresses())),
                        egress.by())
                .fix(PrivateLinkRemedies.allow(registry, refused)));
    }

    /** What the node saw is true: a registry that refused it has, or had, a rule that the model does not show. */
    private static Verdict allowed(PullPath path, PullContext pull, String rules) {
        var registry = path.registry();
        return NetworkRefusal.isPossible(path, pull)
                ? undetermined(
                        "%s refused the request, and by now it %s: a change of rules takes effect with a delay, or the nodes leave"
                                + " with an address that is not known",
                        registry.name(), rules)
                : ruledOut(registry.source(), "%s %s", registry.name(), rules);
    }

    private static List<Evidence> allowed(Registry registry) {
        var addresses = registry.network().allowedAddresses();
        return List.of(Evidence.of(
                registry.source(),
                "%s denies by default and allows %s",
                registry.name(),
                addresses.isEmpty() ? "no address" : String.join(", ", addresses)));
    }

    /** The registry named the address that it refused: that one is judged, whatever the model expects. */
    private static Verdict ofClient(String client, PullPath path) {
        var registry = path.registry();
        var network = registry.network();
        var address = path.clientAddress();
        if (address.isEmpty()) {
            return ofOtherClient(client, path);
        }
        if (!network.deniesByDefault()) {
            return undetermined(
                    "%s refused %s, and its rules let in every address by now: a change of rules takes effect with a delay",
                    registry.name(), client);
        }
        if (path.allows(address.get())) {
            return undetermined(
                    "%s refused %s, and a rule contains it by now: a change of rules takes effect with a delay",
                    registry.name(), client);
        }
        return confirmed(Finding.of(
                        Cause.EGRESS_IP_NOT_ALLOWED,
                        "%s does not allow %s, with which the node arrived".formatted(registry.name(), client))
                .because(Source.message(), "%s refused the client address %s", registry.name(), client)
                .because(allowed(registry))
                .fix(PrivateLinkRemedies.allow(registry, address.get())));
    }

    /** IP rules hold public IPv4 addresses only. */
    private static Verdict ofOtherClient(String client, PullPath path) {
        var registry = path.registry().name();
        if (AddressRange.find(client).filter(AddressRange::isIpv6).isPresent()) {
            return undetermined(
                    "%s saw the client address %s, which no IP rule of a registry can hold: the request came over IPv6",
                    registry, client);
        }
        // A private one shows a service endpoint.
        return path.nodeSubnet().hasServiceEndpointOfRegistries()
                ? notApplicable(
                        "%s saw the private address %s: the request came through a service endpoint", registry, client)
                : notVisible(
                        BlindSpot.SERVICE_ENDPOINT,
                        "%s saw the private address %s: the request came through a service endpoint of another subnet than %s",
                        registry,
                        client,
                        path.nodeSubnet().name());
    }
}
