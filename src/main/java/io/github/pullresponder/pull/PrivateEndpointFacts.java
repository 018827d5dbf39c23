package io.github.pullresponder.pull;

import io.github.pullresponder.evidence.Networks.NetworkResourceIndex;
import io.github.pullresponder.evidence.Networks.ResourceRelations;
import io.github.pullresponder.network.DnsForwarding;
import io.github.pullresponder.network.DnsLookupSimulation;
import io.github.pullresponder.network.NetworkSnapshot.NodeLocation;
import io.github.pullresponder.network.NetworkSnapshot.RegistryPrivateEndpoint;
import io.github.pullresponder.network.Peering;
import io.github.pullresponder.network.PrivateDnsZone;
import io.github.pullresponder.network.PrivateEndpoint;
import io.github.pullresponder.network.SecurityGroup;
import io.github.pullresponder.network.Subnet;
import io.github.pullresponder.network.VirtualNetwork;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.RegistryNetwork;
import io.github.pullresponder.registry.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.resource.ResourceId;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The private endpoints of a registry, the DNS zones with its private names, and the security groups of the endpoints' subnets. */
final class PrivateEndpointFacts {
    private static final int MOST_ENDPOINTS = 6;
    private static final int MOST_ZONES = 6;

    private final String loginServer;
    private final NetworkPartsReader reads;
    private final AsyncRead<NodeLocation> place;
    private final AsyncRead<NetworkResourceIndex> index;
    private final AsyncRead<DnsForwarding> forwarding;
    private final AsyncRead<List<RegistryPrivateEndpoint>> endpoints;
    private final AsyncRead<List<PrivateDnsZone>> zones;
    private final AsyncRead<Map<ResourceId, ReadResult<SecurityGroup>>> groups;

    PrivateEndpointFacts(
            String loginServer,
            AsyncRead<RegistryNetwork> registry,
            AsyncRead<NodeLocation> place,
            AsyncRead<NetworkResourceIndex> index,
            AsyncRead<DnsForwarding> forwarding,
            NetworkPartsReader reads) {
        this.loginServer = loginServer;
        this.reads = reads;
        this.place = place;
        this.index = index;
        this.forwarding = forwarding;
        this.endpoints = registry.map(RegistryNetwork::endpoints).then(this::endpointsOf);
        this.zones = registry.with(index, (read, found) -> zonesIn(found, read)).then(Function.identity());
        this.groups = groupsOfEndpoints();
    }

    AsyncRead<List<RegistryPrivateEndpoint>> endpoints() {
        return endpoints;
    }

    /** The networks that the endpoints are in. */
    AsyncRead<Set<ResourceId>> networks() {
        return endpoints.map(
                found -> read(found).stream().map(PrivateEndpoint::network).collect(Collectors.toSet()));
    }

    AsyncRead<List<PrivateDnsZone>> zones() {
        return zones;
    }

    AsyncRead<Map<ResourceId, ReadResult<SecurityGroup>>> groups() {
        return groups;
    }

    /**
     * Reads the endpoints up to the limit, those near the nodes first. An endpoint beyond the limit may serve the nodes: it counts as
     * unread.
     */
    private AsyncRead<List<RegistryPrivateEndpoint>> endpointsOf(List<EndpointConnection> connections) {
        if (connections.size() <= MOST_ENDPOINTS) {
            return attachments(connections);
        }
        return place.with(index, (nodes, found) -> nearestFirst(connections, nodes.network(), found.neighbors()))
                .orElse(unreadable -> AsyncRead.of(connections))
                .then(this::attachments);
    }

    private static List<EndpointConnection> nearestFirst(
            List<EndpointConnection> connections, VirtualNetwork nodes, ResourceRelations neighbors) {
        return connections.stream()
                .sorted(Comparator.comparingInt(connection -> distance(connection, nodes, neighbors)))
                .toList();
    }

    /** Ranks an endpoint: in the nodes' own network, in a peered one, in one that is not visible, or elsewhere. */
    private static int distance(EndpointConnection connection, VirtualNetwork nodes, ResourceRelations neighbors) {
        var network = connection
                .endpoint()
                .flatMap(id -> Optional.ofNullable(neighbors.subnets().get(id)))
                .map(ResourceId::parent);
        if (network.isEmpty()) {
            return 2;
        }
        if (network.get().equals(nodes.id())) {
            return 0;
        }
        return nodes.peeringWith(network.get()).isPresent() ? 1 : 3;
    }

    private AsyncRead<List<RegistryPrivateEndpoint>> attachments(List<EndpointConnection> connections) {
        var leftOut = Math.max(0, connections.size() - MOST_ENDPOINTS);
        return AsyncRead.all(Stream.concat(
                        connections.stream().limit(MOST_ENDPOINTS).map(this::attachment),
                        connections.stream()
                                .skip(MOST_ENDPOINTS)
                                .map(connection -> new RegistryPrivateEndpoint(
                                        connection,
                                        ReadResult.unread(EvidenceUnavailableException.limit(
                                                "private endpoints of the registry",
                                                MOST_ENDPOINTS,
                                                OptionalInt.of(leftOut)))))
                                .map(AsyncRead::of))
                .toList());
    }

    private AsyncRead<RegistryPrivateEndpoint> attachment(EndpointConnection connection) {
        return connection
                .endpoint()
                .map(id -> reads.start("private endpoint " + id.name(), networks -> networks.privateEndpoint(id)))
                .orElseGet(() -> AsyncRead.unread(EvidenceUnavailableException.because(
                        UnavailabilityReason.NOT_FOUND, "private endpoint of " + connection.name())))
                .settled()
                .map(endpoint -> new RegistryPrivateEndpoint(connection, endpoint));
    }

    /** Reads zones only if an approved endpoint makes the registry's names private. */
    private AsyncRead<List<PrivateDnsZone>> zonesIn(NetworkResourceIndex index, RegistryNetwork registry) {
        if (registry.endpoints().stream().noneMatch(EndpointConnection::isApproved)) {
            return AsyncRead.of(List.of());
        }
        // If all zones are read, the order does not matter.
        var asked = index.zones().size() <= MOST_ZONES
                ? AsyncRead.of(Set.<ResourceId>of())
                : place.with(
                        forwarding,
                        (nodes, forwarded) ->
                                DnsLookupSimulation.networksAsked(loginServer, nodes.network(), forwarded));
        return place.with(
                        endpoints,
                        (nodes, found) -> asked.then(networks ->
                                zonesNear(networks, nearby(nodes, found), nodes, index, hostsOf(registry, found))))
                .then(Function.identity());
    }

    /** The registry's own host names, and those with addresses in its endpoints. */
    private Set<String> hostsOf(RegistryNetwork registry, List<RegistryPrivateEndpoint> endpoints) {
        var hosts = new TreeSet<String>();
        hosts.add(loginServer);
        hosts.addAll(registry.dataHosts());
        read(endpoints).forEach(endpoint -> hosts.addAll(endpoint.addresses().keySet()));
        return hosts;
    }

    private static Set<ResourceId> nearby(NodeLocation nodes, List<RegistryPrivateEndpoint> endpoints) {
        return Stream.concat(
                        nodes.network().peerings().stream().map(Peering::remote),
                        read(endpoints).stream().map(PrivateEndpoint::network))
                .collect(Collectors.toSet());
    }

    /** Reads the zones that answer the nodes first, then those that may be linked for them. An omitted zone matters only if it answers. */
    private AsyncRead<List<PrivateDnsZone>> zonesNear(
            Set<ResourceId> asked,
            Set<ResourceId> nearby,
            NodeLocation nodes,
            NetworkResourceIndex index,
            Set<String> hosts) {
        var ranks = new TreeMap<ResourceId, Integer>(Comparator.comparing(ResourceId::toString));
        index.zones().forEach((zone, networks) -> {
            if (hosts.stream().anyMatch(host -> PrivateDnsZone.mayHold(zone.name(), host))) {
                ranks.put(zone, rank(networks, List.of(Set.of(nodes.network().id()), asked, nearby)));
            }
        });
        return AsyncRead.all(ranks.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(MOST_ZONES)
                .map(entry -> zone(entry.getKey(), hosts))
                .toList());
    }

    private static int rank(Set<ResourceId> linked, List<Set<ResourceId>> best) {
        return (int) best.stream()
                .takeWhile(networks -> Collections.disjoint(linked, networks))
                .count();
    }

    private AsyncRead<PrivateDnsZone> zone(ResourceId id, Set<String> hosts) {
        var links = reads.start("links of DNS zone " + id.name(), networks -> networks.linksOf(id));
        var names = hosts.stream()
                .filter(host -> PrivateDnsZone.mayHold(id.name(), host))
                .map(host -> PrivateDnsZone.recordName(id.name(), host))
                .distinct()
                .toList();
        var records = AsyncRead.all(names.stream()
                .map(name -> reads.addressesOf(id, name).map(found -> Map.entry(name, found)))
                .toList());
        return links.with(
                records,
                (linked, found) -> new PrivateDnsZone(
                        id,
                        linked,
                        found.stream()
                                .filter(entry -> entry.getValue().isPresent())
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> entry.getValue().orElseThrow()))));
    }

    private AsyncRead<Map<ResourceId, ReadResult<SecurityGroup>>> groupsOfEndpoints() {
        return endpoints.then(found -> AsyncRead.all(
                        read(found).stream().map(this::groupOf).toList())
                .then(ids -> NetworkPartsReader.all(
                        ids.stream().flatMap(Optional::stream).collect(Collectors.toSet()), reads::securityGroup)));
    }

    private AsyncRead<Optional<ResourceId>> groupOf(PrivateEndpoint endpoint) {
        return reads.network(endpoint.network())
                .map(network -> network.subnet(endpoint.subnet())
                        .filter(Subnet::filtersEndpoints)
                        .flatMap(Subnet::securityGroup))
                .orElse(unreadable -> AsyncRead.of(Optional.empty()));
    }

    private static List<PrivateEndpoint> read(List<RegistryPrivateEndpoint> endpoints) {
        return ReadResult.onlyRead(
                endpoints.stream().map(RegistryPrivateEndpoint::endpoint).toList());
    }
}
