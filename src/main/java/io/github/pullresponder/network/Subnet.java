package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A subnet.
 *
 * @param serviceEndpoints the services that its traffic reaches with the subnet's identity, such as {@code Microsoft.Storage}
 * @param serviceEndpointPolicies the policies that limit the Azure Storage accounts that its traffic may reach
 * @param endpointPolicies {@code privateEndpointNetworkPolicies}: the policies that apply to private endpoints in the subnet
 */
public record Subnet(
        ResourceId id,
        List<AddressRange> addresses,
        Optional<ResourceId> securityGroup,
        Optional<ResourceId> routeTable,
        Optional<ResourceId> natGateway,
        Set<String> serviceEndpoints,
        List<ResourceId> serviceEndpointPolicies,
        String endpointPolicies) {
    /**
     * The service endpoints by service tag. Endpoints for Azure Storage include the region and its pair, or all regions ("Virtual network
     * service endpoints").
     */
    private static final Map<String, Set<String>> SERVICES = Map.of(
            TrafficDestination.REGISTRY_TAG,
            Set.of("microsoft.containerregistry"),
            TrafficDestination.STORAGE_TAG,
            Set.of("microsoft.storage", "microsoft.storage.global"),
            TrafficDestination.SIGN_IN_TAG,
            Set.of("microsoft.azureactivedirectory"));

    private static final Set<String> OF_GATEWAYS = Set.of("gatewaysubnet", "routeserversubnet");

    public Subnet {
        addresses = List.copyOf(addresses);
        serviceEndpoints = Set.copyOf(serviceEndpoints);
        serviceEndpointPolicies = List.copyOf(serviceEndpointPolicies);
    }

    /** A subnet without service endpoints. */
    public Subnet(
            ResourceId id,
            List<AddressRange> addresses,
            Optional<ResourceId> securityGroup,
            Optional<ResourceId> routeTable,
            Optional<ResourceId> natGateway,
            String endpointPolicies) {
        this(id, addresses, securityGroup, routeTable, natGateway, Set.of(), List.of(), endpointPolicies);
    }

    /** Returns true for the subnet of a gateway or a route server, which must have these names. */
    boolean isOfGateway() {
        return OF_GATEWAYS.contains(name().toLowerCase(Locale.ROOT));
    }

    /** Returns true if its traffic reaches registries with the subnet's identity instead of a public address. */
    public boolean hasServiceEndpointOfRegistries() {
        return hasServiceEndpointOf(TrafficDestination.REGISTRY_TAG);
    }

    /** Returns true if its service endpoint policies apply to its traffic to Azure Storage. */
    public boolean hasServiceEndpointOfStorage() {
        return hasServiceEndpointOf(TrafficDestination.STORAGE_TAG);
    }

    /** @param tag the service tag of a host of the registry, or of Entra ID; other hosts have no service endpoints */
    boolean hasServiceEndpointOf(String tag) {
        var services = SERVICES.getOrDefault(tag, Set.of());
        return serviceEndpoints.stream().anyMatch(service -> services.contains(service.toLowerCase(Locale.ROOT)));
    }

    public String name() {
        return id.name();
    }

    public boolean holds(AddressRange address) {
        return addresses.stream().anyMatch(block -> block.contains(address));
    }

    /** Returns true if network security groups apply to private endpoints in it. */
    public boolean filtersEndpoints() {
        return endpointPolicies.equalsIgnoreCase("Enabled")
                || endpointPolicies.equalsIgnoreCase("NetworkSecurityGroupEnabled");
    }

    /** Returns true if user-defined routes can override the /32 routes of private endpoints in it. */
    public boolean routesEndpoints() {
        return endpointPolicies.equalsIgnoreCase("Enabled") || endpointPolicies.equalsIgnoreCase("RouteTableEnabled");
    }
}
