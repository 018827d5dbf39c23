package io.github.pullresponder.evidence.network;

import java.util.Collection;
import java.util.function.Function;

/** Whether a rule matches: for addresses that are not known exactly, the answer can be that it may. */
enum Match {
    NO,
    MAYBE,
    YES;

    Match and(Match other) {
        return compareTo(other) <= 0 ? this : other;
    }

    Match or(Match other) {
        return compareTo(other) >= 0 ? this : other;
    }

    static Match when(boolean condition) {
        return condition ? YES : NO;
    }

    /** Whether one of them matches. */
    static <T> Match any(Collection<T> all, Function<T, Match> match) {
        return all.stream().map(match).reduce(NO, Match::or);
    }
}
