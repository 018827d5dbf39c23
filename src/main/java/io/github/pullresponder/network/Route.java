package io.github.pullresponder.network;

import java.util.Optional;

/**
 * A user-defined route.
 *
 * @param prefix a CIDR block or a service tag
 * @param nextHop the address of the appliance
 */
public record Route(String name, String prefix, NextHopType type, Optional<String> nextHop) {
    /** {@code nextHopType}. */
    public enum NextHopType {
        VIRTUAL_APPLIANCE,
        VIRTUAL_NETWORK_GATEWAY,
        VNET_LOCAL,
        INTERNET,
        NONE
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(name, prefix);
    }
}
