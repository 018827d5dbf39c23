package io.github.pullresponder.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The security admin rules of network managers that apply to a virtual network. They are evaluated before its network security
 * groups. Private endpoints are not subject to those for inbound traffic.
 *
 * <p>Source: "Security admin rules in Azure Virtual Network Manager".
 */
public record SecurityAdminRules(List<SecurityAdminRule> rules) {
    /** No network manager has rules for the network. */
    public static final SecurityAdminRules NONE = new SecurityAdminRules(List.of());

    public SecurityAdminRules {
        rules = List.copyOf(rules);
    }

    /**
     * Evaluates outbound traffic of the network. The order of several managers depends on their scopes, which are not read: therefore the
     * deciding rule of each manager is a candidate.
     */
    SecurityAdminRuleDecision outbound(Traffic traffic) {
        var byManager = rules.stream()
                .filter(rule -> !rule.rule().inbound())
                .sorted(Comparator.comparingInt(rule -> rule.rule().priority()))
                .collect(Collectors.groupingBy(SecurityAdminRule::manager))
                .values();
        return traffic.perRegion().stream()
                .map(toRegion -> byManager.stream()
                        .map(ofOne -> first(ofOne, toRegion))
                        .filter(decision -> !decision.mayDecide().isEmpty())
                        .reduce(SecurityAdminRuleDecision::or)
                        .orElse(SecurityAdminRuleDecision.NONE))
                .reduce(SecurityAdminRuleDecision::or)
                .orElseThrow();
    }

    /** The rules up to the first that certainly matches; without one, the security groups may decide. */
    private static SecurityAdminRuleDecision first(List<SecurityAdminRule> inOrder, Traffic traffic) {
        var mayDecide = new ArrayList<SecurityAdminRule>();
        for (var rule : inOrder) {
            var match = rule.rule().matches(traffic);
            if (match != TriState.NO) {
                mayDecide.add(rule);
            }
            if (match == TriState.YES) {
                return new SecurityAdminRuleDecision(mayDecide, false);
            }
        }
        return new SecurityAdminRuleDecision(mayDecide, true);
    }
}
