package io.github.pullresponder.sandbox.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Answers requests in waves: it holds every request until no other one arrives, then lets all of them pass. A request
 * that needs an earlier answer is in a later wave, so the number of waves is the length of the longest chain of
 * dependent reads.
 *
 * <p>A process that pauses between two requests can split a wave, so a count can be too high but never too low.
 */
public final class WaveGate implements AutoCloseable {
    private final Duration quiet;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "waves");
        thread.setDaemon(true);
        return thread;
    });
    private final List<List<String>> waves = new ArrayList<>();
    private List<String> arrived = new ArrayList<>();
    private CountDownLatch opening = new CountDownLatch(1);
    private ScheduledFuture<?> end;

    /** @param quiet time without a new request after which the waiting requests are answered */
    public WaveGate(Duration quiet) {
        this.quiet = quiet;
    }

    /** Returns the requests of each wave so far. */
    public synchronized List<List<String>> waves() {
        return List.copyOf(waves);
    }

    void pass(String request) {
        try {
            arrive(request).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized CountDownLatch arrive(String request) {
        arrived.add(request);
        if (end != null) {
            end.cancel(false);
        }
        end = watch.schedule(this::open, quiet.toMillis(), TimeUnit.MILLISECONDS);
        return opening;
    }

    private synchronized void open() {
        waves.add(List.copyOf(arrived));
        arrived = new ArrayList<>();
        opening.countDown();
        opening = new CountDownLatch(1);
    }

    @Override
    public void close() {
        watch.shutdown();
        open();
    }
}
