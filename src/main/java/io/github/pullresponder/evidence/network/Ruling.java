package io.github.pullresponder.evidence.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a list of rules says about some traffic, and by which rule.
 *
 * @param rule the name of the rule that decided, or why nothing is decided
 */
public record Ruling(Passage passage, String rule) {

    /**
     * The first rule that matches decides. One that may match leaves it open, unless the rule that decides after it says the
     * same.
     *
     * @param otherwise what holds if no rule matches
     */
    static <R> Ruling first(
            List<R> rules, Function<R, Match> match, Predicate<R> allows, Function<R, String> name, Ruling otherwise) {
        var open = new ArrayList<R>();
        for (var rule : rules) {
            switch (match.apply(rule)) {
                case NO -> {}
                case MAYBE -> open.add(rule);
                case YES -> {
                    return settled(
                            new Ruling(allows.test(rule) ? Passage.PASSES : Passage.STOPS, name.apply(rule)),
                            open,
                            allows,
                            name);
                }
            }
        }
        return settled(otherwise, open, allows, name);
    }

    private static <R> Ruling settled(Ruling decision, List<R> open, Predicate<R> allows, Function<R, String> name) {
        return open.stream()
                .filter(rule -> allows.test(rule) != (decision.passage == Passage.PASSES))
                .findFirst()
                .map(rule -> new Ruling(Passage.UNKNOWN, name.apply(rule)))
                .orElse(decision);
    }
}
