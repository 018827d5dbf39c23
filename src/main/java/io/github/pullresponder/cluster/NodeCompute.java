package io.github.pullresponder.cluster;

import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;
import java.util.Set;

/** The compute resource that a node runs on, and the identities that it holds. */
public sealed interface NodeCompute permits ScaleSet, VirtualMachine {
    ResourceId id();

    /** The node pool of the cluster that it belongs to; absent for machines of node auto-provisioning. */
    Optional<String> nodePool();

    Set<ResourceId> userAssignedIdentities();

    /** What it is, in lower case. */
    String kind();

    /** Its kind and name, with its pool where it has one. */
    default String described() {
        return kind() + " " + id().name() + nodePool().map(" of pool "::concat).orElse("");
    }

    default Source source() {
        return Source.arm(id());
    }
}
