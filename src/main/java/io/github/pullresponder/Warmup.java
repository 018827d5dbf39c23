package io.github.pullresponder;

import io.github.pullresponder.evidence.kubernetes.KubernetesClientFactory;

/**
 * Loads the classes of later reads during the first reads of a process. Most of the time to the first answer is class loading,
 * and a diagnosis reads one system after another.
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
            KubernetesClientFactory.warmUp();
        } catch (RuntimeException | LinkageError e) {
            // The diagnosis that needs a class reports that it cannot be loaded.
        }
    }
}
