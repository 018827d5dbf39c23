package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/**
 * The public source addresses of the nodes' traffic at a public registry.
 *
 * @param by the resource that translates to the addresses, such as "the load balancer of aks-shop"
 */
public record OutboundPublicAddresses(String by, List<EgressAddress> addresses) {
    /** One address, or a prefix of several. */
    public record EgressAddress(ResourceId id, AddressRange range) {}

    public OutboundPublicAddresses {
        addresses = List.copyOf(addresses);
    }

    /** The distinct addresses as text. */
    public static List<String> texts(List<EgressAddress> addresses) {
        return addresses.stream()
                .map(address -> address.range().toString())
                .distinct()
                .toList();
    }
}
