package io.github.pullresponder.cluster;

import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** The machine that a node runs on, as {@code spec.providerID} of the node names it. */
public sealed interface Machine {

    /** An instance of a scale set. */
    record ScaleSetInstance(ResourceId scaleSet) implements Machine {}

    /** A virtual machine of its own: of node auto-provisioning, or of a node pool of type {@code VirtualMachines}. */
    record SingleMachine(ResourceId id) implements Machine {}

    /** None: Azure Container Instances runs the pods of a virtual node. */
    record Virtual() implements Machine {}

    /** The node has no provider id yet, or was not read. */
    record NotNamed() implements Machine {}

    /** The provider id names something else than a machine of Azure: the cluster's pools say nothing about such a node. */
    record Elsewhere() implements Machine {}

    /**
     * Returns the machine of a provider id, which is {@code azure://} and the id of the machine or of the scale set's instance
     * (Kubernetes documentation, "Node", {@code spec.providerID}; cloud-provider-azure).
     */
    static Machine of(Optional<String> providerId) {
        return providerId
                .filter(id -> !id.isEmpty())
                .map(id -> MachineTypes.machineOf(id).orElseGet(Elsewhere::new))
                .orElseGet(NotNamed::new);
    }
}
