package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Set;

/**
 * A virtual network as Resource Graph lists it.
 *
 * @param peers the remote networks of its own side of peerings, in any state
 */
public record ResourceGraphVirtualNetwork(
        ResourceId id, List<AddressRange> addresses, List<String> dnsServers, Set<ResourceId> peers) {
    public ResourceGraphVirtualNetwork {
        addresses = List.copyOf(addresses);
        dnsServers = List.copyOf(dnsServers);
        peers = Set.copyOf(peers);
    }

    boolean holds(AddressRange address) {
        return addresses.stream().anyMatch(block -> block.contains(address));
    }
}
