package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rule collection group of a firewall policy, or all rules of a classic firewall.
 *
 * @param owner the policy, or the classic firewall
 * @param name empty for the rules of a classic firewall
 * @param collections in the order in which they apply, without the collections for address translation
 * @param otherPriorities the priorities of its collections for address translation
 */
public record RuleCollectionGroup(
        ResourceId owner, String name, int priority, List<RuleCollection> collections, Set<Integer> otherPriorities) {

    public RuleCollectionGroup {
        collections = List.copyOf(collections);
        otherPriorities = Set.copyOf(otherPriorities);
    }

    /** The group's name in reports. */
    String place() {
        return name.isEmpty() ? owner.name() : "%s of policy %s".formatted(name, owner.name());
    }

    Set<Integer> takenPriorities() {
        return Stream.concat(collections.stream().map(RuleCollection::priority), otherPriorities.stream())
                .collect(Collectors.toSet());
    }
}
