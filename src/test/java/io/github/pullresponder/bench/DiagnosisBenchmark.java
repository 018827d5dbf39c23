package io.github.pullresponder.bench;

import io.github.pullresponder.evidence.RemoteSystem;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.EstatePlayer;
import java.time.Duration;
import java.util.Arrays;

/** How long a diagnosis takes when every answer of the simulated Azure comes 100 ms late, and how many calls it makes. */
final class DiagnosisBenchmark {
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final int WARM_UPS = 8;
    private static final int RUNS = 11;

    /**
     * @param chain the longest chain of reads that need each other's answers:
     *     cluster credential → pod → role assignments (and the service account) → principals
     */
    private record Case(String estate, int chain) {}

    private DiagnosisBenchmark() {}

    static void run() {
        System.out.printf("%nDiagnosis with %d ms per answer (median of %d)%n", LATENCY.toMillis(), RUNS);
        System.out.printf("%-34s %9s %9s %7s %9s%n", "estate", "median", "allowed", "ratio", "ARM calls");
        for (var it : new Case[] {new Case("pull-role-missing", 3), new Case("pull-role-on-deleted-identity", 4)}) {
            measure(it);
        }
    }

    private static void measure(Case it) {
        try (var player = new EstatePlayer(BundledEstates.named(it.estate), 0)) {
            player.azure().delay(LATENCY);
            for (var i = 0; i < WARM_UPS; i++) {
                player.play();
            }
            var elapsed = new long[RUNS];
            var armCalls = 0L;
            for (var i = 0; i < RUNS; i++) {
                var diagnosis = player.play().get(0).diagnosis().orElseThrow();
                elapsed[i] = diagnosis.elapsed().toMillis();
                armCalls = Math.max(armCalls, diagnosis.calls().get(RemoteSystem.ARM));
            }
            Arrays.sort(elapsed);
            var chain = it.chain * LATENCY.toMillis();
            System.out.printf(
                    "%-34s %6d ms %6.0f ms %7.2f %9d%n",
                    it.estate, elapsed[RUNS / 2], 1.5 * chain, (double) elapsed[RUNS / 2] / chain, armCalls);
        }
    }
}
