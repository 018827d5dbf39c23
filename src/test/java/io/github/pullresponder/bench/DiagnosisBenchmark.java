package io.github.pullresponder.bench;

import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.EstatePlayer;
import io.github.pullresponder.sandbox.ReadWaves;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Measures the time of a diagnosis if every answer of the simulated Azure takes 100 ms, and the number of its calls. */
final class DiagnosisBenchmark {
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final int WARM_UPS = 8;
    private static final int RUNS = 11;

    private static final List<String> ESTATES = List.of(
            "pull-role-missing",
            "pull-role-on-deleted-identity",
            "two-pull-secrets-both-fail",
            "pull-secret-principal-expired",
            "private-dns-zone-not-linked",
            "egress-ip-not-allowed",
            "customer-key-no-role",
            "firewall-denies-in-parent-policy",
            "firewall-ip-group-lacks-endpoint");

    private DiagnosisBenchmark() {}

    static void run() {
        System.out.printf("%nDiagnosis with %d ms per answer (median of %d)%n", LATENCY.toMillis(), RUNS);
        System.out.printf(
                "%-34s %9s %6s %9s %7s %9s %11s%n",
                "estate", "median", "waves", "allowed", "ratio", "ARM calls", "Graph calls");
        for (var it : ESTATES) {
            measure(it);
        }
    }

    private static void measure(String estate) {
        try (var player = new EstatePlayer(BundledEstates.named(estate), 0)) {
            player.azure().delay(LATENCY);
            for (var i = 0; i < WARM_UPS; i++) {
                player.play();
            }
            var elapsed = new long[RUNS];
            var armCalls = 0L;
            var graphCalls = 0L;
            for (var i = 0; i < RUNS; i++) {
                var stats = player.play().get(0).firstReport().orElseThrow().stats();
                elapsed[i] = stats.elapsed().toMillis();
                graphCalls = Math.max(graphCalls, stats.calls().get(RemoteSystem.GRAPH));
                armCalls = Math.max(armCalls, stats.calls().get(RemoteSystem.ARM));
            }
            Arrays.sort(elapsed);
            var waves = ReadWaves.of(estate, 0).size();
            var chain = waves * LATENCY.toMillis();
            System.out.printf(
                    "%-34s %6d ms %6d %6.0f ms %7.2f %9d %11d%n",
                    estate,
                    elapsed[RUNS / 2],
                    waves,
                    1.5 * chain,
                    (double) elapsed[RUNS / 2] / chain,
                    armCalls,
                    graphCalls);
        }
    }
}
