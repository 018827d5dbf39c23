package io.github.pullresponder.network;

import io.github.pullresponder.network.SecurityAdminRule.AdminRuleAccess;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The decision of the admin rules of network managers on some traffic.
 *
 * @param mayDecide the rules of which one may decide
 * @param mayMatchNone true if it is possible that no rule matches
 */
public record SecurityAdminRuleDecision(List<SecurityAdminRule> mayDecide, boolean mayMatchNone) {
    static final SecurityAdminRuleDecision NONE = new SecurityAdminRuleDecision(List.of(), true);

    public SecurityAdminRuleDecision {
        mayDecide = List.copyOf(mayDecide);
    }

    SecurityAdminRuleDecision or(SecurityAdminRuleDecision other) {
        return new SecurityAdminRuleDecision(
                Stream.concat(mayDecide.stream(), other.mayDecide.stream())
                        .distinct()
                        .toList(),
                mayMatchNone || other.mayMatchNone);
    }

    /** Returns true if the rules certainly deny the traffic. */
    public boolean denies() {
        return isSurely(AdminRuleAccess.DENY);
    }

    /** Returns true if the rules certainly allow the traffic without an evaluation of the nodes' network security groups. */
    public boolean alwaysAllows() {
        return isSurely(AdminRuleAccess.ALWAYS_ALLOW);
    }

    /** A rule that may deny the traffic. */
    public Optional<SecurityAdminRule> mayDeny() {
        return first(AdminRuleAccess.DENY);
    }

    /** A rule that may allow the traffic without an evaluation of the network security groups. */
    public Optional<SecurityAdminRule> mayAlwaysAllow() {
        return first(AdminRuleAccess.ALWAYS_ALLOW);
    }

    private boolean isSurely(AdminRuleAccess access) {
        return !mayMatchNone && mayDecide.stream().allMatch(rule -> rule.access() == access);
    }

    private Optional<SecurityAdminRule> first(AdminRuleAccess access) {
        return mayDecide.stream().filter(rule -> rule.access() == access).findFirst();
    }
}
