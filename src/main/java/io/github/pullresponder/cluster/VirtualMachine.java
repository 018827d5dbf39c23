package io.github.pullresponder.cluster;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual machine outside of scale sets, which is one node.
 *
 * @param networkInterfaces the primary one first
 */
public record VirtualMachine(
        ResourceId id,
        Optional<String> nodePool,
        Set<ResourceId> userAssignedIdentities,
        List<ResourceId> networkInterfaces)
        implements NodeComputeResource {
    public VirtualMachine {
        userAssignedIdentities = Set.copyOf(userAssignedIdentities);
        networkInterfaces = List.copyOf(networkInterfaces);
    }

    @Override
    public String kind() {
        return "virtual machine";
    }
}
