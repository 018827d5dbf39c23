package io.github.pullresponder.network;

import io.github.pullresponder.network.AzureManagedDnsServer.FirewallDnsProxy;
import io.github.pullresponder.network.DnsResolution.MissingRecord;
import io.github.pullresponder.network.DnsResolution.PrivateResolution;
import io.github.pullresponder.network.DnsResolution.PublicResolution;
import io.github.pullresponder.network.ForwardingRuleset.DnsForwardingRule;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * Follows a DNS query of the nodes to the server that answers it.
 *
 * <p>Azure DNS searches the private zones that are linked to the querying network, then the forwarding rulesets that are linked to it,
 * and then the public DNS. The public name of a registry with a private endpoint is an alias of a name in the private link domain, for
 * which the search starts again. Sources: "What is Azure DNS Private Resolver?", DNS resolution process; "Azure DNS Private Resolver
 * endpoints and rulesets"; "Azure Private Endpoint DNS integration".
 */
public final class DnsLookupSimulation {
    private static final int MOST_STEPS = 8;

    private final VirtualNetwork own;
    private final Function<AddressRange, Optional<ResourceId>> networkWith;
    private final DnsForwarding forwarding;
    private final List<PrivateDnsZone> zones;
    private final Map<ResourceId, Set<ResourceId>> zoneLinks;
    private final Set<ResourceId> asked = new HashSet<>();

    private DnsLookupSimulation(
            VirtualNetwork own,
            Function<AddressRange, Optional<ResourceId>> networkWith,
            DnsForwarding forwarding,
            List<PrivateDnsZone> zones,
            Map<ResourceId, Set<ResourceId>> zoneLinks) {
        this.own = own;
        this.networkWith = networkWith;
        this.forwarding = forwarding;
        this.zones = zones;
        this.zoneLinks = zoneLinks;
    }

    /** @throws EvidenceUnavailableException if the answering server or its answer is not known */
    static SimulatedDnsAnswer of(String host, NetworkSnapshot snapshot) {
        return new DnsLookupSimulation(
                        snapshot.nodes().get().network(),
                        snapshot::networkWith,
                        snapshot.forwarding().get(),
                        snapshot.zones().get(),
                        snapshot.zoneLinks().get())
                .answer(host);
    }

    /** A firewall that the nodes use as DNS server and that answers no queries; absent if they use another server, too. */
    static Optional<AzureManagedDnsServer> unresponsiveServer(NetworkSnapshot snapshot) {
        var lookup = new DnsLookupSimulation(
                snapshot.nodes().get().network(),
                snapshot::networkWith,
                snapshot.forwarding().get(),
                List.of(),
                Map.of());
        var servers = lookup.own.ownDnsServers();
        return servers.stream().allMatch(lookup::isUnresponsive)
                ? servers.stream().findFirst().flatMap(lookup::known).map(ReadResult::get)
                : Optional.empty();
    }

    /** The networks whose linked zones may answer for a host. */
    public static Set<ResourceId> networksAsked(String host, VirtualNetwork own, DnsForwarding forwarding) {
        var lookup = new DnsLookupSimulation(own, own::networkWith, forwarding, List.of(), Map.of());
        ReadResult.attempt(() -> lookup.answer(host));
        return lookup.asked;
    }

    private SimulatedDnsAnswer answer(String host) {
        return servers(own.ownDnsServers(), Optional.of(own.id()), host, List.of());
    }

    private SimulatedDnsAnswer servers(
            List<String> servers,
            Optional<ResourceId> asking,
            String name,
            List<SimulatedDnsAnswer.DnsForwardingStep> steps) {
        if (steps.size() > MOST_STEPS) {
            throw EvidenceUnavailableException.beyond("the nodes' DNS servers forward queries for %s in a loop", name);
        }
        if (servers.isEmpty()) {
            return azure(name, asking.orElseThrow(() -> inHub(steps)), steps);
        }
        var answering =
                servers.stream().filter(server -> !isUnresponsive(server)).toList();
        if (answering.isEmpty()) {
            throw EvidenceUnavailableException.beyond(
                    "the DNS proxy of firewall %s is off: it answers no DNS queries", servers.get(0));
        }
        return SimulatedDnsAnswer.combine(
                answering,
                answering.stream()
                        .map(server -> server(server, asking, name, steps))
                        .toList());
    }

    private static EvidenceUnavailableException inHub(List<SimulatedDnsAnswer.DnsForwardingStep> steps) {
        return EvidenceUnavailableException.beyond(
                "%s, and it is in a virtual hub, to which no private DNS zone can be linked", last(steps));
    }

    private static String last(List<SimulatedDnsAnswer.DnsForwardingStep> steps) {
        return steps.get(steps.size() - 1).description();
    }

    /** Returns true for a firewall with its DNS proxy off: nodes with other servers use those. */
    private boolean isUnresponsive(String server) {
        return known(server).filter(ReadResult::isRead).map(ReadResult::get).stream()
                .anyMatch(found -> found instanceof FirewallDnsProxy proxy && !proxy.enabled());
    }

    private SimulatedDnsAnswer server(
            String server, Optional<ResourceId> asking, String name, List<SimulatedDnsAnswer.DnsForwardingStep> steps) {
        if (VirtualNetwork.isAzureDns(server)) {
            return azure(name, asking.orElseThrow(() -> inHub(steps)), steps);
        }
        var known = known(server).map(ReadResult::get);
        if (known.orElse(null) instanceof FirewallDnsProxy proxy) {
            return throughProxy(proxy, name, steps);
        }
        var network = known.flatMap(AzureManagedDnsServer::network)
                .or(() -> visibleNetwork(server))
                .orElseThrow(() -> elsewhere(server, steps));
        return azure(name, network, steps);
    }

    private SimulatedDnsAnswer throughProxy(
            FirewallDnsProxy proxy, String name, List<SimulatedDnsAnswer.DnsForwardingStep> steps) {
        var next = proxy.servers().isEmpty() ? "Azure DNS" : String.join(" and ", proxy.servers());
        var words = "the DNS proxy of firewall %s forwards queries to %s"
                .formatted(proxy.id().name(), next);
        return servers(proxy.servers(), proxy.network(), name, SimulatedDnsAnswer.withStep(steps, proxy.id(), words));
    }

    /**
     * The Azure service at an address. Networks that are not connected can reuse addresses: if a visible network contains the address,
     * the service must be in it, too.
     */
    private Optional<ReadResult<AzureManagedDnsServer>> known(String server) {
        var visible = visibleNetwork(server);
        return Optional.ofNullable(forwarding.servers().get(server))
                .filter(found -> visible.isEmpty()
                        || !found.isRead()
                        || found.get().network().filter(visible.get()::equals).isPresent());
    }

    private Optional<ResourceId> visibleNetwork(String server) {
        return AddressRange.find(server).flatMap(networkWith);
    }

    private static EvidenceUnavailableException elsewhere(
            String server, List<SimulatedDnsAnswer.DnsForwardingStep> steps) {
        return EvidenceUnavailableException.notVisible(
                BlindSpot.DNS_SERVER_ELSEWHERE,
                "%s, which is not in a visible virtual network",
                steps.isEmpty() ? "the nodes use DNS server " + server : last(steps));
    }

    /** The answer of Azure DNS in a network. */
    private SimulatedDnsAnswer azure(
            String name, ResourceId network, List<SimulatedDnsAnswer.DnsForwardingStep> steps) {
        asked.add(network);
        var zone = zoneFor(name, network);
        if (zone.isPresent()) {
            return new SimulatedDnsAnswer(inZone(zone.get(), name, network), network, steps);
        }
        var ruleset = rulesetFor(name, network);
        if (ruleset.isEmpty()) {
            return withoutRule(name, network, steps);
        }
        var rule = ruleset.get().ruleFor(name).orElseThrow();
        var forwarded = forwarded(ruleset.get(), rule, name, network, steps);
        return rule.isForAllNames()
                ? either(forwarded, withoutRule(name, network, steps), rule, ruleset.get())
                : forwarded;
    }

    /** The most specific zone for a name. */
    private Optional<PrivateDnsZone> zoneFor(String name, ResourceId network) {
        requireZonesRead(name, network);
        return zones.stream()
                .filter(zone -> zone.linkTo(network).isPresent() && PrivateDnsZone.answersFor(zone.name(), name))
                .max(Comparator.comparingInt(zone -> zone.name().length()));
    }

    private void requireZonesRead(String name, ResourceId network) {
        var read = zones.stream().map(PrivateDnsZone::id).toList();
        var leftOut = zoneLinks.entrySet().stream()
                .filter(entry -> entry.getValue().contains(network) && !read.contains(entry.getKey()))
                .filter(entry -> PrivateDnsZone.answersFor(entry.getKey().name(), name))
                .count();
        if (leftOut > 0) {
            throw EvidenceUnavailableException.limit("private DNS zones", zones.size(), OptionalInt.of((int) leftOut));
        }
    }

    private static DnsResolution inZone(PrivateDnsZone zone, String name, ResourceId network) {
        return zone.addressesOf(name)
                .<DnsResolution>map(addresses -> new PrivateResolution(addresses, zone))
                .orElseGet(() -> new MissingRecord(zone, zone.fallsBackIn(network)));
    }

    private Optional<ForwardingRuleset> rulesetFor(String name, ResourceId network) {
        var unread = forwarding.leftOutNear() + (network.equals(own.id()) ? 0 : forwarding.leftOutElsewhere());
        if (unread > 0) {
            throw EvidenceUnavailableException.limit(
                    "DNS forwarding rulesets", forwarding.rulesets().size(), OptionalInt.of(unread));
        }
        return forwarding.linkedTo(network).stream()
                .filter(ruleset -> ruleset.ruleFor(name).isPresent())
                .max(Comparator.comparingInt(
                        ruleset -> ruleset.ruleFor(name).orElseThrow().domain().length()));
    }

    private SimulatedDnsAnswer forwarded(
            ForwardingRuleset ruleset,
            DnsForwardingRule rule,
            String name,
            ResourceId network,
            List<SimulatedDnsAnswer.DnsForwardingStep> steps) {
        var server = rule.servers().stream()
                .findFirst()
                .orElseThrow(() -> EvidenceUnavailableException.beyond(
                        "rule %s of %s has no server", rule.name(), ruleset.id().name()));
        var words = "rule %s of DNS forwarding ruleset %s, which is linked to %s, forwards queries for %s to %s"
                .formatted(rule.name(), ruleset.id().name(), network.name(), rule.domain(), server);
        return servers(
                List.of(server), Optional.of(network), name, SimulatedDnsAnswer.withStep(steps, ruleset.id(), words));
    }

    /** Source: "Azure DNS Private Resolver endpoints and rulesets": rules for all names exclude some domains of Azure services. */
    private static SimulatedDnsAnswer either(
            SimulatedDnsAnswer forwarded,
            SimulatedDnsAnswer otherwise,
            DnsForwardingRule rule,
            ForwardingRuleset ruleset) {
        if (forwarded.resolution().equals(otherwise.resolution())) {
            return otherwise;
        }
        throw EvidenceUnavailableException.beyond(
                "it is not known if rule %s of DNS forwarding ruleset %s, which is for all names, also applies to the names of registries",
                rule.name(), ruleset.id().name());
    }

    private SimulatedDnsAnswer withoutRule(
            String name, ResourceId network, List<SimulatedDnsAnswer.DnsForwardingStep> steps) {
        var alias = PrivateDnsZone.privateLinkName(name);
        return alias.equals(name)
                ? new SimulatedDnsAnswer(new PublicResolution(List.of(network)), network, steps)
                : azure(alias, network, steps);
    }
}
