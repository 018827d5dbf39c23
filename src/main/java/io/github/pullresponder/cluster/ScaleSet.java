package io.github.pullresponder.cluster;

import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual machine scale set in a cluster's node resource group: the nodes of one pool.
 *
 * @param networkInterface the interface of its instances; absent if the scale set does not describe it
 */
public record ScaleSet(
        ResourceId id,
        Optional<String> nodePool,
        Set<ResourceId> userAssignedIdentities,
        Optional<NetworkInterface> networkInterface)
        implements NodeComputeResource {
    public ScaleSet {
        userAssignedIdentities = Set.copyOf(userAssignedIdentities);
    }

    @Override
    public String kind() {
        return "scale set";
    }
}
