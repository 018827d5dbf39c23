package io.github.pullresponder.network;

import io.github.pullresponder.network.FirewallRule.ApplicationRule;
import io.github.pullresponder.network.FirewallRule.NetworkRule;
import io.github.pullresponder.network.RulePlace.FirewallRuleType;
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
 * <p>Network rules come before application rules, whatever their priorities; a parent policy's come before the policy's own
 * of the same kind; what no rule matches is denied. Source: "Azure Firewall rule processing logic".
 *
 * @param groups in the order in which the firewall goes through rules of one kind
 * @param ipGroups those that rules refer to, each as it was read
 */
public record FirewallRules(List<RuleCollectionGroup> groups, Map<ResourceId, ReadResult<IpGroup>> ipGroups) {
    private static final RuleDecision NO_RULE = new RuleDecision(HopResult.STOPS, "no rule allows it");

    /** A rule with the collection that says what happens to what it matches. */
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

    /** Where several regions may answer, traffic passes or stops if it does so toward each of them. */
    public RuleDecision judge(Traffic traffic) {
        return RuleDecision.agreed(
                traffic.perRegion().stream().map(this::judgeOne).toList());
    }

    private RuleDecision judgeOne(Traffic traffic) {
        return ruling(
                traffic, NetworkRule.class::isInstance, ruling(traffic, ApplicationRule.class::isInstance, NO_RULE));
    }

    /** Whether it is certain that the rule that lets the traffic through ends its TLS connection. */
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

    /** Whether a rule that may let the traffic through ends its TLS connection. */
    public boolean mayIntercept(Traffic traffic) {
        var before = byNetworkRules(traffic);
        return (before.equals(NO_RULE) || before.passage() == HopResult.UNKNOWN)
                && placed(ApplicationRule.class::isInstance).stream()
                        .filter(placed -> placed.collection().allows())
                        .anyMatch(placed ->
                                intercepts(placed) && placed.rule().matches(traffic, ipGroups) != TriState.NO);
    }

    /** Why it is not known whether a rule that inspects TLS matches, if an IP group that was not read is the reason. */
    public Optional<EvidenceUnavailableException> unreadForInspection(Traffic traffic) {
        return placed(rule -> true).stream()
                .filter(placed -> placed.rule().matches(traffic, ipGroups) == TriState.MAYBE)
                .flatMap(placed -> placed.rule().unread(traffic, ipGroups).stream())
                .findFirst();
    }

    private RuleDecision byNetworkRules(Traffic traffic) {
        return ruling(traffic, NetworkRule.class::isInstance, NO_RULE);
    }

    private static boolean intercepts(RuleInCollection placed) {
        return placed.rule() instanceof ApplicationRule application && application.intercepts();
    }

    /**
     * Finds where a rule must stand that lets traffic through which these rules stop.
     *
     * @param own the firewall's own policy, or the firewall itself where it has none
     * @return absent where no priority before the rule that denies is free
     */
    public Optional<RulePlace> openingFor(Traffic traffic, ResourceId own) {
        var openings = new RulePlaces(groups, traffic.destination().ruleName());
        var denied = denying(traffic, NetworkRule.class::isInstance);
        if (denied.isPresent()) {
            return openings.before(denied.get().group(), denied.get().collection(), FirewallRuleType.NETWORK);
        }
        if (traffic.destination().isPrivate()) {
            return Optional.of(openings.anywhere(own, FirewallRuleType.NETWORK));
        }
        return denying(traffic, ApplicationRule.class::isInstance)
                .map(it -> openings.before(it.group(), it.collection(), FirewallRuleType.APPLICATION))
                .orElseGet(() -> Optional.of(openings.anywhere(own, FirewallRuleType.APPLICATION)));
    }

    /** Finds a place for a network rule: where application rules inspect, no network rule has matched. */
    public RulePlace openingBesideInspection(Destination destination, ResourceId own) {
        return new RulePlaces(groups, destination.ruleName()).anywhere(own, FirewallRuleType.NETWORK);
    }

    /** The first rule of a kind that matches or may match, and denies. */
    private Optional<RuleInCollection> denying(Traffic traffic, Predicate<FirewallRule> kind) {
        return placed(kind).stream()
                .filter(placed -> placed.rule().matches(traffic, ipGroups) != TriState.NO)
                .filter(placed -> !placed.collection().allows())
                .findFirst();
    }

    private RuleDecision ruling(Traffic traffic, Predicate<FirewallRule> kind, RuleDecision otherwise) {
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
