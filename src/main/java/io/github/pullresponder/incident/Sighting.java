package io.github.pullresponder.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that told of an incident.
 *
 * @param at by the clock of the responder: those of others may be minutes off
 * @param alert the id of the alert that told of it
 * @param report the id of the report that says why; absent where none was kept, because nothing is new
 */
record Sighting(
        Instant at,
        PodSet pods,
        Optional<String> nodePool,
        Optional<String> image,
        Optional<String> alert,
        boolean foreseen,
        Optional<String> report) {
    Sighting withoutReport() {
        return new Sighting(at, pods, nodePool, image, alert, foreseen, Optional.empty());
    }
}
