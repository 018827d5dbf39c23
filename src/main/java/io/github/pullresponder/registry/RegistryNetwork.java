package io.github.pullresponder.registry;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The network access of a registry.
 *
 * @param deniesByDefault true if public traffic is allowed only from {@code allowedAddresses}
 * @param allowedAddresses IPv4 addresses and CIDR ranges of the registry's network rules
 * @param dataHosts the dedicated data endpoints, one per region; empty if content comes from Azure Storage
 */
public record RegistryNetwork(
        PublicAccess publicAccess,
        boolean deniesByDefault,
        List<String> allowedAddresses,
        List<EndpointConnection> endpoints,
        List<String> dataHosts) {

    /** {@code publicNetworkAccess}. */
    public enum PublicAccess {
        ENABLED,
        DISABLED,
        /** An unknown value, such as that of a network security perimeter. */
        OTHER;

        /** The value in ARM. */
        public String label() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A private endpoint's connection to the registry.
     *
     * @param endpoint absent if ARM does not return it
     * @param status {@code Approved}, {@code Pending}, {@code Rejected} or {@code Disconnected}
     */
    public record EndpointConnection(String name, Optional<ResourceId> endpoint, String status) {
        private static final String APPROVED = "Approved";

        public boolean isApproved() {
            return status.equalsIgnoreCase(APPROVED);
        }
    }

    /** A registry that is open to the public, without private endpoints. */
    public static final RegistryNetwork OPEN =
            new RegistryNetwork(PublicAccess.ENABLED, false, List.of(), List.of(), List.of());

    public RegistryNetwork {
        allowedAddresses = List.copyOf(allowedAddresses);
        endpoints = List.copyOf(endpoints);
        dataHosts = List.copyOf(dataHosts);
    }
}
