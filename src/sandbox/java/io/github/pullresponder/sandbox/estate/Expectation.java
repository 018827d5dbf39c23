package io.github.pullresponder.sandbox.estate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The expected result of a trigger.
 *
 * @param causes the ids of the causes that must be confirmed; no other cause may be
 * @param likely the ids of the causes that must be reported as likely; no other cause may be; absent if the estate does
 *     not test likely causes
 * @param verdicts the verdicts that checks must have, by the ids of the checks; other checks may have any verdict
 * @param advisories the ids of the advisories that must be reported; absent if the estate does not test advisories
 * @param blindSpots the ids of the blind spots that must be reported; absent if the estate does not test blind spots
 */
public record Expectation(
        Set<String> causes,
        Optional<Set<String>> likely,
        Map<String, String> verdicts,
        Optional<Set<String>> advisories,
        Optional<Set<String>> blindSpots) {}
