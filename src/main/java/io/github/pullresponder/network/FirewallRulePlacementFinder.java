package io.github.pullresponder.network;

import io.github.pullresponder.network.FirewallRulePlacement.FirewallRuleType;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the place for a rule that allows traffic: before the rule that denies it, in the same policy, with a free priority and a free
 * name. Priorities of groups and collections go from 100 to 65000, the lowest first.
 */
final class FirewallRulePlacementFinder {
    private static final int USUAL = 150;
    private static final int LAST = 65_000;

    private final List<RuleCollectionGroup> groups;
    private final String name;

    /** @param name of new groups and collections, if it is free */
    FirewallRulePlacementFinder(List<RuleCollectionGroup> groups, String name) {
        this.groups = groups;
        this.name = name;
    }

    /** A place if no rule denies the traffic: any place in the firewall's own policy, whose rules are evaluated last. */
    FirewallRulePlacement anywhere(ResourceId owner, FirewallRuleType kind) {
        var own = groupsOf(owner);
        if (!own.isEmpty() && own.get(0).name().isEmpty()) {
            return inside(own.get(0), kind, freeFrom(own.get(0).takenPriorities()));
        }
        return inNewGroup(owner, kind, freeFrom(priorities(own)));
    }

    /** A place before a collection that denies; empty if no priority before it is free. */
    Optional<FirewallRulePlacement> before(RuleCollectionGroup group, RuleCollection denying, FirewallRuleType kind) {
        var within = FreeRulePriorities.before(denying.priority(), group.takenPriorities())
                .map(free -> inside(group, kind, free));
        if (group.name().isEmpty()) {
            return within;
        }
        return FreeRulePriorities.before(group.priority(), priorities(groupsOf(group.owner())))
                .map(free -> inNewGroup(group.owner(), kind, free))
                .or(() -> within);
    }

    private FirewallRulePlacement inNewGroup(ResourceId owner, FirewallRuleType kind, int priority) {
        var names = groupsOf(owner).stream().map(RuleCollectionGroup::name).collect(Collectors.toSet());
        return new FirewallRulePlacement(
                owner, kind, Optional.empty(), FreeRulePriorities.name(name, names), priority, name, USUAL);
    }

    private FirewallRulePlacement inside(RuleCollectionGroup group, FirewallRuleType kind, int priority) {
        var names = group.collections().stream().map(RuleCollection::name).collect(Collectors.toSet());
        return new FirewallRulePlacement(
                group.owner(),
                kind,
                Optional.of(group),
                group.name(),
                group.priority(),
                FreeRulePriorities.name(name, names),
                priority);
    }

    private List<RuleCollectionGroup> groupsOf(ResourceId owner) {
        return groups.stream().filter(group -> group.owner().equals(owner)).toList();
    }

    private static Set<Integer> priorities(List<RuleCollectionGroup> groups) {
        return groups.stream().map(RuleCollectionGroup::priority).collect(Collectors.toSet());
    }

    private static int freeFrom(Set<Integer> taken) {
        return IntStream.rangeClosed(USUAL, LAST)
                .filter(priority -> !taken.contains(priority))
                .findFirst()
                .orElse(LAST);
    }
}
