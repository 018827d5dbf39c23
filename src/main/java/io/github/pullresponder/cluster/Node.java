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
 * @param troubles its conditions that should not be there, such as {@code DiskPressure}
 */
public record Node(
        String name,
        Optional<String> nodePool,
        Optional<Platform> platform,
        Optional<String> address,
        Set<String> troubles) {
    public Node {
        troubles = Set.copyOf(troubles);
    }

    public Source source() {
        return Source.node(name);
    }
}
