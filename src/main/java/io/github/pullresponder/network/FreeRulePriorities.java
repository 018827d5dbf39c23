package io.github.pullresponder.network;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Free priorities and names for a new rule. */
final class FreeRulePriorities {
    /** The lowest priority of rules, collections and groups. */
    private static final int FIRST = 100;

    private static final int STEP = 10;
    private static final int MOST_NAMES = 1_000;

    private FreeRulePriorities() {}

    /** A free priority before the given one, with a gap after it if possible; empty if all are taken. */
    static Optional<Integer> before(int priority, Collection<Integer> taken) {
        var start = Math.max(FIRST, priority - STEP);
        return Stream.concat(
                        IntStream.rangeClosed(FIRST, start).mapToObj(back -> start + FIRST - back),
                        IntStream.range(start, priority).boxed())
                .filter(free -> free < priority && !taken.contains(free))
                .findFirst();
    }

    /** The given name, with a number if it is taken. Azure compares names without case. */
    static String name(String start, Collection<String> taken) {
        return Stream.concat(Stream.of(start), IntStream.range(2, MOST_NAMES).mapToObj(number -> start + "-" + number))
                .filter(name -> taken.stream().noneMatch(name::equalsIgnoreCase))
                .findFirst()
                .orElse(start);
    }
}
