package io.github.pullresponder.network;

import io.github.pullresponder.network.FirewallRule.ApplicationRule;
import io.github.pullresponder.network.FirewallRule.NetworkRule;
import io.github.pullresponder.network.FirewallRulePlacement.FirewallRuleType;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All rules of a firewall.
 *
 * <p>Network rules are evaluated before application rules, regardless of priority; the rules of a parent policy before the policy's own
 * of the same kind; traffic that no rule matches is denied. Source: "Azure Firewall rule processing logic".
 *
 * @param groups in the order in which the firewall evaluates rules of one kind
 * @param ipGroups the referenced IP groups, read or with the reason why not
 */
public record FirewallRules(List<RuleCollectionGroup> groups, Map<ResourceId, ReadResult<IpGroup>> ipGroups) {
    private static final RuleDecision NO_RULE = new RuleDecision(HopResult.STOPS, "no rule allows it");

    /** A rule with the collection that has its action. */
    private record RuleInCollection(FirewallRule rule, RuleCollection collection, RuleCollectionGroup group) {
        @Override
        public String toString() {
            return "%s in %s of %s".formatted(rule.name(), collection.name(), group.place());
        }
    }

    public FirewallRules {
        groups = List.copyOf(groups);
        ipGroups = Map.copyOf(ipGroups);
    }

    /** Evaluates traffic. If several regions may answer, the decision is certain only if it is the same for each. */
    public RuleDecision judge(Traffic traffic) {
        return RuleDecision.agreed(
                traffic.perRegion().stream().map(this::judgeOne).toList());
    }

    private RuleDecision judgeOne(Traffic traffic) {
        return decision(
                traffic, NetworkRule.class::isInstance, decision(traffic, ApplicationRule.class::isInstance, NO_RULE));
    }

    /** Returns true if the rule that allows the traffic certainly terminates TLS. */
    public boolean intercept(Traffic traffic) {
        return byNetworkRules(traffic).equals(NO_RULE)
                && placed(ApplicationRule.class::isInstance).stream()
                        .filter(placed -> placed.rule().matches(traffic, ipGroups) != TriState.NO)
                        .findFirst()
                        .filter(placed -> placed.collection().allows()
                                && intercepts(placed)
                                && placed.rule().matches(traffic, ipGroups) == TriState.YES)
                        .isPresent();
    }

    /** Returns true if a rule that may allow the traffic terminates TLS. */
    public boolean mayIntercept(Traffic traffic) {
        var before = byNetworkRules(traffic);
        return (before.equals(NO_RULE) || before.result() == HopResult.UNKNOWN)
                && placed(ApplicationRule.class::isInstance).stream()
                        .filter(placed -> placed.collection().allows())
                        .anyMatch(placed ->
                                intercepts(placed) && placed.rule().matches(traffic, ipGroups) != TriState.NO);
    }

    /** The reason why the match of a rule with TLS inspection is not known, if it is an unread IP group. */
    public Optional<EvidenceUnavailableException> unreadForInspection(Traffic traffic) {
        return placed(rule -> true).stream()
                .filter(placed -> placed.rule().matches(traffic, ipGroups) == TriState.MAYBE)
                .flatMap(placed -> placed.rule().unread(traffic, ipGroups).stream())
                .findFirst();
    }

    private RuleDecision byNetworkRules(Traffic traffic) {
        return decision(traffic, NetworkRule.class::isInstance, NO_RULE);
    }

    private static boolean intercepts(RuleInCollection placed) {
        return placed.rule() instanceof ApplicationRule application && application.intercepts();
    }

    /**
     * Finds the place for a rule that allows traffic that these rules deny.
     *
     * @param own the firewall's own policy, or the firewall itself if it has no policy
     * @return empty if no priority before the denying rule is free
     */
    public Optional<FirewallRulePlacement> openingFor(Traffic traffic, ResourceId own) {
        var openings =
                new FirewallRulePlacementFinder(groups, traffic.destination().ruleName());
        var denied = denying(traffic, NetworkRule.class::isInstance);
        if (denied.isPresent()) {
            return openings.before(denied.get().group(), denied.get().collection(), FirewallRuleType.NETWORK);
        }
        if (traffic.destination().isPrivate()) {
            return Optional.of(openings.anywhere(own, FirewallRuleType.NETWORK));
        }
        return denying(traffic, ApplicationRule.class::isInstance)
                .map(denying -> openings.before(denying.group(), denying.collection(), FirewallRuleType.APPLICATION))
                .orElseGet(() -> Optional.of(openings.anywhere(own, FirewallRuleType.APPLICATION)));
    }

    /** Finds a place for a network rule, which takes effect before the inspecting application rule: no network rule has matched. */
    public FirewallRulePlacement openingBeforeInspection(TrafficDestination destination, ResourceId own) {
        return new FirewallRulePlacementFinder(groups, destination.ruleName()).anywhere(own, FirewallRuleType.NETWORK);
    }

    /** The first denying rule of a kind that matches or may match. */
    private Optional<RuleInCollection> denying(Traffic traffic, Predicate<FirewallRule> kind) {
        return placed(kind).stream()
                .filter(placed -> placed.rule().matches(traffic, ipGroups) != TriState.NO)
                .filter(placed -> !placed.collection().allows())
                .findFirst();
    }

    private RuleDecision decision(Traffic traffic, Predicate<FirewallRule> kind, RuleDecision otherwise) {
        return RuleDecision.first(
                placed(kind),
                placed -> placed.rule().matches(traffic, ipGroups),
                placed -> placed.collection().allows(),
                RuleInCollection::toString,
                placed -> placed.rule().unread(traffic, ipGroups),
                otherwise);
    }

    private List<RuleInCollection> placed(Predicate<FirewallRule> kind) {
        return groups.stream()
                .flatMap(group -> group.collections().stream()
                        .flatMap(collection -> collection.rules().stream()
                                .filter(kind)
                                .map(rule -> new RuleInCollection(rule, collection, group))))
                .toList();
    }
}
