package io.github.pullresponder.sandbox.functions;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Delivers the messages of all listeners' queues: on request until none is visible, or as they arrive. */
final class QueueDelivery implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(QueueDelivery.class.getName());
    private static final int POLL_MILLISECONDS = 250;

    private final List<QueueListener> listeners;
    private final ScheduledExecutorService workers;
    private final int atOnce;

    /** @param atOnce number of messages that are processed in parallel while this listens */
    QueueDelivery(List<QueueListener> listeners, int atOnce) {
        this.listeners = listeners;
        this.atOnce = atOnce;
        this.workers = Executors.newScheduledThreadPool(atOnce, work -> {
            var thread = new Thread(work, "queue-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    int drain() {
        int delivered = 0;
        boolean more;
        do {
            more = false;
            for (QueueListener listener : listeners) {
                if (listener.deliverNext()) {
                    delivered++;
                    more = true;
                }
            }
        } while (more);
        return delivered;
    }

    int drain(int count) {
        var threads = Executors.newFixedThreadPool(count);
        try {
            return Stream.generate(() -> CompletableFuture.supplyAsync(this::drain, threads))
                    .limit(count)
                    .toList()
                    .stream()
                    .mapToInt(CompletableFuture::join)
                    .sum();
        } finally {
            threads.shutdown();
        }
    }

    void listen() {
        for (int worker = 0; worker < atOnce; worker++) {
            workers.scheduleWithFixedDelay(this::drainIfItCan, 0, POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
        }
    }

    /** A queue that is temporarily unreachable must not stop the delivery. */
    private void drainIfItCan() {
        try {
            drain();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The queues cannot be read", e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
