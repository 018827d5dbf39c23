package io.github.pullresponder.cluster;

import io.github.pullresponder.cluster.NodeMachine.ScaleSetInstance;
import io.github.pullresponder.cluster.NodeMachine.SingleMachine;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** The resource types in provider ids. */
final class NodeProviderIdTypes {
    private static final String SCHEME = "azure://";

    private static final String SCALE_SET_INSTANCE = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines";
    private static final String MACHINE = "Microsoft.Compute/virtualMachines";

    private NodeProviderIdTypes() {}

    static Optional<NodeMachine> machineOf(String providerId) {
        if (!providerId.startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            return machineAt(ResourceId.parse(providerId.substring(SCHEME.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<NodeMachine> machineAt(ResourceId id) {
        if (id.isOfType(SCALE_SET_INSTANCE)) {
            return Optional.of(new ScaleSetInstance(id.parent()));
        }
        return id.isOfType(MACHINE) ? Optional.of(new SingleMachine(id)) : Optional.empty();
    }
}
