package io.github.pullresponder.endtoend;

import io.github.pullresponder.sandbox.functions.SimulatedCrash;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The life of a process: it ends at the step that a test chooses, and nothing is done after it. */
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

    /** @param step the number of the one that is not survived */
    static ProcessRun until(int step) {
        return new ProcessRun(step);
    }

    /** Threads that were in the middle of something when the process died come no further either. */
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

    /** The step that was not survived; empty while there is none. */
    synchronized String end() {
        return end;
    }

    List<String> steps() {
        return List.copyOf(steps);
    }
}
