package io.github.pullresponder.sandbox.estate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a trigger must lead to.
 *
 * @param causes the ids of the causes to be confirmed, and of no others
 * @param likely the ids of the causes to be reported as likely, and of no others; absent where an estate is not about that
 * @param verdicts the verdicts that checks must have, by the ids of the checks; others may have any
 * @param advisories the ids of the advisories that must be reported; absent where an estate is not about that
 * @param blindSpots the ids of the blind spots that must be reported; absent where an estate is not about that
 */
public record Expectation(
        Set<String> causes,
        Optional<Set<String>> likely,
        Map<String, String> verdicts,
        Optional<Set<String>> advisories,
        Optional<Set<String>> blindSpots) {}
