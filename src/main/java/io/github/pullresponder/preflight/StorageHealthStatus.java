package io.github.pullresponder.preflight;

import java.util.List;

/**
 * The result of a health probe. An answer alone shows that the process runs.
 *
 * @param storage the state of each part of the storage
 */
public record StorageHealthStatus(List<DependencyStatus> storage) {
    public StorageHealthStatus {
        storage = List.copyOf(storage);
    }

    public boolean works() {
        return storage.stream().allMatch(part -> part.state() == ProbeStatus.WORKS);
    }
}
