package io.github.pullresponder.network;

import io.github.pullresponder.network.Egress.Address;
import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.List;

/**
 * Whether a pull over the registry's public address can work: the cluster has egress, and the registry takes what arrives.
 *
 * @param why the reason, as one clause
 */
record PublicAdmission(boolean works, String why) {

    /** @throws EvidenceUnavailableException if that is not known */
    static PublicAdmission of(PullPath path) {
        var registry = path.registry();
        var network = registry.network();
        return switch (network.publicAccess()) {
            case DISABLED -> refused("%s takes no public traffic".formatted(registry.name()));
            case OTHER -> throw registry.hiddenByPerimeter();
            case ENABLED ->
                path.hasNoWayOut() && path.isShutIn()
                        ? refused("outboundType of %s is %s"
                                .formatted(
                                        path.cluster().name(),
                                        path.cluster().network().outboundType()))
                        : network.deniesByDefault()
                                ? byAddress(path)
                                : admitted("%s takes public traffic from every network".formatted(registry.name()));
        };
    }

    /** The address that the registry names goes before those that the model expects. */
    private static PublicAdmission byAddress(PullPath path) {
        var registry = path.registry().name();
        var named = path.clientAddress();
        if (named.isPresent()) {
            return path.allows(named.get())
                    ? admitted("%s allows %s, which it saw".formatted(registry, named.get()))
                    : refused("%s does not allow %s, which it saw".formatted(registry, named.get()));
        }
        if (path.nodeSubnet().hasServiceEndpointOfRegistries()) {
            var subnet = path.nodeSubnet().name();
            return path.allowsNodeSubnet()
                    ? admitted("%s allows subnet %s, from which the nodes arrive".formatted(registry, subnet))
                    : refused("%s does not allow subnet %s, from which the nodes arrive".formatted(registry, subnet));
        }
        var egress = path.egress();
        var notAllowed = path.notAllowed(egress);
        return notAllowed.isEmpty()
                ? admitted("%s allows %s, with which the nodes arrive".formatted(registry, texts(egress.addresses())))
                : refused("%s does not allow %s, with which the nodes arrive".formatted(registry, texts(notAllowed)));
    }

    private static String texts(List<Address> addresses) {
        return String.join(" and ", Egress.texts(addresses));
    }

    private static PublicAdmission admitted(String why) {
        return new PublicAdmission(true, why);
    }

    private static PublicAdmission refused(String why) {
        return new PublicAdmission(false, why);
    }
}
