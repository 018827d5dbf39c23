package io.github.pullresponder.cluster;

import java.util.List;

/**
 * Rows of a bounded answer.
 *
 * @param rows the newest first
 * @param more whether there are older ones that did not fit
 */
public record LoggedFailures(List<LoggedFailure> rows, boolean more) {
    public LoggedFailures {
        rows = List.copyOf(rows);
    }
}
