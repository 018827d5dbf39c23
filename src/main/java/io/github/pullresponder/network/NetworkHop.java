package io.github.pullresponder.network;

import io.github.pullresponder.read.FactSource;
import java.util.Optional;

/** One hop of the network path to a registry: kind, name, effect on the traffic, the reason, and the source. */
public record NetworkHop(String kind, String name, HopResult state, String why, Optional<FactSource> source) {}
