package io.github.pullresponder.read;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs blocking reads concurrently on one bounded executor and gives each a deadline.
 *
 * <p>Only reads run on its threads, never code that waits for another read, so the bound cannot cause a deadlock.
 */
public final class ReadExecutor implements AutoCloseable {
    private static final long IDLE_SECONDS = 30;

    /** Watches all deadlines. Other code may occupy the JVM's common pool for longer than any deadline. */
    private static final ScheduledExecutorService DEADLINES = deadlines();

    /** Handles expired reads, which must not delay other deadlines. */
    private static final ExecutorService EXPIRED = Executors.newCachedThreadPool(ReadExecutor::daemon);

    private final ExecutorService executor;
    private final Duration deadline;

    /**
     * @param atOnce the maximum number of concurrent reads of this process
     * @param deadline the time from the request of a read until it counts as unanswered
     */
    public ReadExecutor(int atOnce, Duration deadline) {
        var pool = new ThreadPoolExecutor(
                atOnce, atOnce, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ReadExecutor::daemon);
        pool.allowCoreThreadTimeOut(true);
        this.executor = pool;
        this.deadline = deadline;
    }

    /**
     * Starts a read.
     *
     * @param what its name in the message of an {@link EvidenceUnavailableException}
     */
    @SuppressWarnings("FutureReturnValueIgnored") // No caller waits for the removal of an obsolete deadline.
    public <T> AsyncRead<T> start(String what, Supplier<T> read) {
        var answer = new CompletableFuture<T>();
        try {
            var task = executor.submit(() -> answerWith(answer, read));
            var expiry = DEADLINES.schedule(
                    () -> EXPIRED.execute(() -> expire(answer, what, task)),
                    deadline.toMillis(),
                    TimeUnit.MILLISECONDS);
            answer.whenComplete((value, failure) -> expiry.cancel(false));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(EvidenceUnavailableException.because(
                    EvidenceUnavailableException.UnavailabilityReason.UNREACHABLE, what));
        }
        return new AsyncRead<>(answer);
    }

    private static void expire(CompletableFuture<?> answer, String what, Future<?> task) {
        if (answer.completeExceptionally(EvidenceUnavailableException.because(
                EvidenceUnavailableException.UnavailabilityReason.TIMED_OUT, what))) {
            task.cancel(true);
        }
    }

    private static <T> void answerWith(CompletableFuture<T> answer, Supplier<T> read) {
        try {
            answer.complete(read.get());
        } catch (Throwable e) {
            // An Error, too, must reach the waiting threads: otherwise they would wait for their deadline.
            answer.completeExceptionally(e);
        }
    }

    private static ScheduledExecutorService deadlines() {
        var watch = new ScheduledThreadPoolExecutor(1, ReadExecutor::daemon);
        // Most reads are answered: their deadlines are removed.
        watch.setRemoveOnCancelPolicy(true);
        return watch;
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "read");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
