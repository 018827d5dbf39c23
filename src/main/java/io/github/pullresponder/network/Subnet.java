package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * A subnet.
 *
 * @param endpointPolicies {@code privateEndpointNetworkPolicies}: whether rules and routes apply to private endpoints in it
 */
public record Subnet(
        ResourceId id,
        List<AddressRange> addresses,
        Optional<ResourceId> securityGroup,
        Optional<ResourceId> routeTable,
        Optional<ResourceId> natGateway,
        String endpointPolicies) {

    public Subnet {
        addresses = List.copyOf(addresses);
    }

    public String name() {
        return id.name();
    }

    public boolean holds(AddressRange address) {
        return addresses.stream().anyMatch(block -> block.contains(address));
    }

    /** Whether network security groups apply to private endpoints in it. */
    public boolean filtersEndpoints() {
        return endpointPolicies.equalsIgnoreCase("Enabled")
                || endpointPolicies.equalsIgnoreCase("NetworkSecurityGroupEnabled");
    }

    /** Whether user-defined routes may overrule the /32 routes of private endpoints in it. */
    public boolean routesEndpoints() {
        return endpointPolicies.equalsIgnoreCase("Enabled") || endpointPolicies.equalsIgnoreCase("RouteTableEnabled");
    }
}
