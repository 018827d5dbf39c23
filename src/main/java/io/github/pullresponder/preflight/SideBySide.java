package io.github.pullresponder.preflight;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs parts of a task side by side until a deadline that they share. Threads of their own, because the parts wait for reads;
 * what still runs at the deadline is interrupted and given up.
 */
final class SideBySide implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SideBySide.class);

    private final ExecutorService threads = Executors.newCachedThreadPool(SideBySide::daemon);
    private final long deadline;

    /** @param time from now */
    SideBySide(Duration time) {
        this.deadline = System.nanoTime() + time.toNanos();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "preflight");
        thread.setDaemon(true);
        return thread;
    }

    <T> Part<T> start(String name, Supplier<T> work) {
        return new Part<>(name, threads.submit(work::get));
    }

    /** One part, which has a result or none by the deadline. */
    final class Part<T> {
        private final String name;
        private final Future<T> result;

        private Part(String name, Future<T> result) {
            this.name = name;
            this.result = result;
        }

        /**
         * Waits however long it takes: for other parts, which are interrupted when all is given up.
         *
         * @throws IllegalStateException if there is no result
         */
        T join() {
            try {
                return result.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(name + ": interrupted", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(name + ": failed", e);
            }
        }

        /** Waits no longer than to the deadline. */
        T orElse(Supplier<T> otherwise) {
            try {
                return result.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return otherwise.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return otherwise.get();
            } catch (ExecutionException e) {
                // The type only: a message may quote what was read.
                LOG.warn(
                        "{} failed with {}",
                        name,
                        (e.getCause() == null ? e : e.getCause()).getClass().getName());
                return otherwise.get();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
