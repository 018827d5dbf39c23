package io.github.pullresponder.preflight;

import java.util.List;

/**
 * The result of a health probe. An answer alone shows that the process runs.
 *
 * @param storage the state of each part of the storage
 */
public record AppHealthStatus(List<DependencyStatus> storage) {
    public AppHealthStatus {
        storage = List.copyOf(storage);
    }

    public boolean works() {
        return storage.stream().allMatch(part -> part.state() == PermissionProbeStatus.WORKS);
    }
}
