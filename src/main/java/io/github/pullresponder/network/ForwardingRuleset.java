package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A DNS forwarding ruleset: the servers to which Azure DNS forwards the queries of the linked networks.
 *
 * <p>Source: "Azure DNS Private Resolver endpoints and rulesets", rules.
 *
 * @param networks the linked networks
 */
public record ForwardingRuleset(ResourceId id, List<ResourceId> networks, List<DnsForwardingRule> rules) {

    /**
     * A rule.
     *
     * @param domain ends with a dot; a single dot matches all names
     * @param enabled false if Azure DNS ignores the rule
     * @param servers the first one is used while it responds
     */
    public record DnsForwardingRule(String name, String domain, boolean enabled, List<String> servers) {
        private static final String ALL = ".";

        public DnsForwardingRule {
            servers = List.copyOf(servers);
        }

        boolean isForAllNames() {
            return domain.equals(ALL);
        }

        private boolean matches(String name) {
            var absolute = "." + name.toLowerCase(Locale.ROOT) + ".";
            return isForAllNames() || absolute.endsWith("." + domain.toLowerCase(Locale.ROOT));
        }
    }

    public ForwardingRuleset {
        networks = List.copyOf(networks);
        rules = List.copyOf(rules);
    }

    /** The enabled rule with the longest domain that matches. */
    Optional<DnsForwardingRule> ruleFor(String name) {
        return rules.stream()
                .filter(rule -> rule.enabled() && rule.matches(name))
                .max(Comparator.comparingInt(rule -> rule.domain().length()));
    }
}
