package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a rule that lets traffic through must stand in a firewall's rules to count.
 *
 * @param owner the policy that decides, or the classic firewall
 * @param kind network rules come before application rules, so only they overrule one of their own
 * @param existingGroup the group that it must stand in; absent where it gets a group of its own
 * @param groupName free in the policy, or the existing group's
 * @param groupPriority free in the policy, or the existing group's
 * @param collectionName free in the group
 * @param collectionPriority free in the group
 */
public record RulePlace(
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
