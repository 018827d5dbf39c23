package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;

/**
 * A security admin rule of a network manager, as it applies to a virtual network.
 *
 * @param manager the network manager
 * @param rule the match conditions, and the priority among the rules of the same manager
 */
public record SecurityAdminRule(AdminRuleAccess access, ResourceId manager, SecurityRule rule) {
    /** The effect of a rule on the traffic that it matches. */
    public enum AdminRuleAccess {
        /** The network security groups decide. */
        ALLOW,
        /** Allows the traffic; the network security groups are not evaluated. */
        ALWAYS_ALLOW,
        /** Denies the traffic; the network security groups are not evaluated. */
        DENY
    }

    @Override
    public String toString() {
        return "%s of network manager %s".formatted(rule, manager.name());
    }
}
