package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * One side of a peering, as its network describes it.
 *
 * @param state {@code Connected}, {@code Initiated} or {@code Disconnected}
 * @param allowsAccess {@code allowVirtualNetworkAccess}: false if the peering carries no traffic
 * @param allowsForwarded {@code allowForwardedTraffic}: true if traffic that the remote network only forwards is accepted
 * @param usesRemoteGateways true if traffic uses the gateway of the remote network
 * @param allowsGatewayTransit true if the remote network may use this network's gateway
 * @param remoteAddresses the address space of the remote network at the last synchronization; empty if this side does not state it
 * @param subnets the subnets of a subnet peering; absent for a peering of whole networks
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

    /** Creates a peering of whole networks. */
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

    /** Returns true if this side states that the remote network contained the address at the last synchronization. */
    public boolean holds(AddressRange address) {
        return remoteAddresses.stream().anyMatch(block -> block.contains(address));
    }

    public boolean isConnected() {
        return state.equalsIgnoreCase(CONNECTED);
    }
}
