package io.github.pullresponder.cluster;

import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;
import java.util.Set;

/** The compute resource of a node, with its identities. */
public sealed interface NodeComputeResource permits ScaleSet, VirtualMachine {
    ResourceId id();

    /** The node pool of the cluster; absent for machines of node auto-provisioning. */
    Optional<String> nodePool();

    Set<ResourceId> userAssignedIdentities();

    /** The kind of compute resource, in lower case. */
    String kind();

    /** Its kind, its name, and its pool if it has one. */
    default String described() {
        return kind() + " " + id().name() + nodePool().map(" of pool "::concat).orElse("");
    }

    default FactSource source() {
        return FactSource.arm(id());
    }
}
