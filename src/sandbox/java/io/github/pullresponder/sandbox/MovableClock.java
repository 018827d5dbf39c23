package io.github.pullresponder.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that runs with a base clock and that a test can also move forward. */
public final class MovableClock extends Clock {
    private final Clock base;
    private final AtomicReference<Duration> moved;

    private MovableClock(Clock base, AtomicReference<Duration> moved) {
        this.base = base;
        this.moved = moved;
    }

    /** Creates a clock that shows the time of {@code base} until a test moves it forward. */
    public static MovableClock over(Clock base) {
        return new MovableClock(base, new AtomicReference<>(Duration.ZERO));
    }

    public void move(Duration onwards) {
        moved.accumulateAndGet(onwards, Duration::plus);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(moved.get());
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new MovableClock(base.withZone(zone), moved);
    }
}
