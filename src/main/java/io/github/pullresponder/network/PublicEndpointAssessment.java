package io.github.pullresponder.network;

import io.github.pullresponder.network.OutboundPublicAddresses.EgressAddress;
import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.List;

/**
 * The assessment of a pull through the registry's public endpoint: the cluster needs egress, and the registry must accept the traffic.
 *
 * @param why the reason, as one clause
 */
record PublicEndpointAssessment(boolean works, String why) {

    /** @throws EvidenceUnavailableException if the result is not known */
    static PublicEndpointAssessment of(PullPath path) {
        var registry = path.registry();
        var network = registry.network();
        return switch (network.publicAccess()) {
            case DISABLED -> refused("publicNetworkAccess of %s is Disabled".formatted(registry.name()));
            case OTHER -> throw registry.hiddenByPerimeter();
            case ENABLED ->
                path.hasNoEgress() && path.dependsOnMissingEgress()
                        ? refused("outboundType of %s is %s"
                                .formatted(
                                        path.cluster().name(),
                                        path.cluster().network().outboundType()))
                        : network.deniesByDefault()
                                ? byAddress(path)
                                : admitted("%s accepts public traffic from all networks".formatted(registry.name()));
        };
    }

    /** Compares addresses. The address in the registry's error has precedence over the expected ones. */
    private static PublicEndpointAssessment byAddress(PullPath path) {
        var registry = path.registry().name();
        var named = path.clientAddress();
        if (named.isPresent()) {
            return path.allows(named.get())
                    ? admitted("%s allows the client address %s in its error".formatted(registry, named.get()))
                    : refused("%s does not allow the client address %s in its error".formatted(registry, named.get()));
        }
        if (path.nodeSubnet().hasServiceEndpointOfRegistries()) {
            var subnet = path.nodeSubnet().name();
            return path.allowsNodeSubnet()
                    ? admitted("%s allows subnet %s of the nodes".formatted(registry, subnet))
                    : refused("%s does not allow subnet %s of the nodes".formatted(registry, subnet));
        }
        var egress = path.egress();
        var notAllowed = path.notAllowed(egress);
        return notAllowed.isEmpty()
                ? admitted("%s allows the outbound IP addresses %s of the nodes"
                        .formatted(registry, texts(egress.addresses())))
                : refused("%s does not allow the outbound IP addresses %s of the nodes"
                        .formatted(registry, texts(notAllowed)));
    }

    private static String texts(List<EgressAddress> addresses) {
        return String.join(" and ", OutboundPublicAddresses.texts(addresses));
    }

    private static PublicEndpointAssessment admitted(String why) {
        return new PublicEndpointAssessment(true, why);
    }

    private static PublicEndpointAssessment refused(String why) {
        return new PublicEndpointAssessment(false, why);
    }
}
