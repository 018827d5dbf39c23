package io.github.pullresponder.report;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a card says of something that is over.
 *
 * @param what the title of its cause
 * @param why it counts as over
 */
public record ResolvedDetails(
        String cluster,
        String what,
        String why,
        List<String> images,
        int podCount,
        Instant openedAt,
        Instant resolvedAt,
        Optional<URI> page) {}
