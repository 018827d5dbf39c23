package io.github.pullresponder.network;

import java.util.List;

/**
 * The subnets between which a peering carries traffic, where it is not one of whole networks. Source: "How to configure subnet
 * peering".
 *
 * @param local names of subnets in the network that holds this side of the peering
 * @param remote names of subnets in the other network
 * @param onlyIpv6 {@code enableOnlyIPv6Peering}: whether IPv4 is left out
 */
public record PeeredSubnets(List<String> local, List<String> remote, boolean onlyIpv6) {
    public PeeredSubnets {
        local = List.copyOf(local);
        remote = List.copyOf(remote);
    }

    static boolean leavesOut(List<String> peered, Subnet subnet) {
        return peered.stream().noneMatch(subnet.name()::equalsIgnoreCase);
    }
}
