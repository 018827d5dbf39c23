package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All virtual networks that Resource Graph lists, with their peerings, firewalls and private endpoints of registries.
 *
 * <p>The list can be minutes old, and a network that is not listed may exist. It is used to find the clusters that a change may affect,
 * not as evidence.
 */
public final class VirtualNetworkTopology {
    private final Map<ResourceId, ResourceGraphVirtualNetwork> networks;
    private final Map<ResourceId, Set<ResourceId>> peers = new HashMap<>();
    private final Set<ResourceId> firewallSubnets;
    private final Set<ResourceId> endpointSubnets;

    /**
     * Creates the map of the listed networks.
     *
     * @param firewallSubnets the subnets of Azure Firewalls
     * @param endpointSubnets the subnets of private endpoints of registries
     */
    public VirtualNetworkTopology(
            Collection<ResourceGraphVirtualNetwork> networks,
            Set<ResourceId> firewallSubnets,
            Set<ResourceId> endpointSubnets) {
        this.networks = networks.stream()
                .collect(Collectors.toMap(ResourceGraphVirtualNetwork::id, Function.identity(), (one, other) -> one));
        this.firewallSubnets = Set.copyOf(firewallSubnets);
        this.endpointSubnets = Set.copyOf(endpointSubnets);
        networks.forEach(network -> network.peers().forEach(peer -> {
            peersAt(network.id()).add(peer);
            peersAt(peer).add(network.id());
        }));
    }

    private Set<ResourceId> peersAt(ResourceId network) {
        return peers.computeIfAbsent(network, key -> new HashSet<>());
    }

    public boolean lists(ResourceId network) {
        return networks.containsKey(network);
    }

    public Set<ResourceId> networksIn(ResourceId resourceGroup) {
        return networks.keySet().stream()
                .filter(network -> network.isWithin(resourceGroup))
                .collect(Collectors.toSet());
    }

    /** The peers of a network, from the peerings of both sides: if one side was deleted, the other still exists. */
    public Set<ResourceId> peersOf(ResourceId network) {
        return Set.copyOf(peers.getOrDefault(network, Set.of()));
    }

    /** The given networks and all networks that peerings connect with them, directly or through others. */
    public Set<ResourceId> connectedWith(Set<ResourceId> start) {
        var found = new HashSet<>(start);
        var next = new ArrayDeque<>(start);
        while (!next.isEmpty()) {
            peersOf(next.remove()).stream().filter(found::add).forEach(next::add);
        }
        return found;
    }

    public boolean holdsFirewall(ResourceId network) {
        return firewallSubnets.stream().anyMatch(subnet -> subnet.isWithin(network));
    }

    /** Returns true if a private endpoint of a registry is in the network or subnet. */
    public boolean holdsEndpoint(ResourceId place) {
        return endpointSubnets.stream().anyMatch(subnet -> subnet.isWithin(place));
    }

    /** Returns true if the network contains the address of a DNS server of one of the others. */
    public boolean holdsDnsServerOf(Set<ResourceId> others, ResourceId network) {
        return Optional.ofNullable(networks.get(network)).stream()
                .anyMatch(listed -> others.stream()
                        .flatMap(other -> dnsServersOf(other).stream())
                        .anyMatch(listed::holds));
    }

    private List<AddressRange> dnsServersOf(ResourceId network) {
        return Optional.ofNullable(networks.get(network))
                .map(ResourceGraphVirtualNetwork::dnsServers)
                .orElse(List.of())
                .stream()
                .flatMap(server -> AddressRange.find(server).stream())
                .toList();
    }
}
