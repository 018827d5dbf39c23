package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.Fact;
import io.github.pullresponder.evidence.Networks.Index;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.network.AddressRange;
import io.github.pullresponder.evidence.network.Peering;
import io.github.pullresponder.evidence.network.PrivateZone;
import io.github.pullresponder.evidence.network.Reading;
import io.github.pullresponder.evidence.network.RouteTable;
import io.github.pullresponder.evidence.network.SecurityGroup;
import io.github.pullresponder.evidence.network.Topology;
import io.github.pullresponder.evidence.network.Topology.Place;
import io.github.pullresponder.evidence.network.VirtualNetwork;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the network between the nodes and the registry: every part as soon as it is known which one it is, and all side by
 * side.
 *
 * <p>What is found by Resource Graph is read from ARM before it is judged. How much is read is bounded: an estate may have
 * hundreds of endpoints, zones and peerings, of which few concern this pull.
 */
final class NetworkFacts {
    private static final int MOST_PEERED = 6;

    private final NodePlaceFacts nodes;
    private final Fact<Optional<SecurityGroup>> nodeGroup;
    private final Fact<Optional<RouteTable>> routes;
    private final EndpointFacts endpoints;
    private final FirewallFacts firewalls;
    private final Fact<Map<ResourceId, Reading<VirtualNetwork>>> others;
    private final EgressFacts egress;
    private final Fact<Index> index;

    NetworkFacts(
            String loginServer,
            Fact<Cluster> cluster,
            Fact<Registry> registry,
            Optional<WorkloadFacts> workload,
            NetworkReads reads) {
        this.index =
                reads.start("the list of firewalls and DNS zones", it -> it.index(PrivateZone.zoneName(loginServer)));
        this.nodes = new NodePlaceFacts(cluster, workload, reads);
        var place = nodes.place();
        this.nodeGroup = place.then(it -> NetworkReads.optional(it.subnet().securityGroup(), reads::securityGroup));
        this.routes = place.then(it -> NetworkReads.optional(
                it.subnet().routeTable(),
                id -> reads.start("route table " + id.name(), networks -> networks.routeTable(id))));
        this.endpoints = new EndpointFacts(loginServer, cluster, registry, place, index, reads);
        this.firewalls = new FirewallFacts(routes, index, reads);
        this.others = othersFact(place, endpoints, firewalls, reads);
        this.egress = new EgressFacts(cluster, registry, place, routes, others, firewalls, reads);
    }

    /** Waits for everything that was asked for. */
    Topology topology() {
        return new Topology(
                Reading.of(nodes.placeWithAddress()),
                orEmpty(others),
                Reading.of(nodeGroup),
                orEmpty(endpoints.groups()),
                Reading.of(routes),
                Reading.of(endpoints.endpoints()).get(),
                Reading.of(endpoints.zones()),
                Reading.of(index.map(Index::zones)),
                orEmpty(firewalls.complete()),
                orEmpty(egress.publicAddresses()),
                orEmpty(egress.gateways()));
    }

    private static <K, V> Map<K, V> orEmpty(Fact<Map<K, V>> fact) {
        return fact.orElse(unreadable -> Fact.of(Map.of())).get();
    }

    /** Those of endpoints, of firewalls and of DNS servers: each is read as soon as it is known. */
    private static Fact<Map<ResourceId, Reading<VirtualNetwork>>> othersFact(
            Fact<Place> place, EndpointFacts endpoints, FirewallFacts firewalls, NetworkReads reads) {
        var ofDns = place.map(NetworkFacts::networksOfDnsServers).orElse(unreadable -> Fact.of(Set.of()));
        return endpoints
                .networks()
                .then(ids -> NetworkReads.all(ids, reads::network))
                .with(firewalls.networks().then(ids -> NetworkReads.all(ids, reads::network)), NetworkReads::together)
                .with(ofDns.then(ids -> NetworkReads.all(ids, reads::network)), NetworkReads::together);
    }

    /** Peered networks that may hold the DNS servers which the nodes' network names. */
    private static Set<ResourceId> networksOfDnsServers(Place nodes) {
        var own = nodes.network();
        var servers = own.ownDnsServers().stream()
                .flatMap(server -> AddressRange.find(server).stream())
                .filter(server -> !own.holds(server))
                .toList();
        return own.peerings().stream()
                .filter(peering -> servers.stream().anyMatch(server -> mayHold(peering, server)))
                .limit(MOST_PEERED)
                .map(Peering::remote)
                .collect(Collectors.toSet());
    }

    private static boolean mayHold(Peering peering, AddressRange server) {
        return peering.remoteAddresses().isEmpty()
                || peering.remoteAddresses().stream().anyMatch(block -> block.contains(server));
    }
}
