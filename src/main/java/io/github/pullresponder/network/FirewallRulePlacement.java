package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.Locale;
import java.util.Optional;

/**
 * The place in a firewall's rules at which a rule that allows traffic takes effect.
 *
 * @param owner the policy that decides, or the classic firewall
 * @param kind network rules are evaluated before application rules, so only a network rule overrides a network rule
 * @param existingGroup the group that it must be in; absent if it gets a new group
 * @param groupName free in the policy, or the existing group's
 * @param groupPriority free in the policy, or the existing group's
 * @param collectionName free in the group
 * @param collectionPriority free in the group
 */
public record FirewallRulePlacement(
        ResourceId owner,
        FirewallRuleType kind,
        Optional<RuleCollectionGroup> existingGroup,
        String groupName,
        int groupPriority,
        String collectionName,
        int collectionPriority) {

    /** The two kinds of rules that filter. */
    public enum FirewallRuleType {
        NETWORK,
        APPLICATION;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
