package io.github.pullresponder.intake.logwatch;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a look through the logs came to.
 *
 * @param workspaces how many there are
 * @param items how many failures were handed over
 * @param unreadable why a workspace could not be read, by its name
 */
public record WatchOutcome(int workspaces, int items, Map<String, String> unreadable) {
    public WatchOutcome {
        unreadable = Collections.unmodifiableMap(new TreeMap<>(unreadable));
    }

    @Override
    public String toString() {
        return "%d failures in %d workspaces%s"
                .formatted(items, workspaces, unreadable.isEmpty() ? "" : ", not read: " + unreadable.values());
    }
}
