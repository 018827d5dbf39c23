package io.github.pullresponder.network;

import java.util.Collection;
import java.util.function.Function;

/** The result of a match: for addresses that are not known exactly, a rule may match. */
enum TriState {
    NO,
    MAYBE,
    YES;

    TriState and(TriState other) {
        return compareTo(other) <= 0 ? this : other;
    }

    TriState or(TriState other) {
        return compareTo(other) >= 0 ? this : other;
    }

    static TriState when(boolean condition) {
        return condition ? YES : NO;
    }

    /** Returns whether one of the elements matches. */
    static <T> TriState any(Collection<T> all, Function<T, TriState> match) {
        return all.stream().map(match).reduce(NO, TriState::or);
    }
}
