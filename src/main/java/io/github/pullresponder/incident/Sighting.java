package io.github.pullresponder.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that told of an incident.
 *
 * @param at by the clock of the responder: those of others may be minutes off
 * @param alert the id of the alert that told of it
 * @param report the id of the report that says why
 */
record Sighting(
        Instant at,
        PodSet pods,
        Optional<String> nodePool,
        Optional<String> image,
        Optional<String> alert,
        boolean foreseen,
        String report) {}
