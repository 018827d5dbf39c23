package io.github.pullresponder.pull;

import io.github.pullresponder.evidence.Networks.NetworkResourceIndex;
import io.github.pullresponder.evidence.Networks.ResourceRelations;
import io.github.pullresponder.network.Firewall;
import io.github.pullresponder.network.FirewallRule;
import io.github.pullresponder.network.FirewallRule.RuleAddresses;
import io.github.pullresponder.network.FirewallRules;
import io.github.pullresponder.network.NetworkSnapshot.NodeLocation;
import io.github.pullresponder.network.RouteTable;
import io.github.pullresponder.network.RuleCollectionGroup;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The firewalls that are next hops of the nodes' subnet, with all rules that apply. */
final class FirewallFacts {
    private static final int MOST_PARENTS = 3;

    private final NetworkPartsReader reads;
    private final AsyncRead<Map<String, ReadResult<Firewall>>> found;
    private final AsyncRead<Map<String, ReadResult<Firewall>>> complete;

    FirewallFacts(
            AsyncRead<NodeLocation> nodes,
            AsyncRead<Optional<RouteTable>> routes,
            AsyncRead<NetworkResourceIndex> index,
            NetworkPartsReader reads) {
        this.reads = reads;
        var appliances = nodes.then(place -> routes.with(index, (table, all) -> appliances(place, table, all)));
        appliances
                .with(index, (all, found) -> Map.entry(all, found.neighbors()))
                .onRead(this::readAhead);
        this.found = appliances.then(all -> each(all, reads::firewall));
        this.complete =
                appliances.then(all -> each(all, id -> reads.firewall(id).then(this::withRules)));
    }

    private static AsyncRead<Map<String, ReadResult<Firewall>>> each(
            Map<String, Set<ResourceId>> appliances, Function<ResourceId, AsyncRead<Firewall>> read) {
        return AsyncRead.settled(appliances.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, at -> NetworkPartsReader.onlyFirewall(at.getKey(), at.getValue(), read))));
    }

    /**
     * Starts the reads of policies, their parents and the firewalls' networks before the firewalls are read: the index has their ids,
     * which are verified later.
     */
    private void readAhead(Map.Entry<Map<String, Set<ResourceId>>, ResourceRelations> known) {
        var firewalls = known.getKey().values().stream()
                .filter(ids -> ids.size() == 1)
                .flatMap(Set::stream)
                .toList();
        for (var firewall : firewalls) {
            known.getValue().policiesOf(firewall).stream().limit(MOST_PARENTS).forEach(policy -> {
                reads.rulesOf(policy);
                reads.parentOf(policy);
            });
            Optional.ofNullable(known.getValue().subnets().get(firewall)).ifPresent(subnet -> {
                reads.network(subnet.parent());
                Optional.ofNullable(known.getValue().natGateways().get(subnet)).ifPresent(reads::addressesOfGateway);
            });
        }
    }

    /** The firewalls in ARM, without the rules of their policies, for further reads; empty if the read failed. */
    AsyncRead<List<Firewall>> found() {
        return found.map(firewalls -> ReadResult.onlyRead(firewalls.values()))
                .orElse(unreadable -> AsyncRead.of(List.of()));
    }

    /** The firewalls with all rules, by their next-hop address. */
    AsyncRead<Map<String, ReadResult<Firewall>>> complete() {
        return complete;
    }

    /** The networks of the firewalls. */
    AsyncRead<Set<ResourceId>> networks() {
        return found().map(firewalls -> firewalls.stream()
                .flatMap(firewall -> firewall.network().stream())
                .collect(Collectors.toSet()));
    }

    /** The firewalls that routes lead to, by their next-hop address. */
    private static Map<String, Set<ResourceId>> appliances(
            NodeLocation nodes, Optional<RouteTable> table, NetworkResourceIndex index) {
        var found = new HashMap<String, Set<ResourceId>>();
        table.map(RouteTable::routes).orElse(List.of()).stream()
                .flatMap(route -> route.nextHop().stream())
                .filter(index.firewalls()::containsKey)
                .forEach(address -> found.put(address, index.firewallsAt(address, nodes.network())));
        return found;
    }

    private AsyncRead<Firewall> withRules(Firewall firewall) {
        return firewall.policy()
                .map(policy -> rulesOf(policy, MOST_PARENTS))
                .orElse(AsyncRead.of(firewall.rules().groups()))
                .then(groups -> withIpGroups(firewall, groups));
    }

    /** The rules of a policy, after those of its parents. */
    private AsyncRead<List<RuleCollectionGroup>> rulesOf(ResourceId policy, int generations) {
        if (generations == 0) {
            throw EvidenceUnavailableException.limit("parents of a firewall policy", MOST_PARENTS, OptionalInt.empty());
        }
        var own = reads.rulesOf(policy);
        return reads.parentOf(policy)
                .then(parent ->
                        parent.map(base -> rulesOf(base, generations - 1)).orElse(AsyncRead.of(List.of())))
                .with(
                        own,
                        (inherited, ownRules) -> Stream.concat(inherited.stream(), ownRules.stream())
                                .toList());
    }

    private AsyncRead<Firewall> withIpGroups(Firewall firewall, List<RuleCollectionGroup> groups) {
        var ipGroups = groups.stream()
                .flatMap(group -> group.collections().stream())
                .flatMap(collection -> collection.rules().stream())
                .flatMap(FirewallFacts::placesIn)
                .flatMap(places -> places.groups().stream())
                .collect(Collectors.toSet());
        return NetworkPartsReader.all(
                        ipGroups, id -> reads.start("IP group " + id.name(), networks -> networks.ipGroup(id)))
                .map(found -> new Firewall(
                        firewall.id(),
                        firewall.subnet(),
                        firewall.privateAddress(),
                        firewall.publicAddresses(),
                        firewall.hubAddresses(),
                        firewall.policy(),
                        new FirewallRules(groups, found)));
    }

    private static Stream<RuleAddresses> placesIn(FirewallRule rule) {
        return rule instanceof FirewallRule.NetworkRule network
                ? Stream.of(network.sources(), network.destinations())
                : Stream.of(((FirewallRule.ApplicationRule) rule).sources());
    }
}
