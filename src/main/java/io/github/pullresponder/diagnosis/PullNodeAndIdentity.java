package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pull.PullingIdentity;
import java.util.Optional;

/** The node and the node pool that pull an image, and the pulling identity, as far as they are known. */
public record PullNodeAndIdentity(
        Optional<String> node, Optional<String> nodePool, Optional<PullingIdentity> pullingIdentity) {
    public static final PullNodeAndIdentity UNKNOWN =
            new PullNodeAndIdentity(Optional.empty(), Optional.empty(), Optional.empty());
}
