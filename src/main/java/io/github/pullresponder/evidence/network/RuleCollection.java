package io.github.pullresponder.evidence.network;

import java.util.List;

/** Rules of one kind that all allow, or all deny. {@code place} tells where it stands: its group and policy. */
public record RuleCollection(String name, String place, int priority, boolean allows, List<FirewallRule> rules) {
    public RuleCollection {
        rules = List.copyOf(rules);
    }
}
