package io.github.pullresponder.investigation;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Applies an action to many items, a few concurrently and in their order, until the deadline. */
final class ConcurrentBatchRunner {
    /** A small number: each item reads from several systems, and work items need reads, too. */
    private static final int AT_ONCE = 4;

    private ConcurrentBatchRunner() {}

    /** Returns the results of the items that were started. */
    static <T, R> List<R> untilEnd(Collection<T> things, Function<T, R> action, BooleanSupplier hasTime) {
        var waiting = new ConcurrentLinkedQueue<>(things);
        var results = new ConcurrentLinkedQueue<R>();
        var threads = Executors.newFixedThreadPool(Math.max(1, Math.min(AT_ONCE, things.size())));
        try {
            var workers = IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> threads.submit(() -> {
                        while (hasTime.getAsBoolean()) {
                            var next = waiting.poll();
                            if (next == null) {
                                return;
                            }
                            results.add(action.apply(next));
                        }
                    }))
                    .toList();
            for (var worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw toUnchecked(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
        return List.copyOf(results);
    }

    private static RuntimeException toUnchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
