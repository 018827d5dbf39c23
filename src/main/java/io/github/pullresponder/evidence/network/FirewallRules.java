package io.github.pullresponder.evidence.network;

import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.network.FirewallRule.ApplicationRule;
import io.github.pullresponder.evidence.network.FirewallRule.NetworkRule;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All rules of a firewall.
 *
 * <p>Network rules come before application rules, whatever their priorities; a parent policy's come before the policy's own
 * of the same kind; what no rule matches is denied. Source: "Azure Firewall rule processing logic".
 *
 * @param collections in the order in which the firewall goes through those of one kind
 * @param groups the IP groups that could be read
 */
public record FirewallRules(List<RuleCollection> collections, Map<ResourceId, IpGroup> groups) {
    private static final Ruling NO_RULE = new Ruling(Passage.STOPS, "no rule allows it");

    /** A rule with the collection that says what happens to what it matches. */
    private record Placed(FirewallRule rule, RuleCollection collection) {
        @Override
        public String toString() {
            return "%s in %s of %s".formatted(rule.name(), collection.name(), collection.place());
        }
    }

    public FirewallRules {
        collections = List.copyOf(collections);
        groups = Map.copyOf(groups);
    }

    public Ruling judge(Traffic traffic) {
        return ruling(
                traffic, NetworkRule.class::isInstance, ruling(traffic, ApplicationRule.class::isInstance, NO_RULE));
    }

    /** Whether the rule that lets the traffic through ends its TLS connection. */
    public boolean intercept(Traffic traffic) {
        return ruling(traffic, NetworkRule.class::isInstance, NO_RULE).equals(NO_RULE)
                && collections.stream()
                        .filter(RuleCollection::allows)
                        .flatMap(collection -> collection.rules().stream())
                        .anyMatch(rule -> rule instanceof ApplicationRule application
                                && application.intercepts()
                                && application.matches(traffic, groups) != Match.NO);
    }

    private Ruling ruling(Traffic traffic, Predicate<FirewallRule> kind, Ruling otherwise) {
        var rules = collections.stream()
                .flatMap(collection ->
                        collection.rules().stream().filter(kind).map(rule -> new Placed(rule, collection)))
                .toList();
        return Ruling.first(
                rules,
                placed -> placed.rule().matches(traffic, groups),
                placed -> placed.collection().allows(),
                Placed::toString,
                otherwise);
    }
}
