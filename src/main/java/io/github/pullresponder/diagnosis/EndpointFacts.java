package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.Fact;
import io.github.pullresponder.evidence.Networks.Index;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.Unreadable;
import io.github.pullresponder.evidence.Unreadable.Reason;
import io.github.pullresponder.evidence.network.PrivateEndpoint;
import io.github.pullresponder.evidence.network.PrivateZone;
import io.github.pullresponder.evidence.network.Reading;
import io.github.pullresponder.evidence.network.SecurityGroup;
import io.github.pullresponder.evidence.network.Subnet;
import io.github.pullresponder.evidence.network.Topology.Attachment;
import io.github.pullresponder.evidence.network.Topology.Place;
import io.github.pullresponder.evidence.network.VirtualNetwork;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The private endpoints of a registry, the DNS zones that hold its private names, and the rules where the endpoints are. */
final class EndpointFacts {
    private static final int MOST_ENDPOINTS = 6;
    private static final int MOST_ZONES = 3;

    private final String loginServer;
    private final NetworkReads reads;
    private final Fact<Place> place;
    private final Fact<List<Attachment>> endpoints;
    private final Fact<List<PrivateZone>> zones;
    private final Fact<Map<ResourceId, Reading<SecurityGroup>>> groups;

    EndpointFacts(
            String loginServer,
            Fact<Cluster> cluster,
            Fact<Registry> registry,
            Fact<Place> place,
            Fact<Index> index,
            NetworkReads reads) {
        this.loginServer = loginServer;
        this.reads = reads;
        this.place = place;
        this.endpoints = cluster.with(registry, EndpointFacts::connectionsOf).then(this::endpointsOf);
        this.zones = registry.with(index, (it, found) -> zonesIn(found, it)).then(Function.identity());
        this.groups = groupsOfEndpoints();
    }

    Fact<List<Attachment>> endpoints() {
        return endpoints;
    }

    /** The networks that the endpoints are in. */
    Fact<Set<ResourceId>> networks() {
        return endpoints.map(
                found -> read(found).stream().map(PrivateEndpoint::network).collect(Collectors.toSet()));
    }

    Fact<List<PrivateZone>> zones() {
        return zones;
    }

    Fact<Map<ResourceId, Reading<SecurityGroup>>> groups() {
        return groups;
    }

    private record Connections(ResourceId cluster, List<EndpointConnection> all) {}

    private static Connections connectionsOf(Cluster cluster, Registry registry) {
        return new Connections(cluster.id(), registry.network().endpoints());
    }

    /** Those in the cluster's subscription first. */
    private Fact<List<Attachment>> endpointsOf(Connections connections) {
        var subscription = connections.cluster().subscription();
        return Fact.all(connections.all().stream()
                .sorted(Comparator.comparing(connection -> connection
                        .endpoint()
                        .filter(id -> id.subscription().equalsIgnoreCase(subscription))
                        .isEmpty()))
                .limit(MOST_ENDPOINTS)
                .map(this::attachment)
                .toList());
    }

    private Fact<Attachment> attachment(EndpointConnection connection) {
        return connection
                .endpoint()
                .map(id -> NetworkReads.settled(
                        reads.start("private endpoint " + id.name(), it -> it.privateEndpoint(id))))
                .orElseGet(() -> Fact.of(Reading.unread(
                        Unreadable.because(Reason.NOT_FOUND, "private endpoint of " + connection.name()))))
                .map(endpoint -> new Attachment(connection, endpoint));
    }

    /** Zones matter only where an approved endpoint makes the registry's names private ones. */
    private Fact<List<PrivateZone>> zonesIn(Index index, Registry registry) {
        if (registry.network().endpoints().stream().noneMatch(EndpointConnection::isApproved)) {
            return Fact.of(List.of());
        }
        return place.with(endpoints, (nodes, found) -> zonesNear(nodes, index, namesOf(registry, found)))
                .then(Function.identity());
    }

    /** The registry's own names, and those that its endpoints have addresses for. */
    private Set<String> namesOf(Registry registry, List<Attachment> endpoints) {
        var hosts = new TreeSet<String>();
        hosts.add(loginServer);
        hosts.addAll(registry.network().dataHosts());
        read(endpoints).forEach(endpoint -> hosts.addAll(endpoint.addresses().keySet()));
        return hosts.stream().map(PrivateZone::recordName).collect(Collectors.toCollection(TreeSet::new));
    }

    private Fact<List<PrivateZone>> zonesNear(Place nodes, Index index, Set<String> names) {
        return Fact.all(index.zones().keySet().stream()
                .sorted(Comparator.comparing((ResourceId zone) -> !isLinkedNear(index, zone, nodes.network()))
                        .thenComparing(ResourceId::toString))
                .limit(MOST_ZONES)
                .map(zone -> zone(zone, names))
                .toList());
    }

    private static boolean isLinkedNear(Index index, ResourceId zone, VirtualNetwork own) {
        return Objects.requireNonNull(index.zones().get(zone)).stream()
                .anyMatch(network ->
                        network.equals(own.id()) || own.peeringWith(network).isPresent());
    }

    private Fact<PrivateZone> zone(ResourceId id, Set<String> names) {
        var links = reads.start("links of DNS zone " + id.name(), it -> it.linksOf(id));
        var records = Fact.all(names.stream()
                .map(name -> reads.start("record " + name, it -> Map.entry(name, it.record(id, name))))
                .toList());
        return links.with(
                records,
                (linked, found) -> new PrivateZone(
                        id,
                        linked,
                        found.stream()
                                .filter(entry -> entry.getValue().isPresent())
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> entry.getValue().orElseThrow()))));
    }

    private Fact<Map<ResourceId, Reading<SecurityGroup>>> groupsOfEndpoints() {
        return endpoints.then(found -> Fact.all(
                        read(found).stream().map(this::groupOf).toList())
                .then(ids -> NetworkReads.all(
                        ids.stream().flatMap(Optional::stream).collect(Collectors.toSet()), reads::securityGroup)));
    }

    private Fact<Optional<ResourceId>> groupOf(PrivateEndpoint endpoint) {
        return reads.network(endpoint.network())
                .map(network -> network.subnet(endpoint.subnet())
                        .filter(Subnet::filtersEndpoints)
                        .flatMap(Subnet::securityGroup))
                .orElse(unreadable -> Fact.of(Optional.empty()));
    }

    private static List<PrivateEndpoint> read(List<Attachment> endpoints) {
        return NetworkReads.onlyRead(
                endpoints.stream().map(Attachment::endpoint).toList());
    }
}
