package io.github.pullresponder.bench;

import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.FirewallRule;
import io.github.pullresponder.network.FirewallRule.RuleAddresses;
import io.github.pullresponder.network.FirewallRules;
import io.github.pullresponder.network.RuleCollection;
import io.github.pullresponder.network.RuleCollectionGroup;
import io.github.pullresponder.network.Traffic;
import io.github.pullresponder.network.TrafficDestination;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Measures the evaluation of a firewall's rules if none of them matches: the time grows with the number of rules. */
final class FirewallBenchmark {
    private static final ResourceId POLICY =
            ResourceId.parse("/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/firewallPolicies/afwp");
    private static final int RULES = 200;
    private static final int RUNS = 25;

    private FirewallBenchmark() {}

    static void run() {
        for (var collections : List.of(25, 50, 100, 200)) {
            System.out.printf(
                    "judge %3d collections of %d firewall rules: %,d µs%n", collections, RULES, micros(collections));
        }
    }

    private static long micros(int collections) {
        var rules = new FirewallRules(
                List.of(new RuleCollectionGroup(
                        POLICY,
                        "group",
                        200,
                        IntStream.range(0, collections)
                                .mapToObj(FirewallBenchmark::collection)
                                .toList(),
                        Set.of())),
                Map.of());
        var traffic = new Traffic(
                AddressRange.of("10.0.0.4"),
                new TrafficDestination(
                        "contososhop.azurecr.io",
                        Optional.of(AddressRange.of("10.0.1.5")),
                        TrafficDestination.REGISTRY_TAG,
                        Set.of("westeurope"),
                        true),
                List.of());
        return IntStream.range(0, RUNS)
                .mapToLong(run -> {
                    var start = System.nanoTime();
                    var judged = rules.judge(traffic);
                    var elapsed = (System.nanoTime() - start) / 1_000;
                    return judged.rule().isEmpty() ? 0 : elapsed;
                })
                .min()
                .orElseThrow();
    }

    private static RuleCollection collection(int number) {
        return new RuleCollection(
                "collection-" + number,
                100 + number,
                true,
                IntStream.range(0, RULES)
                        .<FirewallRule>mapToObj(rule -> new FirewallRule.NetworkRule(
                                "rule-" + rule,
                                List.of("TCP"),
                                new RuleAddresses(List.of("10.0.0.0/8"), List.of()),
                                new RuleAddresses(List.of("172.16.%d.%d".formatted(number % 256, rule)), List.of()),
                                List.of(),
                                List.of("443")))
                        .toList());
    }
}
