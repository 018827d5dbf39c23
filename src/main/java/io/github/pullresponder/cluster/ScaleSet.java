package io.github.pullresponder.cluster;

import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;
import java.util.Set;

/** A virtual machine scale set of a cluster's node resource group: the nodes of one pool. */
public record ScaleSet(ResourceId id, Optional<String> nodePool, Set<ResourceId> userAssignedIdentities) {
    public ScaleSet {
        userAssignedIdentities = Set.copyOf(userAssignedIdentities);
    }

    public Source source() {
        return Source.arm(id);
    }
}
