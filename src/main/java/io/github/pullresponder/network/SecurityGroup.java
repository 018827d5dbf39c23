package io.github.pullresponder.network;

import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A network security group: the rule with the lowest number that matches decides. */
public record SecurityGroup(ResourceId id, List<SecurityRule> rules) {
    private static final int LAST = 4_096;

    /** The default rules at the end of each group. Source: "Network security groups", default security rules. */
    private static final List<SecurityRule> DEFAULTS = List.of(
            standard("AllowVnetInBound", 65_000, true, true, "VirtualNetwork", "VirtualNetwork"),
            standard("AllowAzureLoadBalancerInBound", 65_001, true, true, "AzureLoadBalancer", "*"),
            standard("DenyAllInBound", 65_500, true, false, "*", "*"),
            standard("AllowVnetOutBound", 65_000, false, true, "VirtualNetwork", "VirtualNetwork"),
            standard("AllowInternetOutBound", 65_001, false, true, "*", "Internet"),
            standard("DenyAllOutBound", 65_500, false, false, "*", "*"));

    public SecurityGroup {
        rules = List.copyOf(rules);
    }

    public FactSource source() {
        return FactSource.arm(id);
    }

    public RuleDecision outbound(Traffic traffic) {
        return judge(traffic, false);
    }

    public RuleDecision inbound(Traffic traffic) {
        return judge(traffic, true);
    }

    /** The custom rules that block outbound traffic: all rules before the first allowing one that deny it or may deny it. */
    public List<SecurityRule> denyingOutbound(Traffic traffic) {
        return denying(traffic, false);
    }

    /** The same for inbound traffic. */
    public List<SecurityRule> denyingInbound(Traffic traffic) {
        return denying(traffic, true);
    }

    private List<SecurityRule> denying(Traffic traffic, boolean inbound) {
        return inOrder(inbound).stream()
                .takeWhile(rule -> !rule.allows() || rule.matches(traffic) != TriState.YES)
                .filter(rule -> !rule.allows() && rule.matches(traffic) != TriState.NO)
                .toList();
    }

    private List<SecurityRule> inOrder(boolean inbound) {
        return Stream.concat(rules.stream(), DEFAULTS.stream())
                .filter(rule -> rule.inbound() == inbound)
                .sorted(Comparator.comparingInt(SecurityRule::priority))
                .toList();
    }

    /** Evaluates traffic. If several regions may answer, the decision is certain only if it is the same for each. */
    private RuleDecision judge(Traffic traffic, boolean inbound) {
        return RuleDecision.agreed(traffic.perRegion().stream()
                .map(toRegion -> judgeOne(toRegion, inbound))
                .toList());
    }

    private RuleDecision judgeOne(Traffic traffic, boolean inbound) {
        return RuleDecision.first(
                inOrder(inbound),
                rule -> rule.matches(traffic),
                SecurityRule::allows,
                SecurityRule::toString,
                new RuleDecision(HopResult.STOPS, "no rule"));
    }

    /** Free priorities before those of the given rules; fewer if there are not enough. */
    public List<Integer> freePrioritiesBefore(Collection<String> ruleNames, int count) {
        var before = rules.stream()
                .filter(rule -> ruleNames.contains(rule.toString()))
                .mapToInt(SecurityRule::priority)
                .min()
                .orElse(LAST + 1);
        var taken = new ArrayList<>(rules.stream().map(SecurityRule::priority).toList());
        var free = new ArrayList<Integer>();
        while (free.size() < count) {
            var next = FreeRulePriorities.before(before, taken);
            if (next.isEmpty()) {
                break;
            }
            free.add(next.get());
            taken.add(next.get());
        }
        return List.copyOf(free);
    }

    /** Free rule names that start with the given one. */
    public List<String> freeNames(String start, int count) {
        var taken = new ArrayList<>(rules.stream().map(SecurityRule::name).toList());
        var own = taken.size();
        while (taken.size() < own + count) {
            taken.add(FreeRulePriorities.name(start, taken));
        }
        return List.copyOf(taken.subList(own, taken.size()));
    }

    private static SecurityRule standard(
            String name, int priority, boolean inbound, boolean allows, String source, String destination) {
        return new SecurityRule(
                name,
                priority,
                inbound,
                allows,
                "*",
                List.of(source),
                List.of("*"),
                List.of(destination),
                List.of("*"),
                false);
    }
}
