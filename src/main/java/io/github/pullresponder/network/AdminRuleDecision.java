package io.github.pullresponder.network;

import io.github.pullresponder.network.AdminRule.Access;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the admin rules of network managers say about some traffic.
 *
 * @param mayDecide the rules of which one decides
 * @param mayMatchNone whether it may be that none does
 */
public record AdminRuleDecision(List<AdminRule> mayDecide, boolean mayMatchNone) {
    static final AdminRuleDecision NONE = new AdminRuleDecision(List.of(), true);

    public AdminRuleDecision {
        mayDecide = List.copyOf(mayDecide);
    }

    AdminRuleDecision or(AdminRuleDecision other) {
        return new AdminRuleDecision(
                Stream.concat(mayDecide.stream(), other.mayDecide.stream())
                        .distinct()
                        .toList(),
                mayMatchNone || other.mayMatchNone);
    }

    /** Whether the traffic is stopped. */
    public boolean denies() {
        return isSurely(Access.DENY);
    }

    /** Whether the traffic passes the network security groups of the nodes unseen. */
    public boolean alwaysAllows() {
        return isSurely(Access.ALWAYS_ALLOW);
    }

    /** A rule that may stop the traffic. */
    public Optional<AdminRule> mayDeny() {
        return first(Access.DENY);
    }

    /** A rule that may let the traffic pass, whatever the network security groups say. */
    public Optional<AdminRule> mayAlwaysAllow() {
        return first(Access.ALWAYS_ALLOW);
    }

    private boolean isSurely(Access access) {
        return !mayMatchNone && mayDecide.stream().allMatch(it -> it.access() == access);
    }

    private Optional<AdminRule> first(Access access) {
        return mayDecide.stream().filter(it -> it.access() == access).findFirst();
    }
}
