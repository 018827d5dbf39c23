package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.NetworkInterface;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.evidence.Networks;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.ConnectedGroup;
import io.github.pullresponder.network.Firewall;
import io.github.pullresponder.network.RuleCollectionGroup;
import io.github.pullresponder.network.SecurityGroup;
import io.github.pullresponder.network.VirtualNetwork;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.read.RequestCache;
import io.github.pullresponder.resource.ResourceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads parts of networks, each once, and combines the results: each result has its own error. */
final class NetworkPartsReader {
    private final Networks networks;
    private final ReadExecutor reads;
    private final RequestCache questions = new RequestCache();

    NetworkPartsReader(Networks networks, ReadExecutor reads) {
        this.networks = networks;
        this.reads = reads;
    }

    /** Starts a read that is not cached. */
    <T> AsyncRead<T> start(String what, Function<Networks, T> read) {
        return reads.start(what, () -> read.apply(networks));
    }

    AsyncRead<VirtualNetwork> network(ResourceId id) {
        return once(id, "virtual network " + id.name(), networks -> networks.network(id));
    }

    /** The primary interface of a machine. */
    AsyncRead<NetworkInterface> interfaceOf(VirtualMachine machine) {
        return machine.networkInterfaces().stream()
                .findFirst()
                .map(this::networkInterface)
                .orElseGet(() -> AsyncRead.unread(EvidenceUnavailableException.beyond(
                        "virtual machine %s has no network interface",
                        machine.id().name())));
    }

    AsyncRead<NetworkInterface> networkInterface(ResourceId id) {
        return once(id, "network interface " + id.name(), networks -> networks.networkInterface(id));
    }

    AsyncRead<SecurityGroup> securityGroup(ResourceId id) {
        return once(id, "network security group " + id.name(), networks -> networks.securityGroup(id));
    }

    AsyncRead<Firewall> firewall(ResourceId id) {
        return once(id, "firewall " + id.name(), networks -> networks.firewall(id));
    }

    /** The rules of a firewall policy, without its parent's. */
    AsyncRead<List<RuleCollectionGroup>> rulesOf(ResourceId policy) {
        return once(
                "rules of " + policy,
                "rules of firewall policy " + policy.name(),
                networks -> networks.rulesOf(policy));
    }

    AsyncRead<Optional<ResourceId>> parentOf(ResourceId policy) {
        return once(policy, "firewall policy " + policy.name(), networks -> networks.parentOf(policy));
    }

    /** The public IP addresses and prefixes of a NAT gateway. */
    AsyncRead<List<ResourceId>> addressesOfGateway(ResourceId id) {
        return once(id, "NAT gateway " + id.name(), networks -> networks.addressesOfGateway(id));
    }

    AsyncRead<List<VirtualNetwork>> networksIn(ResourceId group) {
        return once(group, "virtual networks of " + group.name(), networks -> networks.networksIn(group));
    }

    AsyncRead<List<ConnectedGroup>> connectedGroups(ResourceId network) {
        return once(
                "groups of " + network,
                "connectivity configurations of " + network.name(),
                networks -> networks.connectedGroups(network));
    }

    /** The addresses of a name in a DNS zone: a record of that name has precedence over the wildcard record. */
    AsyncRead<Optional<List<AddressRange>>> addressesOf(ResourceId zone, String name) {
        return record(zone, name).then(found -> found.isPresent() ? AsyncRead.of(found) : ofAllNames(zone, name));
    }

    private AsyncRead<Optional<List<AddressRange>>> ofAllNames(ResourceId zone, String name) {
        return start("alias " + name, networks -> networks.isAlias(zone, name))
                .with(record(zone, "*"), (isAlias, found) -> {
                    if (isAlias) {
                        throw EvidenceUnavailableException.beyond(
                                "%s of DNS zone %s is an alias, which is not followed", name, zone.name());
                    }
                    return found;
                });
    }

    private AsyncRead<Optional<List<AddressRange>>> record(ResourceId zone, String name) {
        return once("record %s of %s".formatted(name, zone), "record " + name, networks -> networks.record(zone, name));
    }

    /** All public addresses with the type and the resource group of the given one. */
    AsyncRead<Map<ResourceId, AddressRange>> publicAddressesInGroupOf(ResourceId id) {
        var group = id.resourceGroupNamed(id.resourceGroup());
        return once(
                id.type() + " of " + group,
                "public addresses of " + group.name(),
                networks -> networks.publicAddressesInGroupOf(id));
    }

    private <T> AsyncRead<T> once(Object question, String what, Function<Networks, T> read) {
        return questions.once(question, () -> start(what, read));
    }

    /** Reads the firewall at a private address; unread if several firewalls have the address. */
    static <T> AsyncRead<T> onlyFirewall(
            String address, Set<ResourceId> firewalls, Function<ResourceId, AsyncRead<T>> read) {
        if (firewalls.size() == 1) {
            return read.apply(firewalls.iterator().next());
        }
        return AsyncRead.unread(EvidenceUnavailableException.beyond(
                "firewalls %s have the private address %s, and it is not known which of them the nodes reach",
                firewalls.stream().map(ResourceId::name).sorted().collect(Collectors.joining(" and ")), address));
    }

    static <T> AsyncRead<Optional<T>> optional(Optional<ResourceId> id, Function<ResourceId, AsyncRead<T>> read) {
        return id.map(present -> read.apply(present).map(Optional::of)).orElse(AsyncRead.of(Optional.empty()));
    }

    static <T> AsyncRead<Map<ResourceId, ReadResult<T>>> all(
            Set<ResourceId> ids, Function<ResourceId, AsyncRead<T>> read) {
        return AsyncRead.settled(ids.stream().collect(Collectors.toMap(Function.identity(), read)));
    }

    static <K, V> Map<K, V> merge(Map<K, V> one, Map<K, V> other) {
        var both = new HashMap<>(one);
        both.putAll(other);
        return both;
    }

    /** The values that were read, without those that were not. */
    static <K, V> Map<K, V> onlyRead(Map<K, ReadResult<V>> results) {
        return results.entrySet().stream()
                .filter(entry -> entry.getValue().isRead())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get()));
    }
}
