package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.evidence.Networks.NetworkResourceIndex;
import io.github.pullresponder.network.AzureManagedDnsServer;
import io.github.pullresponder.network.AzureManagedDnsServer.FirewallDnsProxy;
import io.github.pullresponder.network.DnsForwarding;
import io.github.pullresponder.network.ForwardingRuleset;
import io.github.pullresponder.network.NetworkSnapshot.NodeLocation;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.RegistryNetwork;
import io.github.pullresponder.registry.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.resource.ResourceId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The possible forwarders of the nodes' DNS queries: forwarding rulesets, resolvers' inbound endpoints, firewalls' DNS proxies. */
final class DnsForwardingFacts {
    private static final int MOST_RULESETS = 10;

    private final NetworkPartsReader reads;
    private final AsyncRead<DnsForwarding> forwarding;

    DnsForwardingFacts(
            AsyncRead<Cluster> cluster,
            AsyncRead<RegistryNetwork> registry,
            AsyncRead<NodeLocation> place,
            AsyncRead<NetworkResourceIndex> index,
            NetworkPartsReader reads) {
        this.reads = reads;
        this.forwarding = registry.then(read -> hasEndpoint(read)
                ? index.then(found -> cluster.then(known -> rulesets(found, known.location())
                        .then(rulesets -> place.then(nodes -> with(rulesets, nodes, found)))))
                : AsyncRead.of(DnsForwarding.NONE));
    }

    AsyncRead<DnsForwarding> forwarding() {
        return forwarding;
    }

    /** Returns true if an approved endpoint exists: without one, no name of the registry resolves through a private zone. */
    private static boolean hasEndpoint(RegistryNetwork registry) {
        return registry.endpoints().stream().anyMatch(EndpointConnection::isApproved);
    }

    /**
     * Reads the rulesets. A ruleset can be linked only to networks of its own region. Source: "Azure DNS Private Resolver endpoints and
     * rulesets", DNS forwarding
     * rulesets.
     */
    private AsyncRead<DnsForwarding> rulesets(NetworkResourceIndex index, String region) {
        var sorted = index.rulesets().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<ResourceId, String> ruleset) ->
                                !ruleset.getValue().equalsIgnoreCase(region))
                        .thenComparing(ruleset -> ruleset.getKey().toString()))
                .toList();
        var leftOut = sorted.stream().skip(MOST_RULESETS).toList();
        var near = (int) leftOut.stream()
                .filter(ruleset -> ruleset.getValue().equalsIgnoreCase(region))
                .count();
        return AsyncRead.all(sorted.stream()
                        .limit(MOST_RULESETS)
                        .map(ruleset -> ruleset(ruleset.getKey()))
                        .toList())
                .map(read -> new DnsForwarding(Map.of(), read, near, leftOut.size() - near));
    }

    private AsyncRead<ForwardingRuleset> ruleset(ResourceId id) {
        var networks = reads.start("links of DNS forwarding ruleset " + id.name(), read -> read.networksOfRuleset(id));
        var rules = reads.start("rules of DNS forwarding ruleset " + id.name(), read -> read.rulesOfRuleset(id));
        return networks.with(rules, (linked, found) -> new ForwardingRuleset(id, linked, found));
    }

    private AsyncRead<DnsForwarding> with(DnsForwarding rulesets, NodeLocation nodes, NetworkResourceIndex index) {
        var named = Stream.concat(
                        nodes.network().ownDnsServers().stream(),
                        rulesets.rulesets().stream()
                                .flatMap(ruleset -> ruleset.rules().stream())
                                .filter(ForwardingRuleset.DnsForwardingRule::enabled)
                                .flatMap(rule -> rule.servers().stream().limit(1)))
                .collect(Collectors.toSet());
        return servers(named, nodes, index)
                .then(first -> servers(behindProxies(first, named), nodes, index)
                        .map(second -> NetworkPartsReader.merge(second, first)))
                .map(servers -> new DnsForwarding(
                        servers, rulesets.rulesets(), rulesets.leftOutNear(), rulesets.leftOutElsewhere()));
    }

    private static Set<String> behindProxies(
            Map<String, ReadResult<AzureManagedDnsServer>> servers, Set<String> known) {
        var behind = new HashSet<String>();
        ReadResult.onlyRead(servers.values()).stream()
                .filter(FirewallDnsProxy.class::isInstance)
                .forEach(proxy -> behind.addAll(((FirewallDnsProxy) proxy).servers()));
        behind.removeAll(known);
        return behind;
    }

    private AsyncRead<Map<String, ReadResult<AzureManagedDnsServer>>> servers(
            Set<String> addresses, NodeLocation nodes, NetworkResourceIndex index) {
        var found = new HashMap<String, AsyncRead<AzureManagedDnsServer>>();
        addresses.forEach(address -> server(address, nodes, index).ifPresent(server -> found.put(address, server)));
        return AsyncRead.settled(found);
    }

    /**
     * The server at an address. Several inbound endpoints may have the same address in networks that are not connected: the one that the
     * nodes use is not known.
     */
    private Optional<AsyncRead<AzureManagedDnsServer>> server(
            String address, NodeLocation nodes, NetworkResourceIndex index) {
        var firewalls = index.firewallsAt(address, nodes.network());
        if (!firewalls.isEmpty()) {
            return Optional.of(NetworkPartsReader.onlyFirewall(
                    address,
                    firewalls,
                    id -> reads.start("DNS settings of firewall " + id.name(), networks -> networks.dnsProxy(id))));
        }
        return Optional.of(Objects.requireNonNullElse(index.inboundEndpoints().get(address), Set.<ResourceId>of()))
                .filter(endpoints -> endpoints.size() == 1)
                .map(endpoints -> List.copyOf(endpoints).get(0))
                .map(id -> reads.start("inbound endpoint " + id.name(), networks -> networks.inboundEndpoint(id)));
    }
}
