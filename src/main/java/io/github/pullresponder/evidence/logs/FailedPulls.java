package io.github.pullresponder.evidence.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The rows of {@code KubeEvents} that are failed pulls. The alert rule has the same query: the build takes it from {@code infra}. */
final class FailedPulls {
    /** Ends with a line break: readers append their operators. */
    static final String QUERY = read("/failed-pulls.kql");

    private FailedPulls() {}

    private static String read(String resource) {
        try (var stream = FailedPulls.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the query " + resource + " is not in the package");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).stripTrailing() + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
