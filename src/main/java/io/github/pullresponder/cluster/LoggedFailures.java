package io.github.pullresponder.cluster;

import java.util.List;

/**
 * Rows of a bounded answer.
 *
 * @param rows the newest first
 * @param more true if there are older rows beyond the limit
 */
public record LoggedFailures(List<LoggedFailure> rows, boolean more) {
    public LoggedFailures {
        rows = List.copyOf(rows);
    }
}
