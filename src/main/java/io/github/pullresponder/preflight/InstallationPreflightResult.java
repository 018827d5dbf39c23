package io.github.pullresponder.preflight;

import io.github.pullresponder.preflight.unneeded.UnneededRightsResult;
import java.util.List;

/**
 * The result of a preflight.
 *
 * @param installation the tested installation
 * @param clusters the number of visible clusters
 * @param registries the number of visible registries
 * @param comparison the rights that the settings do not need; it does not affect the state
 * @param notes additional information, such as lists that were cut
 */
public record InstallationPreflightResult(
        AppInstallation installation,
        int clusters,
        int registries,
        List<DependencyStatus> endpoints,
        List<ProbedPermission> rights,
        UnneededRightsResult comparison,
        List<String> notes) {
    public InstallationPreflightResult {
        endpoints = List.copyOf(endpoints);
        rights = List.copyOf(rights);
        notes = List.copyOf(notes);
    }

    /** The worst state of all parts: missing, then not reached, then stuck, then works. */
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
