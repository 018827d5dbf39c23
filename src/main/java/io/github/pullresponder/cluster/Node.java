package io.github.pullresponder.cluster;

import io.github.pullresponder.cluster.NodeMachine.UnknownMachine;
import io.github.pullresponder.cluster.NodeMachine.VirtualNodeMachine;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.read.FactSource;
import java.util.Optional;
import java.util.Set;

/**
 * A node of a cluster and the pool it belongs to.
 *
 * @param platform the platform of the images that it runs
 * @param address its address in the cluster's network
 * @param publicAddress its own public address ({@code ExternalIP}), if it has one
 * @param troubles the conditions that show a fault, such as {@code DiskPressure}
 * @param machine its machine
 * @param kubeletVersion without a leading letter
 * @param nodeImage such as {@code AKSUbuntu-2204gen2containerd-202610.15.0}, if a label contains it
 * @param containerRuntime the runtime with its version, such as {@code containerd://1.7.28-1}
 */
public record Node(
        String name,
        Optional<String> nodePool,
        Optional<Platform> platform,
        Optional<String> address,
        Optional<String> publicAddress,
        Set<String> troubles,
        NodeMachine machine,
        Optional<String> kubeletVersion,
        Optional<String> nodeImage,
        Optional<String> containerRuntime) {
    public Node {
        troubles = Set.copyOf(troubles);
    }

    /** A node with unknown machine and versions. */
    public Node(
            String name,
            Optional<String> nodePool,
            Optional<Platform> platform,
            Optional<String> address,
            Set<String> troubles) {
        this(
                name,
                nodePool,
                platform,
                address,
                Optional.empty(),
                troubles,
                new UnknownMachine(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A node without a public address. */
    public Node(
            String name,
            Optional<String> nodePool,
            Optional<Platform> platform,
            Optional<String> address,
            Set<String> troubles,
            NodeMachine machine,
            Optional<String> kubeletVersion,
            Optional<String> nodeImage,
            Optional<String> containerRuntime) {
        this(
                name,
                nodePool,
                platform,
                address,
                Optional.empty(),
                troubles,
                machine,
                kubeletVersion,
                nodeImage,
                containerRuntime);
    }

    public boolean isVirtual() {
        return machine instanceof VirtualNodeMachine;
    }

    public FactSource source() {
        return FactSource.node(name);
    }
}
