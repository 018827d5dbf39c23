package io.github.pullresponder.read;

import io.github.pullresponder.read.BatchedReads.Answer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Asks the same of many, a few at a time, until its time is over: as soon as one has answered, the next is asked, so that one
 * that does not answer holds up none but itself.
 *
 * @param end no more are asked then; those that were are waited for
 */
public record SlidingWindow(Clock clock, Instant end) {
    private static final int AT_ONCE = 10;
    private static final long LOOK_AT_CLOCK_MILLISECONDS = 100;

    /** One whose time is never over. */
    public static SlidingWindow withoutEnd(Clock clock) {
        return new SlidingWindow(clock, Instant.MAX);
    }

    /**
     * Waits for the answers of the first ones, as many as there was time for, and at least one, so that whoever goes on with the
     * rest comes to an end.
     */
    public <K, T> List<Answer<K, T>> ask(List<K> all, Function<K, AsyncRead<T>> read) {
        var room = new Semaphore(AT_ONCE);
        var asked = new ArrayList<AsyncRead<T>>();
        for (var one : all) {
            if (asked.isEmpty()) {
                room.acquireUninterruptibly();
            } else if (!isRoomInTime(room)) {
                break;
            }
            var fact = read.apply(one);
            asked.add(fact);
            AsyncRead.settled(List.of(fact)).whenRead(any -> room.release());
        }
        var answers = new ArrayList<Answer<K, T>>();
        for (var i = 0; i < asked.size(); i++) {
            answers.add(BatchedReads.answer(all.get(i), asked.get(i)));
        }
        return answers;
    }

    private boolean isRoomInTime(Semaphore room) {
        try {
            while (clock.instant().isBefore(end)) {
                if (room.tryAcquire(LOOK_AT_CLOCK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                    return clock.instant().isBefore(end);
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
