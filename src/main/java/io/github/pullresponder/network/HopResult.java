package io.github.pullresponder.network;

import java.util.Locale;

/** The effect of a hop on the traffic to a registry. */
public enum HopResult {
    PASSES,
    STOPS,
    UNKNOWN;

    public String label() {
        return this == STOPS ? "stops here" : name().toLowerCase(Locale.ROOT);
    }
}
