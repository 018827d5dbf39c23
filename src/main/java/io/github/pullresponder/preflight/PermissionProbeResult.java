package io.github.pullresponder.preflight;

import io.github.pullresponder.read.Permission;
import java.util.List;

/**
 * A permission with all its probes.
 *
 * @param off true if its capability is off: then there are no probes
 */
public record PermissionProbeResult(Permission permission, boolean off, List<PermissionProbe> trials) {
    public PermissionProbeResult {
        trials = List.copyOf(trials);
    }

    /** The worst state of its probes. */
    public PermissionProbeStatus state() {
        if (off) {
            return PermissionProbeStatus.OFF;
        }
        for (var state : List.of(
                PermissionProbeStatus.MISSING,
                PermissionProbeStatus.NOT_REACHED,
                PermissionProbeStatus.NOT_TRIED,
                PermissionProbeStatus.WORKS)) {
            if (trials.stream().anyMatch(trial -> trial.state() == state)) {
                return state;
            }
        }
        return PermissionProbeStatus.NOT_TRIED;
    }

    public List<PermissionProbe> in(PermissionProbeStatus state) {
        return trials.stream().filter(trial -> trial.state() == state).toList();
    }

    /** The reasons of probes whose result is neither granted nor missing. */
    public List<String> open() {
        return trials.stream()
                .filter(trial -> trial.state() == PermissionProbeStatus.NOT_REACHED
                        || trial.state() == PermissionProbeStatus.NOT_TRIED)
                .flatMap(trial -> trial.failure().map(why -> trial.on() + ": " + why.getMessage()).stream())
                .distinct()
                .toList();
    }
}
