package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A DNS forwarding ruleset: to which servers Azure's own DNS sends the questions of the networks that it is linked to.
 *
 * <p>Source: "Azure DNS Private Resolver endpoints and rulesets", rules.
 *
 * @param networks those that it is linked to
 */
public record ForwardingRuleset(ResourceId id, List<ResourceId> networks, List<Rule> rules) {

    /**
     * A rule.
     *
     * @param domain ends with a dot; a dot alone stands for all names
     * @param enabled a rule that is not is ignored
     * @param servers the first is asked as long as it responds
     */
    public record Rule(String name, String domain, boolean enabled, List<String> servers) {
        private static final String ALL = ".";

        public Rule {
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
    Optional<Rule> ruleFor(String name) {
        return rules.stream()
                .filter(rule -> rule.enabled() && rule.matches(name))
                .max(Comparator.comparingInt(rule -> rule.domain().length()));
    }
}
