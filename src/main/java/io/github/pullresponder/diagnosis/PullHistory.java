package io.github.pullresponder.diagnosis;

import java.time.Instant;
import java.util.Optional;

/** Since when and how often a pull has failed, as far as the cluster's events say it. */
public record PullHistory(Optional<Instant> since, Optional<Integer> attempts) {}
