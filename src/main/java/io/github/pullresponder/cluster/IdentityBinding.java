package io.github.pullresponder.cluster;

import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;

/**
 * An identity binding of a cluster, which allows service accounts of the cluster to use a managed identity
 * ({@code managedClusters/identityBindings}, AKS REST API, 2026-01-02-preview).
 *
 * @param identity the managed identity
 * @param provisioningState such as {@code Succeeded}
 */
public record IdentityBinding(
        ResourceId id, ResourceId identity, String clientId, String objectId, String provisioningState) {
    private static final String SUCCEEDED = "Succeeded";

    public boolean isReady() {
        return provisioningState.equalsIgnoreCase(SUCCEEDED);
    }

    public FactSource source() {
        return FactSource.arm(id);
    }
}
