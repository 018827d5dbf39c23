package io.github.pullresponder.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a list of rules says about some traffic, and by which rule.
 *
 * @param rule the name of the rule that decided, or why nothing is decided
 */
public record RuleDecision(HopResult passage, String rule) {

    /**
     * The first rule that matches decides. One that may match leaves it open, unless the rule that decides after it says the
     * same.
     *
     * @param otherwise what holds if no rule matches
     */
    static <R> RuleDecision first(
            List<R> rules,
            Function<R, TriState> match,
            Predicate<R> allows,
            Function<R, String> name,
            RuleDecision otherwise) {
        var open = new ArrayList<R>();
        for (var rule : rules) {
            switch (match.apply(rule)) {
                case NO -> {}
                case MAYBE -> open.add(rule);
                case YES -> {
                    return settled(
                            new RuleDecision(allows.test(rule) ? HopResult.PASSES : HopResult.STOPS, name.apply(rule)),
                            open,
                            allows,
                            name);
                }
            }
        }
        return settled(otherwise, open, allows, name);
    }

    private static <R> RuleDecision settled(
            RuleDecision decision, List<R> open, Predicate<R> allows, Function<R, String> name) {
        return open.stream()
                .filter(rule -> allows.test(rule) != (decision.passage == HopResult.PASSES))
                .findFirst()
                .map(rule -> new RuleDecision(HopResult.UNKNOWN, name.apply(rule)))
                .orElse(decision);
    }
}
