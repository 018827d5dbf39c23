package io.github.pullresponder.sandbox.estate;

import java.util.Optional;
import java.util.Set;

/**
 * What a trigger must lead to.
 *
 * @param causes the ids of the causes to be confirmed, and of no others
 * @param likely the ids of the likely causes that must be reported; absent where an estate is not about that
 * @param advisories the ids of the advisories that must be reported; absent where an estate is not about that
 * @param blindSpots the ids of the blind spots that must be reported; absent where an estate is not about that
 */
public record Expectation(
        Set<String> causes,
        Optional<Set<String>> likely,
        Optional<Set<String>> advisories,
        Optional<Set<String>> blindSpots) {}
