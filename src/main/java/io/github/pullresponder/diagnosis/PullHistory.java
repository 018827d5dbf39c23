package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pull.FailingContainer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Since when and how often a pull has failed, as far as the cluster's events say it.
 *
 * @param notPulled where nothing failed: the containers and image volumes whose image is not known to be on the node, in words
 * @param others the other containers of the pod whose images cannot be pulled, which this report does not examine
 */
public record PullHistory(
        Optional<Instant> since, Optional<Integer> attempts, List<String> notPulled, List<FailingContainer> others) {
    public PullHistory {
        notPulled = List.copyOf(notPulled);
        others = List.copyOf(others);
    }

    /** The history of a pull that has failed. */
    public PullHistory(Optional<Instant> since, Optional<Integer> attempts) {
        this(since, attempts, List.of(), List.of());
    }
}
