package io.github.pullresponder.preflight;

import java.util.List;
import java.util.Optional;

/**
 * What works of all that the settings imply.
 *
 * @param objectId the object id of the identity that was tried; absent if its token does not say
 * @param clusters how many are visible
 * @param registries how many are visible
 * @param notes what else should be known, such as what was left out
 */
public record PreflightResult(
        Optional<String> objectId,
        int clusters,
        int registries,
        List<Endpoint> endpoints,
        List<TriedRight> rights,
        List<String> notes) {
    public PreflightResult {
        endpoints = List.copyOf(endpoints);
        rights = List.copyOf(rights);
        notes = List.copyOf(notes);
    }

    /** Missing if anything is; else not reached if anything is; else it works. */
    public State state() {
        for (var state : List.of(State.MISSING, State.NOT_REACHED)) {
            if (endpoints.stream().anyMatch(it -> it.state() == state)
                    || rights.stream().anyMatch(it -> it.state() == state)) {
                return state;
            }
        }
        return State.WORKS;
    }
}
