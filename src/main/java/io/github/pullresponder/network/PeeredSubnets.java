package io.github.pullresponder.network;

import java.util.List;

/**
 * The subnets between which a subnet peering carries traffic. Source: "How to configure subnet
 * peering".
 *
 * @param local names of subnets in the network with this side of the peering
 * @param remote names of subnets in the other network
 * @param onlyIpv6 {@code enableOnlyIPv6Peering}: true if IPv4 is excluded
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
