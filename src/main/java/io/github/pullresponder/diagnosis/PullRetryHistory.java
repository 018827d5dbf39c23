package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pull.FailingContainer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The start and the number of failed attempts of a pull, as far as the cluster's events show them.
 *
 * @param notPulled if no pull failed: the containers and image volumes whose image is not known to be on the node, in words
 * @param others other containers of the pod with failing pulls, which this report does not examine
 */
public record PullRetryHistory(
        Optional<Instant> since, Optional<Integer> attempts, List<String> notPulled, List<FailingContainer> others) {
    public PullRetryHistory {
        notPulled = List.copyOf(notPulled);
        others = List.copyOf(others);
    }

    /** The history of a pull that has failed. */
    public PullRetryHistory(Optional<Instant> since, Optional<Integer> attempts) {
        this(since, attempts, List.of(), List.of());
    }
}
