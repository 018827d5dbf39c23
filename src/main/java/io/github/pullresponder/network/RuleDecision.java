package io.github.pullresponder.network;

import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The decision of a list of rules on some traffic, with the rule that decided.
 *
 * @param rule the name of the rule that decided, or of the rule that may decide
 * @param unread the unread fact that makes the result unknown
 */
public record RuleDecision(HopResult result, String rule, Optional<EvidenceUnavailableException> unread) {

    public RuleDecision(HopResult result, String rule) {
        this(result, rule, Optional.empty());
    }

    /**
     * The first rule that matches decides. An earlier rule that may match makes the result unknown, unless it has the same effect.
     *
     * @param otherwise the decision if no rule matches
     */
    static <R> RuleDecision first(
            List<R> rules,
            Function<R, TriState> match,
            Predicate<R> allows,
            Function<R, String> name,
            RuleDecision otherwise) {
        return first(rules, match, allows, name, rule -> Optional.empty(), otherwise);
    }

    /**
     * The same for rules with references that may be unread.
     *
     * @param unread the unread fact, if it is the reason why the match of a rule is not known
     */
    static <R> RuleDecision first(
            List<R> rules,
            Function<R, TriState> match,
            Predicate<R> allows,
            Function<R, String> name,
            Function<R, Optional<EvidenceUnavailableException>> unread,
            RuleDecision otherwise) {
        var open = new ArrayList<R>();
        for (var rule : rules) {
            switch (match.apply(rule)) {
                case NO -> {}
                case MAYBE -> open.add(rule);
                case YES -> {
                    return orUnknown(
                            new RuleDecision(allows.test(rule) ? HopResult.PASSES : HopResult.STOPS, name.apply(rule)),
                            open,
                            allows,
                            name,
                            unread);
                }
            }
        }
        return orUnknown(otherwise, open, allows, name, unread);
    }

    /** Combines the decisions on each part of some traffic: if they differ, the result is unknown. */
    static RuleDecision agreed(List<RuleDecision> decisions) {
        var results = decisions.stream().map(RuleDecision::result).distinct().count();
        return results == 1
                ? decisions.get(0)
                : decisions.stream()
                        .filter(decision -> decision.result() != HopResult.PASSES)
                        .map(decision -> new RuleDecision(HopResult.UNKNOWN, decision.rule(), decision.unread()))
                        .findFirst()
                        .orElseThrow();
    }

    private static <R> RuleDecision orUnknown(
            RuleDecision decision,
            List<R> open,
            Predicate<R> allows,
            Function<R, String> name,
            Function<R, Optional<EvidenceUnavailableException>> unread) {
        return open.stream()
                .filter(rule -> allows.test(rule) != (decision.result == HopResult.PASSES))
                .findFirst()
                .map(rule -> new RuleDecision(HopResult.UNKNOWN, name.apply(rule), unread.apply(rule)))
                .orElse(decision);
    }
}
