package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.Fact;
import io.github.pullresponder.evidence.Networks;
import io.github.pullresponder.evidence.Reads;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.network.AddressRange;
import io.github.pullresponder.evidence.network.Firewall;
import io.github.pullresponder.evidence.network.Reading;
import io.github.pullresponder.evidence.network.SecurityGroup;
import io.github.pullresponder.evidence.network.VirtualNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads parts of networks, each once, and composes what was read: a part that failed says so itself. */
final class NetworkReads {
    private final Networks networks;
    private final Reads reads;
    private final Questions questions = new Questions();

    NetworkReads(Networks networks, Reads reads) {
        this.networks = networks;
        this.reads = reads;
    }

    /** A read of which there is only one. */
    <T> Fact<T> start(String what, Function<Networks, T> read) {
        return reads.start(what, () -> read.apply(networks));
    }

    Fact<VirtualNetwork> network(ResourceId id) {
        return once(id, "virtual network " + id.name(), it -> it.network(id));
    }

    Fact<SecurityGroup> securityGroup(ResourceId id) {
        return once(id, "network security group " + id.name(), it -> it.securityGroup(id));
    }

    Fact<Firewall> firewall(ResourceId id) {
        return once(id, "firewall " + id.name(), it -> it.firewall(id));
    }

    /** All public addresses of the type and resource group of one. */
    Fact<Map<ResourceId, AddressRange>> publicAddressesBeside(ResourceId id) {
        var group = id.resourceGroupNamed(id.resourceGroup());
        return once(
                id.type() + " of " + group, "public addresses of " + group.name(), it -> it.publicAddressesBeside(id));
    }

    private <T> Fact<T> once(Object question, String what, Function<Networks, T> read) {
        return questions.once(question, () -> start(what, read));
    }

    /** A fact that cannot fail. */
    static <T> Fact<Reading<T>> settled(Fact<T> fact) {
        return fact.map(Reading::of).orElse(unreadable -> Fact.of(Reading.unread(unreadable)));
    }

    static <T> Fact<Optional<T>> optional(Optional<ResourceId> id, Function<ResourceId, Fact<T>> read) {
        return id.map(it -> read.apply(it).map(Optional::of)).orElse(Fact.of(Optional.empty()));
    }

    static <T> Fact<Map<ResourceId, Reading<T>>> all(Set<ResourceId> ids, Function<ResourceId, Fact<T>> read) {
        return all(ids.stream().collect(Collectors.toMap(Function.identity(), Function.identity())), read);
    }

    /** The same, each under a key of its own. */
    static <K, T> Fact<Map<K, Reading<T>>> all(Map<K, ResourceId> ids, Function<ResourceId, Fact<T>> read) {
        return Fact.all(ids.entrySet().stream()
                        .map(entry -> settled(read.apply(entry.getValue()))
                                .map(reading -> Map.entry(entry.getKey(), reading)))
                        .toList())
                .map(entries -> entries.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    static <K, V> Map<K, V> together(Map<K, V> one, Map<K, V> other) {
        var both = new HashMap<>(one);
        both.putAll(other);
        return both;
    }

    /** What was read, without what was not. */
    static <K, V> Map<K, V> onlyRead(Map<K, Reading<V>> readings) {
        return readings.entrySet().stream()
                .filter(entry -> entry.getValue().isRead())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get()));
    }

    static <V> List<V> onlyRead(List<Reading<V>> readings) {
        return readings.stream().filter(Reading::isRead).map(Reading::get).toList();
    }
}
