package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * One side of a peering, as the network that holds it describes it.
 *
 * @param state {@code Connected}, {@code Initiated} or {@code Disconnected}
 * @param allowsAccess {@code allowVirtualNetworkAccess}: whether traffic may flow at all
 * @param allowsForwarded {@code allowForwardedTraffic}: whether traffic that the remote network only forwards is let in
 * @param usesRemoteGateways whether traffic goes through the gateway of the remote network
 * @param allowsGatewayTransit whether the remote network may use this network's gateway
 * @param remoteAddresses the address space of the remote network when the peering was last synchronized, as far as this side says it
 * @param subnets where it is not a peering of the whole networks
 */
public record Peering(
        String name,
        ResourceId remote,
        String state,
        boolean allowsAccess,
        boolean allowsForwarded,
        boolean usesRemoteGateways,
        boolean allowsGatewayTransit,
        List<AddressRange> remoteAddresses,
        Optional<PeeredSubnets> subnets) {
    private static final String CONNECTED = "Connected";

    public Peering {
        remoteAddresses = List.copyOf(remoteAddresses);
    }

    /** A peering of the whole networks. */
    public Peering(
            String name,
            ResourceId remote,
            String state,
            boolean allowsAccess,
            boolean allowsForwarded,
            boolean usesRemoteGateways,
            boolean allowsGatewayTransit,
            List<AddressRange> remoteAddresses) {
        this(
                name,
                remote,
                state,
                allowsAccess,
                allowsForwarded,
                usesRemoteGateways,
                allowsGatewayTransit,
                remoteAddresses,
                Optional.empty());
    }

    /** Whether the remote network held the address when the peering was last synchronized, as far as this side says it. */
    public boolean holds(AddressRange address) {
        return remoteAddresses.stream().anyMatch(block -> block.contains(address));
    }

    public boolean isConnected() {
        return state.equalsIgnoreCase(CONNECTED);
    }
}
