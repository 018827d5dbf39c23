package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/**
 * One side of a peering, as the network that holds it describes it.
 *
 * @param state {@code Connected}, {@code Initiated} or {@code Disconnected}
 * @param allowsAccess {@code allowVirtualNetworkAccess}: whether traffic may flow at all
 * @param allowsForwarded {@code allowForwardedTraffic}: whether traffic that the remote network only forwards is let in
 * @param usesRemoteGateways whether traffic goes through the gateway of the remote network
 * @param allowsGatewayTransit whether the remote network may use this network's gateway
 * @param remoteAddresses the address space of the remote network, as far as this side says it
 */
public record Peering(
        String name,
        ResourceId remote,
        String state,
        boolean allowsAccess,
        boolean allowsForwarded,
        boolean usesRemoteGateways,
        boolean allowsGatewayTransit,
        List<AddressRange> remoteAddresses) {
    private static final String CONNECTED = "Connected";

    public Peering {
        remoteAddresses = List.copyOf(remoteAddresses);
    }

    public boolean isConnected() {
        return state.equalsIgnoreCase(CONNECTED);
    }
}
