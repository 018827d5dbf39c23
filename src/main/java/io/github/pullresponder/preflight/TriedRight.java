package io.github.pullresponder.preflight;

import io.github.pullresponder.evidence.Permission;
import java.util.List;

/**
 * A permission, and all that was tried with it.
 *
 * @param off whether its capability is switched off: then nothing was tried
 */
public record TriedRight(Permission permission, boolean off, List<Trial> trials) {
    public TriedRight {
        trials = List.copyOf(trials);
    }

    /** The worst of what was tried. */
    public State state() {
        if (off) {
            return State.OFF;
        }
        for (var state : List.of(State.MISSING, State.NOT_REACHED, State.NOT_TRIED, State.WORKS)) {
            if (trials.stream().anyMatch(trial -> trial.state() == state)) {
                return state;
            }
        }
        return State.NOT_TRIED;
    }

    public List<Trial> in(State state) {
        return trials.stream().filter(trial -> trial.state() == state).toList();
    }

    /** Why some of it is neither granted nor missing. */
    public List<String> open() {
        return trials.stream()
                .filter(trial -> trial.state() == State.NOT_REACHED || trial.state() == State.NOT_TRIED)
                .flatMap(trial -> trial.failure().map(why -> trial.on() + ": " + why.getMessage()).stream())
                .distinct()
                .toList();
    }
}
