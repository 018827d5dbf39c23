package io.github.pullresponder.cluster;

import java.util.List;

/**
 * Rows of a bounded answer.
 *
 * @param rows the newest first
 * @param more true if there are older rows beyond the limit
 */
public record LoggedPullFailureRows(List<LoggedPullFailure> rows, boolean more) {
    public LoggedPullFailureRows {
        rows = List.copyOf(rows);
    }
}
