package io.github.pullresponder.network;

import java.util.Locale;

/** What a hop does with the traffic to a registry. */
public enum HopResult {
    PASSES,
    STOPS,
    UNKNOWN;

    public String label() {
        return this == STOPS ? "stops here" : name().toLowerCase(Locale.ROOT);
    }
}
