package io.github.pullresponder.read;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Runs many reads of the same kind, a few at a time: the deadline of a read begins when it is requested, and would pass while the
 * read waits for all others. When one ends, the next begins, so that a slow read does not delay the others.
 *
 * @param atOnce the maximum number of concurrent reads
 * @param hasTime returns false when no more reads may begin; reads in progress are still awaited
 */
public record ConcurrentReads(int atOnce, BooleanSupplier hasTime) {
    private static final int AT_ONCE = 10;
    private static final long LOOK_AT_CLOCK_MILLISECONDS = 100;

    public static ConcurrentReads withoutEnd() {
        return withoutEnd(AT_ONCE);
    }

    public static ConcurrentReads withoutEnd(int atOnce) {
        return new ConcurrentReads(atOnce, () -> true);
    }

    public static ConcurrentReads until(Instant end, Clock clock) {
        return new ConcurrentReads(AT_ONCE, () -> clock.instant().isBefore(end));
    }

    /**
     * Waits for the results of the first reads, in their order: as many as there was time for, and at least one, so that
     * repeated calls with the rest end.
     *
     * @param all the keys, all different
     */
    public <K, T> Map<K, ReadResult<T>> ask(List<K> all, Function<K, AsyncRead<T>> read) {
        var room = new Semaphore(atOnce);
        var started = new LinkedHashMap<K, AsyncRead<T>>();
        for (var one : all) {
            if (started.isEmpty()) {
                room.acquireUninterruptibly();
            } else if (!isRoomInTime(room)) {
                break;
            }
            var answer = read.apply(one);
            started.put(one, answer);
            AsyncRead.ended(List.of(answer)).onRead(any -> room.release());
        }
        var results = new LinkedHashMap<K, ReadResult<T>>();
        started.forEach((one, answer) -> results.put(one, answer.result()));
        return results;
    }

    private boolean isRoomInTime(Semaphore room) {
        try {
            while (hasTime.getAsBoolean()) {
                if (room.tryAcquire(LOOK_AT_CLOCK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                    return hasTime.getAsBoolean();
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
