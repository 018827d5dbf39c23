package io.github.pullresponder;

import io.github.pullresponder.evidence.kubernetes.KubernetesConnection;

/**
 * Loads, during the first reads of a process, what the reads after them need. Most of the time to the first answer goes into
 * loading classes, and a diagnosis asks one system after another.
 */
final class Warmup {
    private Warmup() {}

    static void begin() {
        var thread = new Thread(Warmup::run, "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run() {
        try {
            KubernetesConnection.warmUp();
        } catch (RuntimeException | LinkageError e) {
            // The diagnosis that needs a class reports that it cannot be loaded.
        }
    }
}
