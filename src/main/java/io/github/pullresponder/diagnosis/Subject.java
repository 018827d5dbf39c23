package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a diagnosis is about, as far as it could be read.
 *
 * @param cluster absent where several are looked through
 */
public record Subject(
        Optional<ResourceId> cluster,
        Optional<String> registry,
        String image,
        List<PodName> pods,
        Optional<String> node,
        Optional<String> nodePool,
        Optional<PullingIdentity> pullingIdentity,
        Optional<Instant> since,
        Optional<Integer> attempts) {
    public Subject {
        pods = List.copyOf(pods);
    }
}
