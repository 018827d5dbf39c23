package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;

/**
 * A security admin rule of a network manager, as it applies to a virtual network.
 *
 * @param manager the network manager
 * @param rule what it matches, and its place among the rules of the same manager
 */
public record AdminRule(Access access, ResourceId manager, SecurityRule rule) {
    /** What a rule does with the traffic that it matches. */
    public enum Access {
        /** Leaves it to the network security groups. */
        ALLOW,
        /** Lets it pass, whatever the network security groups say. */
        ALWAYS_ALLOW,
        /** Stops it, whatever the network security groups say. */
        DENY
    }

    @Override
    public String toString() {
        return "%s of network manager %s".formatted(rule, manager.name());
    }
}
