package io.github.pullresponder.report;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The content of a card about a resolved incident.
 *
 * @param what the title of its cause
 * @param why the reason for the resolution
 */
public record ResolvedIncidentDetails(
        String cluster,
        String what,
        String why,
        List<String> images,
        int podCount,
        Instant openedAt,
        Instant resolvedAt,
        Optional<URI> page) {}
