package io.github.pullresponder.diagnosis;

import java.time.Duration;

/** Measures elapsed time, independent of the clock that facts are judged against. */
record Stopwatch(long startNanos) {
    static Stopwatch started() {
        return new Stopwatch(System.nanoTime());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
