package io.github.pullresponder.network;

import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A virtual network.
 *
 * @param dnsServers {@code dhcpOptions.dnsServers}; empty for Azure DNS
 * @param region absent if it is not known
 */
public record VirtualNetwork(
        ResourceId id,
        List<AddressRange> addresses,
        List<String> dnsServers,
        List<Subnet> subnets,
        List<Peering> peerings,
        Optional<String> region) {
    /** The address of Azure DNS in each virtual network. */
    private static final String AZURE_DNS = "168.63.129.16";

    public VirtualNetwork {
        addresses = List.copyOf(addresses);
        dnsServers = List.copyOf(dnsServers);
        subnets = List.copyOf(subnets);
        peerings = List.copyOf(peerings);
    }

    public VirtualNetwork(
            ResourceId id,
            List<AddressRange> addresses,
            List<String> dnsServers,
            List<Subnet> subnets,
            List<Peering> peerings) {
        this(id, addresses, dnsServers, subnets, peerings, Optional.empty());
    }

    public String name() {
        return id.name();
    }

    public FactSource source() {
        return FactSource.arm(id);
    }

    public Optional<Subnet> subnet(ResourceId subnet) {
        return subnets.stream()
                .filter(candidate -> candidate.id().equals(subnet))
                .findFirst();
    }

    public Optional<Subnet> subnetWith(AddressRange address) {
        return subnets.stream().filter(subnet -> subnet.holds(address)).findFirst();
    }

    public Optional<Peering> peeringWith(ResourceId network) {
        return peerings.stream()
                .filter(peering -> peering.remote().equals(network))
                .findFirst();
    }

    /** The network that contains an address: this one, or a peer according to its peering. */
    public Optional<ResourceId> networkWith(AddressRange address) {
        return holds(address)
                ? Optional.of(id)
                : peerings.stream()
                        .filter(peering -> peering.holds(address))
                        .map(Peering::remote)
                        .findFirst();
    }

    /** The length of the prefix in the address space that contains an address. */
    Optional<Integer> prefixOf(AddressRange address) {
        return addresses.stream()
                .filter(block -> block.contains(address))
                .map(AddressRange::prefixLength)
                .max(Comparator.naturalOrder());
    }

    public boolean holds(AddressRange address) {
        return addresses.stream().anyMatch(block -> block.contains(address));
    }

    /**
     * Returns true if its subnets may have learned routes from a gateway or a route server of this network or of a peer, such as the hub
     * of a virtual WAN. Source: "Virtual network traffic routing", BGP.
     */
    public boolean mayLearnRoutes() {
        return subnets.stream().anyMatch(Subnet::isOfGateway)
                || peerings.stream().anyMatch(peering -> peering.isConnected() && peering.usesRemoteGateways());
    }

    /** The peered network whose gateway it uses. */
    public Optional<ResourceId> networkOfUsedGateway() {
        return peerings.stream()
                .filter(Peering::usesRemoteGateways)
                .map(Peering::remote)
                .findFirst();
    }

    /** The custom DNS servers; empty if Azure DNS is the only server. */
    public List<String> ownDnsServers() {
        return dnsServers.stream().allMatch(VirtualNetwork::isAzureDns) ? List.of() : dnsServers;
    }

    static boolean isAzureDns(String server) {
        return server.equals(AZURE_DNS);
    }
}
