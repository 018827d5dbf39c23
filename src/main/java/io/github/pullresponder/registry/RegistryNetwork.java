package io.github.pullresponder.registry;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who can reach a registry, from where.
 *
 * @param deniesByDefault whether public traffic is let in only from {@code allowedAddresses}
 * @param allowedAddresses IPv4 addresses and CIDR ranges of the registry's network rules
 * @param dataHosts the dedicated data endpoints, one per region; empty where content comes from Azure Storage
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
        /** A value that this does not know, such as a network security perimeter. */
        OTHER;

        /** As ARM writes it. */
        public String label() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A private endpoint's connection to the registry.
     *
     * @param endpoint absent where ARM does not name it
     * @param status {@code Approved}, {@code Pending}, {@code Rejected} or {@code Disconnected}
     */
    public record EndpointConnection(String name, Optional<ResourceId> endpoint, String status) {
        private static final String APPROVED = "Approved";

        public boolean isApproved() {
            return status.equalsIgnoreCase(APPROVED);
        }
    }

    /** Open to the public, without private endpoints. */
    public static final RegistryNetwork OPEN =
            new RegistryNetwork(PublicAccess.ENABLED, false, List.of(), List.of(), List.of());

    public RegistryNetwork {
        allowedAddresses = List.copyOf(allowedAddresses);
        endpoints = List.copyOf(endpoints);
        dataHosts = List.copyOf(dataHosts);
    }
}
