package io.github.pullresponder.impact;

import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.network.VirtualNetworkTopology;
import io.github.pullresponder.resource.ResourceId;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The networks that the pulls of a cluster may use: its own, their peers, and the networks behind a peer with its DNS servers or a
 * private endpoint of a registry. If the cluster's own network is not listed, its pulls may use any network.
 */
final class ClusterReachableNetworks {
    private static final String NETWORK = "Microsoft.Network/virtualNetworks";

    private final VirtualNetworkTopology map;
    private final Set<ResourceId> own;
    private final Set<ResourceId> near;
    private final boolean isListed;

    ClusterReachableNetworks(ResourceGraphCluster cluster, VirtualNetworkTopology map) {
        this.map = map;
        this.own = ownOf(cluster, map);
        this.near = new HashSet<>(own);
        own.forEach(network -> near.addAll(map.peersOf(network)));
        this.isListed = !own.isEmpty() && own.stream().allMatch(map::lists);
    }

    /** The cluster's own networks; if no subnet is named, AKS created the network in the node resource group. */
    private static Set<ResourceId> ownOf(ResourceGraphCluster cluster, VirtualNetworkTopology map) {
        return cluster.subnets().isEmpty()
                ? map.networksIn(cluster.id().resourceGroupNamed(cluster.nodeResourceGroup()))
                : cluster.subnets().stream().map(ResourceId::parent).collect(Collectors.toSet());
    }

    /** @param place a network or a subnet */
    boolean mayPass(ResourceId place) {
        var network = place.within(NETWORK).orElse(place);
        return !isListed || near.contains(network) || (isBeyondPeer(network) && maySeek(place, network));
    }

    private boolean isBeyondPeer(ResourceId network) {
        return map.connectedWith(own).contains(network);
    }

    private boolean maySeek(ResourceId place, ResourceId network) {
        return !map.lists(network) || map.holdsEndpoint(place) || map.holdsDnsServerOf(own, network);
    }

    /** A security group, a route table or a NAT gateway is in the subscription of its network. */
    boolean mayUsePartsOf(String subscription) {
        return !isListed
                || near.stream().anyMatch(network -> network.subscription().equalsIgnoreCase(subscription));
    }

    /** Returns true if pulls may use a firewall; a virtual WAN hub, which may have one, is never listed as a network. */
    boolean mayPassFirewall() {
        return !isListed || near.stream().anyMatch(network -> !map.lists(network) || map.holdsFirewall(network));
    }
}
