package io.github.pullresponder.bench;

import io.github.pullresponder.cluster.Pod;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Measures the heap of the pods of a large cluster after they are read, and the time of reading them. */
final class PodsBenchmark {
    static final int PODS = 20_000;
    static final Duration LATENCY = Duration.ofMillis(20);

    private static final int WARM_UP = 2_000;
    private static final long MEGABYTE = 1 << 20;

    /**
     * The cost of reading.
     *
     * @param megabytes of heap that the pods occupy after the read
     */
    record Measured(int pods, long megabytes, Duration elapsed) {}

    private PodsBenchmark() {}

    static void run() throws IOException {
        var measured = measure();
        System.out.printf(
                "%n%,d pods at %d ms an answer: %d MB more heap, %,d ms%n",
                measured.pods, LATENCY.toMillis(), measured.megabytes, measured.elapsed.toMillis());
    }

    static Measured measure() throws IOException {
        read(WARM_UP);
        try (var cluster = new LargeCluster(PODS, LATENCY);
                var workloads = cluster.connect()) {
            var before = used();
            var begin = System.nanoTime();
            List<Pod> pods = workloads.pods();
            var elapsed = Duration.ofNanos(System.nanoTime() - begin);
            var after = used();
            return new Measured(pods.size(), (after - before) / MEGABYTE, elapsed);
        }
    }

    private static void read(int pods) throws IOException {
        try (var cluster = new LargeCluster(pods, Duration.ZERO);
                var workloads = cluster.connect()) {
            workloads.pods();
        }
    }

    private static long used() {
        var least = Long.MAX_VALUE;
        for (var i = 0; i < 4; i++) {
            System.gc();
            var runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
