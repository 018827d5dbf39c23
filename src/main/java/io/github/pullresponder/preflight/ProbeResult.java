package io.github.pullresponder.preflight;

import io.github.pullresponder.read.Permission;
import java.util.List;

/**
 * A permission, and all that was tried with it.
 *
 * @param off whether its capability is switched off: then nothing was tried
 */
public record ProbeResult(Permission permission, boolean off, List<PermissionProbe> trials) {
    public ProbeResult {
        trials = List.copyOf(trials);
    }

    /** The worst of what was tried. */
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

    /** Why some of it is neither granted nor missing. */
    public List<String> open() {
        return trials.stream()
                .filter(trial -> trial.state() == ProbeStatus.NOT_REACHED || trial.state() == ProbeStatus.NOT_TRIED)
                .flatMap(trial -> trial.failure().map(why -> trial.on() + ": " + why.getMessage()).stream())
                .distinct()
                .toList();
    }
}
