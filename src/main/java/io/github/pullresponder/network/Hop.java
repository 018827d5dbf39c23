package io.github.pullresponder.network;

import io.github.pullresponder.read.Source;
import java.util.Optional;

/** One hop of the way to a registry: what it is, what it does with the traffic and why, and where that was read. */
public record Hop(String kind, String name, HopResult state, String why, Optional<Source> source) {}
