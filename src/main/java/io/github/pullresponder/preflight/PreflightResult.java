package io.github.pullresponder.preflight;

import io.github.pullresponder.preflight.unneeded.RightsComparison;
import java.util.List;

/**
 * What works of all that the settings imply.
 *
 * @param installation whose rights these are
 * @param clusters how many are visible
 * @param registries how many are visible
 * @param comparison what of the identity's rights the settings do not ask for; it is no part of the state
 * @param notes what else should be known, such as what was left out
 */
public record PreflightResult(
        Installation installation,
        int clusters,
        int registries,
        List<Endpoint> endpoints,
        List<ProbeResult> rights,
        RightsComparison comparison,
        List<String> notes) {
    public PreflightResult {
        endpoints = List.copyOf(endpoints);
        rights = List.copyOf(rights);
        notes = List.copyOf(notes);
    }

    /** Missing if anything is; else not reached if anything is; else stuck if anything is; else it works. */
    public ProbeStatus state() {
        for (var state : List.of(ProbeStatus.MISSING, ProbeStatus.NOT_REACHED, ProbeStatus.STUCK)) {
            if (endpoints.stream().anyMatch(endpoint -> endpoint.state() == state)
                    || rights.stream().anyMatch(right -> right.state() == state)) {
                return state;
            }
        }
        return ProbeStatus.WORKS;
    }
}
