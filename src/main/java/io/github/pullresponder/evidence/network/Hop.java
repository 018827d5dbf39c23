package io.github.pullresponder.evidence.network;

import io.github.pullresponder.evidence.Source;
import java.util.Optional;

/** One hop of the way to a registry: what it is, what it does with the traffic and why, and where that was read. */
public record Hop(String kind, String name, Passage state, String why, Optional<Source> source) {}
