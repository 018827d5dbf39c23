package io.github.pullresponder.evidence.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The query for failed pulls in {@code KubeEvents}. The build copies it from {@code infra}, so the alert rule uses the same query. */
final class FailedPullQuery {
    /** The query, with a line break at its end: callers append operators. */
    static final String QUERY = read("/failed-pulls.kql");

    private FailedPullQuery() {}

    private static String read(String resource) {
        try (var stream = FailedPullQuery.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the query " + resource + " is not in the package");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).stripTrailing() + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
