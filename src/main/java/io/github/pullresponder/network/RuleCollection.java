package io.github.pullresponder.network;

import java.util.List;

/** Rules of one kind that all allow, or all deny. */
public record RuleCollection(String name, int priority, boolean allows, List<FirewallRule> rules) {
    public RuleCollection {
        rules = List.copyOf(rules);
    }
}
