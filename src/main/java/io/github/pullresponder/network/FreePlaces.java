package io.github.pullresponder.network;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Priorities and names that a new rule can have: those that no other has. */
final class FreePlaces {
    /** The lowest priority of rules, collections and groups alike. */
    private static final int FIRST = 100;

    private static final int STEP = 10;
    private static final int MOST_NAMES = 1_000;

    private FreePlaces() {}

    /** A priority before the given one, with some room after it if there is any; absent where all are taken. */
    static Optional<Integer> before(int priority, Collection<Integer> taken) {
        var start = Math.max(FIRST, priority - STEP);
        return Stream.concat(
                        IntStream.rangeClosed(FIRST, start).mapToObj(back -> start + FIRST - back),
                        IntStream.range(start, priority).boxed())
                .filter(free -> free < priority && !taken.contains(free))
                .findFirst();
    }

    /** The given name, or that with a number. Azure compares names ignoring case. */
    static String name(String start, Collection<String> taken) {
        return Stream.concat(Stream.of(start), IntStream.range(2, MOST_NAMES).mapToObj(number -> start + "-" + number))
                .filter(name -> taken.stream().noneMatch(name::equalsIgnoreCase))
                .findFirst()
                .orElse(start);
    }
}
