package io.github.pullresponder.endtoend;

import io.github.pullresponder.sandbox.functions.SimulatedCrash;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A run of a process. It ends at the step that a test chooses, and the process does nothing after that step. */
final class ProcessRun {
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final int last;
    private boolean over;
    private String end = "";

    private ProcessRun(int last) {
        this.last = last;
    }

    static ProcessRun withoutEnd() {
        return new ProcessRun(Integer.MAX_VALUE);
    }

    /** @param step the number of the step at which the process ends */
    static ProcessRun until(int step) {
        return new ProcessRun(step);
    }

    /** Also stops threads that were active when the process ended. */
    synchronized void step(String name) {
        if (over || steps.size() == last) {
            end = over ? end : name;
            over = true;
            throw new SimulatedCrash(name);
        }
        steps.add(name);
    }

    synchronized boolean isOver() {
        return over;
    }

    /** The step at which the process ended; empty while it runs. */
    synchronized String end() {
        return end;
    }

    List<String> steps() {
        return List.copyOf(steps);
    }
}
