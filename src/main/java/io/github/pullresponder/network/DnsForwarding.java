package io.github.pullresponder.network;

import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;

/**
 * The DNS forwarding settings.
 *
 * @param servers the Azure services that the nodes' network, a proxy or a rule names as DNS server, by address
 * @param leftOutNear the number of unread rulesets of the nodes' region: only they can be linked to the nodes' network
 * @param leftOutElsewhere the number of unread rulesets of other regions
 */
public record DnsForwarding(
        Map<String, ReadResult<AzureManagedDnsServer>> servers,
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
