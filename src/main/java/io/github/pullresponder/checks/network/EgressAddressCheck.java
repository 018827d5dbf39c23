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
import io.github.pullresponder.network.OutboundPublicAddresses;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.registry.Registry;
import java.util.List;

/** Checks that the registry allows the nodes' outbound IP addresses. Guide: 403, solution 2. */
final class EgressAddressCheck extends AbstractNetworkCheck {

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
            return allowed(path, pull, "allows every address");
        }
        if (path.nodeSubnet().hasServiceEndpointOfRegistries()) {
            return notApplicable(
                    "the nodes use the service endpoint of subnet %s, without a public IP address",
                    path.nodeSubnet().name());
        }
        var egress = path.egress();
        var refused = path.notAllowed(egress);
        if (refused.isEmpty()) {
            return allowed(
                    path, pull, "allows " + String.join(" and ", OutboundPublicAddresses.texts(egress.addresses())));
        }
        return confirmed(Finding.of(
                        Cause.EGRESS_IP_NOT_ALLOWED,
                        "The nodes' outbound IP address (%s, from %s) is not in the network rules of %s"
                                .formatted(
                                        String.join(" and ", OutboundPublicAddresses.texts(refused)),
                                        egress.by(),
                                        registry.name()))
                .because(allowed(registry))
                .because(
                        path.cluster().source(),
                        "cluster %s uses the outbound IP address %s (from %s)",
                        path.cluster().name(),
                        String.join(" and ", OutboundPublicAddresses.texts(egress.addresses())),
                        egress.by())
                .fix(PrivateLinkRemedies.allow(registry, refused)));
    }

    /** The node's message is a fact: a registry that refused it has, or had, a rule that the model does not show. */
    private static Verdict allowed(PullPath path, PullContext pull, String rules) {
        var registry = path.registry();
        return NetworkRefusalDetector.isPossible(path, pull)
                ? undetermined(
                        "%s refused the request, but now it %s: a rule change takes effect with a delay, or the nodes use"
                                + " an unknown outbound IP address",
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

    /** The registry's message names the refused address: the verdict is on that address, regardless of the model. */
    private static Verdict ofClient(String client, PullPath path) {
        var registry = path.registry();
        var network = registry.network();
        var address = path.clientAddress();
        if (address.isEmpty()) {
            return ofOtherClient(client, path);
        }
        if (!network.deniesByDefault()) {
            return undetermined(
                    "%s refused %s, but now its rules allow every address: a rule change takes effect with a delay",
                    registry.name(), client);
        }
        if (path.allows(address.get())) {
            return undetermined(
                    "%s refused %s, but now a rule contains it: a rule change takes effect with a delay",
                    registry.name(), client);
        }
        return confirmed(Finding.of(
                        Cause.EGRESS_IP_NOT_ALLOWED,
                        "The node's outbound IP address (%s) is not in the network rules of %s"
                                .formatted(client, registry.name()))
                .because(FactSource.message(), "%s refused the client address %s", registry.name(), client)
                .because(allowed(registry))
                .fix(PrivateLinkRemedies.allow(registry, address.get())));
    }

    /** IP rules support only public IPv4 addresses. */
    private static Verdict ofOtherClient(String client, PullPath path) {
        var registry = path.registry().name();
        if (AddressRange.find(client).filter(AddressRange::isIpv6).isPresent()) {
            return undetermined(
                    "%s received the request from the IPv6 address %s, and a registry's IP rules support only IPv4",
                    registry, client);
        }
        // A private client address is the sign of a service endpoint.
        return path.nodeSubnet().hasServiceEndpointOfRegistries()
                ? notApplicable(
                        "%s received the request from the private address %s: it came through a service endpoint",
                        registry, client)
                : notVisible(
                        BlindSpot.SERVICE_ENDPOINT,
                        "%s received the request from the private address %s: it came through a service endpoint of another subnet than %s",
                        registry,
                        client,
                        path.nodeSubnet().name());
    }
}
