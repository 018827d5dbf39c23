package io.github.pullresponder.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Since when and how often a pull has failed, as far as the cluster's events say it.
 *
 * @param notPulled where nothing failed: the containers and image volumes whose image is not known to be on the node, in words
 */
public record PullHistory(Optional<Instant> since, Optional<Integer> attempts, List<String> notPulled) {
    public PullHistory {
        notPulled = List.copyOf(notPulled);
    }

    /** The history of a pull that has failed. */
    public PullHistory(Optional<Instant> since, Optional<Integer> attempts) {
        this(since, attempts, List.of());
    }
}
