package io.github.pullresponder.bench;

import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.EstatePlayer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How long a diagnosis takes when every answer of the simulated Azure comes 100 ms late, and how many calls it makes. */
final class DiagnosisBenchmark {
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final int WARM_UPS = 8;
    private static final int RUNS = 11;

    /**
     * @param chain the longest chain of reads that need each other's answers. All begin with cluster credential → pod, which
     *     says the image and the error; then
     *     of a 401 → registry's refresh token → access token → manifest → link to the configuration → configuration,
     *     of DNS → registry → endpoint → its network → security group of its subnet,
     *     of addresses → registry → public addresses,
     *     of a key → registry → vault list → vault → key and roles,
     *     of a firewall → network → routes → firewall → policy → parent policy's rules → IP groups
     */
    private record Case(String estate, int chain) {}

    private static final List<Case> CASES = List.of(
            new Case("pull-role-missing", 7),
            new Case("pull-role-on-deleted-identity", 7),
            new Case("two-pull-secrets-both-fail", 7),
            new Case("pull-secret-principal-expired", 7),
            new Case("private-dns-zone-not-linked", 6),
            new Case("egress-ip-not-allowed", 4),
            new Case("customer-key-no-role", 6),
            new Case("firewall-denies-in-parent-policy", 7),
            new Case("firewall-ip-group-lacks-endpoint", 8));

    private DiagnosisBenchmark() {}

    static void run() {
        System.out.printf("%nDiagnosis with %d ms per answer (median of %d)%n", LATENCY.toMillis(), RUNS);
        System.out.printf(
                "%-34s %9s %9s %7s %9s %11s%n", "estate", "median", "allowed", "ratio", "ARM calls", "Graph calls");
        for (var it : CASES) {
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
            var graphCalls = 0L;
            for (var i = 0; i < RUNS; i++) {
                var stats = player.play().get(0).firstReport().orElseThrow().stats();
                elapsed[i] = stats.elapsed().toMillis();
                graphCalls = Math.max(graphCalls, stats.calls().get(RemoteSystem.GRAPH));
                armCalls = Math.max(armCalls, stats.calls().get(RemoteSystem.ARM));
            }
            Arrays.sort(elapsed);
            var chain = it.chain * LATENCY.toMillis();
            System.out.printf(
                    "%-34s %6d ms %6.0f ms %7.2f %9d %11d%n",
                    it.estate,
                    elapsed[RUNS / 2],
                    1.5 * chain,
                    (double) elapsed[RUNS / 2] / chain,
                    armCalls,
                    graphCalls);
        }
    }
}
