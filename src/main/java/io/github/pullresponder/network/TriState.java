package io.github.pullresponder.network;

import java.util.Collection;
import java.util.function.Function;

/** Whether a rule matches: for addresses that are not known exactly, the answer can be that it may. */
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

    /** Whether one of them matches. */
    static <T> TriState any(Collection<T> all, Function<T, TriState> match) {
        return all.stream().map(match).reduce(NO, TriState::or);
    }
}
