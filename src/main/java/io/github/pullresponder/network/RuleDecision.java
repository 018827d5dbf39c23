package io.github.pullresponder.network;

import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a list of rules says about some traffic, and by which rule.
 *
 * @param rule the name of the rule that decided, or why nothing is decided
 * @param unread what could not be read, where nothing is decided because of that
 */
public record RuleDecision(HopResult passage, String rule, Optional<EvidenceUnavailableException> unread) {

    public RuleDecision(HopResult passage, String rule) {
        this(passage, rule, Optional.empty());
    }

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
        return first(rules, match, allows, name, rule -> Optional.empty(), otherwise);
    }

    /**
     * The same for rules that refer to what may not be read.
     *
     * @param unread what could not be read, if it is not known for that reason whether a rule matches
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
                    return settled(
                            new RuleDecision(allows.test(rule) ? HopResult.PASSES : HopResult.STOPS, name.apply(rule)),
                            open,
                            allows,
                            name,
                            unread);
                }
            }
        }
        return settled(otherwise, open, allows, name, unread);
    }

    /** One decision of those about each part of some traffic: if they differ, nothing is decided. */
    static RuleDecision agreed(List<RuleDecision> decisions) {
        var passages = decisions.stream().map(RuleDecision::passage).distinct().count();
        return passages == 1
                ? decisions.get(0)
                : decisions.stream()
                        .filter(decision -> decision.passage() != HopResult.PASSES)
                        .map(decision -> new RuleDecision(HopResult.UNKNOWN, decision.rule(), decision.unread()))
                        .findFirst()
                        .orElseThrow();
    }

    private static <R> RuleDecision settled(
            RuleDecision decision,
            List<R> open,
            Predicate<R> allows,
            Function<R, String> name,
            Function<R, Optional<EvidenceUnavailableException>> unread) {
        return open.stream()
                .filter(rule -> allows.test(rule) != (decision.passage == HopResult.PASSES))
                .findFirst()
                .map(rule -> new RuleDecision(HopResult.UNKNOWN, name.apply(rule), unread.apply(rule)))
                .orElse(decision);
    }
}
