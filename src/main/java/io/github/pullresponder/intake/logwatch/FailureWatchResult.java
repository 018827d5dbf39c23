package io.github.pullresponder.intake.logwatch;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of a search of the logs.
 *
 * @param workspaces the number of workspaces
 * @param items the number of failures that were queued
 * @param unreadable the reasons for unread workspaces, by name
 */
public record FailureWatchResult(int workspaces, int items, Map<String, String> unreadable) {
    public FailureWatchResult {
        unreadable = Collections.unmodifiableMap(new TreeMap<>(unreadable));
    }

    @Override
    public String toString() {
        return "%d failures in %d workspaces%s"
                .formatted(items, workspaces, unreadable.isEmpty() ? "" : ", not read: " + unreadable.values());
    }
}
