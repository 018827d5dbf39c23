package io.github.pullresponder.evidence;

import java.util.Optional;

/** A node of a cluster and the pool it belongs to. */
public record Node(String name, Optional<String> nodePool) {}
