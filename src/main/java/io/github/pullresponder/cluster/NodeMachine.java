package io.github.pullresponder.cluster;

import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** The machine of a node, from {@code spec.providerID}. */
public sealed interface NodeMachine {

    /** An instance of a scale set. */
    record ScaleSetInstance(ResourceId scaleSet) implements NodeMachine {}

    /** A separate virtual machine: of node auto-provisioning, or of a node pool of type {@code VirtualMachineReader}. */
    record SingleMachine(ResourceId id) implements NodeMachine {}

    /** A virtual node, whose pods run in Azure Container Instances. */
    record VirtualNodeMachine() implements NodeMachine {}

    /** The node has no provider id yet, or was not read. */
    record UnknownMachine() implements NodeMachine {}

    /** The provider id is not that of a machine in Azure, so the node is in no pool of the cluster. */
    record NonAzureMachine() implements NodeMachine {}

    /**
     * Returns the machine of a provider id, which is {@code azure://} and the id of the machine or of the scale set's instance
     * (Kubernetes documentation, "Node", {@code spec.providerID}; cloud-provider-azure).
     */
    static NodeMachine of(Optional<String> providerId) {
        return providerId
                .filter(id -> !id.isEmpty())
                .map(id -> NodeProviderIdTypes.machineOf(id).orElseGet(NonAzureMachine::new))
                .orElseGet(UnknownMachine::new);
    }
}
