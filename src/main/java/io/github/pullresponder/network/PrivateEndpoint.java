package io.github.pullresponder.network;

import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A private endpoint: addresses of a registry in a subnet.
 *
 * @param addresses by host in lower case: the login server and one data endpoint per replica
 */
public record PrivateEndpoint(ResourceId id, ResourceId subnet, Map<String, List<AddressRange>> addresses) {
    public PrivateEndpoint {
        addresses = Map.copyOf(addresses);
    }

    public String name() {
        return id.name();
    }

    public FactSource source() {
        return FactSource.arm(id);
    }

    public List<AddressRange> addressesOf(String host) {
        return addresses.getOrDefault(host.toLowerCase(Locale.ROOT), List.of());
    }

    /** The network of the endpoint. */
    public ResourceId network() {
        return subnet.parent();
    }
}
