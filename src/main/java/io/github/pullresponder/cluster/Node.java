package io.github.pullresponder.cluster;

import io.github.pullresponder.image.Platform;
import io.github.pullresponder.read.Source;
import java.util.Optional;
import java.util.Set;

/**
 * A node of a cluster and the pool it belongs to.
 *
 * @param platform what images it runs
 * @param address its address in the cluster's network
 * @param publicAddress its own public address ({@code ExternalIP}), if it has one
 * @param troubles its conditions that should not be there, such as {@code DiskPressure}
 * @param machine the machine that it runs on
 * @param kubeletVersion without the letter in front of it
 * @param nodeImage such as {@code AKSUbuntu-2204gen2containerd-202610.15.0}, where a label says so
 * @param containerRuntime and its version, such as {@code containerd://1.7.28-1}
 */
public record Node(
        String name,
        Optional<String> nodePool,
        Optional<Platform> platform,
        Optional<String> address,
        Optional<String> publicAddress,
        Set<String> troubles,
        Machine machine,
        Optional<String> kubeletVersion,
        Optional<String> nodeImage,
        Optional<String> containerRuntime) {
    public Node {
        troubles = Set.copyOf(troubles);
    }

    /** A node that names no machine and no versions. */
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
                new Machine.NotNamed(),
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
            Machine machine,
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
        return machine instanceof Machine.Virtual;
    }

    public Source source() {
        return Source.node(name);
    }
}
