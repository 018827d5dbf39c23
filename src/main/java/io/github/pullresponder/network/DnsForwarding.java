package io.github.pullresponder.network;

import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;

/**
 * Where DNS questions are sent on.
 *
 * @param servers those services of Azure that the nodes' network, a proxy or a rule names as DNS server, by address
 * @param leftOutNear how many rulesets of the nodes' region were not read: only they can be linked to the nodes' network
 * @param leftOutElsewhere how many rulesets of other regions were not read
 */
public record DnsForwarding(
        Map<String, ReadResult<DnsServer>> servers,
        List<ForwardingRuleset> rulesets,
        int leftOutNear,
        int leftOutElsewhere) {
    public static final DnsForwarding NONE = new DnsForwarding(Map.of(), List.of(), 0, 0);

    public DnsForwarding {
        servers = Map.copyOf(servers);
        rulesets = List.copyOf(rulesets);
    }

    List<ForwardingRuleset> linkedTo(ResourceId network) {
        return rulesets.stream()
                .filter(ruleset -> ruleset.networks().contains(network))
                .toList();
    }
}
