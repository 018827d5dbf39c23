package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The traffic in the tests: from a node in {@code 10.1.0.0/22} to port 443 of a registry in West Europe. */
final class RegistryTraffic {
    static final AddressRange NODE = AddressRange.of("10.1.0.4");
    static final AddressRange NODE_SUBNET = AddressRange.of("10.1.0.0/22");

    /** To its private endpoint. */
    static final TrafficDestination PRIVATE = to("contososhop.azurecr.io", Optional.of("10.0.1.5"), true, "westeurope");

    /** To its public address, from its only region. */
    static final TrafficDestination PUBLIC = to("contososhop.azurecr.io", Optional.empty(), true, "westeurope");

    /** To the public address of a registry in another region. */
    static final TrafficDestination FRANKFURT =
            to("contosofra.azurecr.io", Optional.empty(), true, "germanywestcentral");

    /** To its public address, from one of two regions. */
    static final TrafficDestination TWO_REGIONS =
            to("contososhop.azurecr.io", Optional.empty(), true, "westeurope", "northeurope");

    /** To its public address, with replicas that are not known. */
    static final TrafficDestination REPLICATED = to("contososhop.azurecr.io", Optional.empty(), false, "westeurope");

    /** To the host of its layers if there are no data endpoints: only a part of its name is known. */
    static final TrafficDestination STORAGE = new TrafficDestination(
            "*.blob.core.windows.net", Optional.empty(), TrafficDestination.STORAGE_TAG, Set.of("westeurope"), true);

    private static final String GROUP =
            "/subscriptions/8d7c1a52-0c55-4b58-9f0e-6a1d2b3c4e5f/resourceGroups/rg-network/providers/Microsoft.Network/";

    private RegistryTraffic() {}

    static ResourceId id(String text) {
        return ResourceId.parse(GROUP + text);
    }

    static ResourceId network(String name) {
        return id("virtualNetworks/" + name);
    }

    static Traffic fromNode(TrafficDestination destination) {
        return new Traffic(NODE, destination);
    }

    static Peering peering(ResourceId remote) {
        return peering(remote, "Connected", true, true);
    }

    static Peering peering(ResourceId remote, String state, boolean access, boolean forwarded) {
        return new Peering("to-" + remote.name(), remote, state, access, forwarded, false, false, List.of());
    }

    private static TrafficDestination to(
            String host, Optional<String> address, boolean regionsKnown, String... regions) {
        return new TrafficDestination(
                host, address.map(AddressRange::of), TrafficDestination.REGISTRY_TAG, Set.of(regions), regionsKnown);
    }
}
