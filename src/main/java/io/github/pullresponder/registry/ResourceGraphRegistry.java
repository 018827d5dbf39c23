package io.github.pullresponder.registry;

import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** A registry in Resource Graph, with the properties that relate it to a login server. */
public record ResourceGraphRegistry(ResourceId id, String loginServer, Optional<String> tenantId) {
    /** The same registry, addressed by the endpoint of one of its replicas. */
    public ResourceGraphRegistry at(String regionalEndpoint) {
        if (!AzureRegistryHosts.loginServerOf(regionalEndpoint).equalsIgnoreCase(loginServer)) {
            throw new IllegalArgumentException(regionalEndpoint + " is no endpoint of " + loginServer);
        }
        return new ResourceGraphRegistry(id, regionalEndpoint, tenantId);
    }
}
