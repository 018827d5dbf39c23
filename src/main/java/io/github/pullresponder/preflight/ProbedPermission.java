package io.github.pullresponder.preflight;

import io.github.pullresponder.read.Permission;
import java.util.List;

/**
 * A permission with all its probes.
 *
 * @param off true if its capability is off: then there are no probes
 */
public record ProbedPermission(Permission permission, boolean off, List<PermissionProbe> trials) {
    public ProbedPermission {
        trials = List.copyOf(trials);
    }

    /** The worst state of its probes. */
    public ProbeStatus state() {
        if (off) {
            return ProbeStatus.OFF;
        }
        for (var state :
                List.of(ProbeStatus.MISSING, ProbeStatus.NOT_REACHED, ProbeStatus.NOT_TRIED, ProbeStatus.WORKS)) {
            if (trials.stream().anyMatch(trial -> trial.state() == state)) {
                return state;
            }
        }
        return ProbeStatus.NOT_TRIED;
    }

    public List<PermissionProbe> in(ProbeStatus state) {
        return trials.stream().filter(trial -> trial.state() == state).toList();
    }

    /** The reasons of probes whose result is neither granted nor missing. */
    public List<String> open() {
        return trials.stream()
                .filter(trial -> trial.state() == ProbeStatus.NOT_REACHED || trial.state() == ProbeStatus.NOT_TRIED)
                .flatMap(trial -> trial.failure().map(why -> trial.on() + ": " + why.getMessage()).stream())
                .distinct()
                .toList();
    }
}
