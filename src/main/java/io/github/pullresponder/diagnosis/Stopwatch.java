package io.github.pullresponder.diagnosis;

import java.time.Duration;

/** Measures elapsed time, independent of the clock that checks compare times with. */
public record Stopwatch(long startNanos) {
    public static Stopwatch started() {
        return new Stopwatch(System.nanoTime());
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
