package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.Cluster.NodePool;
import io.github.pullresponder.evidence.Fact;
import io.github.pullresponder.evidence.Networks;
import io.github.pullresponder.evidence.Networks.Index;
import io.github.pullresponder.evidence.Node;
import io.github.pullresponder.evidence.Reads;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.evidence.RegistryNetwork.PublicAccess;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.Unreadable;
import io.github.pullresponder.evidence.Unreadable.Reason;
import io.github.pullresponder.evidence.network.AddressRange;
import io.github.pullresponder.evidence.network.Firewall;
import io.github.pullresponder.evidence.network.FirewallRule;
import io.github.pullresponder.evidence.network.FirewallRule.Places;
import io.github.pullresponder.evidence.network.FirewallRules;
import io.github.pullresponder.evidence.network.IpGroup;
import io.github.pullresponder.evidence.network.Peering;
import io.github.pullresponder.evidence.network.PrivateEndpoint;
import io.github.pullresponder.evidence.network.PrivateZone;
import io.github.pullresponder.evidence.network.Reading;
import io.github.pullresponder.evidence.network.RouteTable;
import io.github.pullresponder.evidence.network.RuleCollection;
import io.github.pullresponder.evidence.network.SecurityGroup;
import io.github.pullresponder.evidence.network.Subnet;
import io.github.pullresponder.evidence.network.Topology;
import io.github.pullresponder.evidence.network.Topology.Attachment;
import io.github.pullresponder.evidence.network.Topology.Place;
import io.github.pullresponder.evidence.network.VirtualNetwork;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the network between the nodes and the registry: every part as soon as it is known which one it is, and all side by
 * side.
 *
 * <p>What is found by Resource Graph is read from ARM before it is judged. How much is read is bounded: an estate may have
 * hundreds of endpoints, zones and peerings, of which few concern this pull.
 */
final class NetworkFacts {
    private static final int MOST_ENDPOINTS = 6;
    private static final int MOST_ZONES = 3;
    private static final int MOST_PEERED = 6;
    private static final int MOST_PARENTS = 3;

    private final Networks networks;
    private final Reads reads;
    private final String loginServer;
    private final Questions questions = new Questions();

    /** Known before the node itself is: in most clusters all pools are in one subnet. */
    private final Fact<Place> place;

    private final Fact<Place> placeWithAddress;
    private final Fact<Optional<SecurityGroup>> nodeGroup;
    private final Fact<Optional<RouteTable>> routes;
    private final Fact<List<Attachment>> endpoints;
    private final Fact<List<PrivateZone>> zones;
    /** Firewalls as they stand in ARM, without the rules of their policies: enough to look further. */
    private final Fact<Map<String, Reading<Firewall>>> foundFirewalls;

    private final Fact<Map<String, Reading<Firewall>>> firewalls;
    private final Fact<Map<ResourceId, Reading<VirtualNetwork>>> others;
    private final Fact<Map<ResourceId, Reading<SecurityGroup>>> endpointGroups;
    private final Fact<Map<ResourceId, Reading<List<ResourceId>>>> gateways;
    private final Fact<Map<ResourceId, Reading<AddressRange>>> publicAddresses;

    NetworkFacts(
            String loginServer,
            Fact<Cluster> cluster,
            Fact<Registry> registry,
            Optional<WorkloadFacts> workload,
            Networks networks,
            Reads reads) {
        this.networks = networks;
        this.reads = reads;
        this.loginServer = loginServer;
        var address = workload.map(WorkloadFacts::node)
                .orElse(Fact.of(Optional.empty()))
                .map(node -> node.flatMap(Node::address).flatMap(AddressRange::find))
                .orElse(unreadable -> Fact.of(Optional.empty()));
        var index = reads.start(
                "the list of firewalls and DNS zones", () -> networks.index(PrivateZone.zoneName(loginServer)));
        this.place = cluster.then(it -> placeOf(it, workload));
        this.placeWithAddress = place.with(address, NetworkFacts::at);
        this.nodeGroup = place.then(it -> optional(it.subnet().securityGroup(), this::securityGroup));
        this.routes = place.then(it -> optional(
                it.subnet().routeTable(),
                id -> reads.start("route table " + id.name(), () -> networks.routeTable(id))));
        this.endpoints = cluster.with(registry, NetworkFacts::connectionsOf).then(this::endpointsOf);
        this.zones = registry.with(index, (it, found) -> zonesIn(found, it)).then(Function.identity());
        this.foundFirewalls =
                routes.with(index, NetworkFacts::appliances).then(found -> byAddress(found, this::firewall));
        this.firewalls = routes.with(index, NetworkFacts::appliances)
                .then(found -> byAddress(found, id -> firewall(id).then(this::withRules)));
        this.others = othersFact();
        this.endpointGroups = groupsOfEndpoints();
        this.gateways = natGateways();
        var ofCluster = cluster.with(registry, NetworkFacts::outboundOf);
        // Those of the cluster itself need not wait for firewalls and gateways.
        ofCluster.whenRead(this::publicAddressesOf);
        this.publicAddresses = ofCluster
                .with(gateways.orElse(unreadable -> Fact.of(Map.of())), NetworkFacts::withGateways)
                .with(foundFirewalls.orElse(unreadable -> Fact.of(Map.of())), NetworkFacts::withFirewalls)
                .with(routes.orElse(unreadable -> Fact.of(Optional.empty())), NetworkFacts::withRoutes)
                .then(this::publicAddressesOf);
    }

    /** Waits for everything that was asked for. */
    Topology topology() {
        return new Topology(
                Reading.of(placeWithAddress),
                orEmpty(others),
                Reading.of(nodeGroup),
                orEmpty(endpointGroups),
                Reading.of(routes),
                Reading.of(endpoints).get(),
                Reading.of(zones),
                orEmpty(firewalls),
                orEmpty(publicAddresses),
                orEmpty(gateways));
    }

    private static <K, V> Map<K, V> orEmpty(Fact<Map<K, V>> fact) {
        return fact.orElse(unreadable -> Fact.of(Map.of())).get();
    }

    // Where the nodes are

    private Fact<Place> placeOf(Cluster cluster, Optional<WorkloadFacts> workload) {
        return subnets(cluster, Optional.empty()).size() == 1
                ? placeIn(cluster, Optional.empty())
                : workload.map(WorkloadFacts::nodePool)
                        .orElse(Fact.of(Optional.empty()))
                        .then(pool -> placeIn(cluster, pool));
    }

    private Fact<Place> placeIn(Cluster cluster, Optional<String> pool) {
        var subnets = subnets(cluster, pool);
        if (subnets.size() > 1) {
            throw Unreadable.beyond(
                    "the node pools of %s are in different subnets, and which pool failed is not known",
                    cluster.name());
        }
        return subnets.stream()
                .flatMap(Optional::stream)
                .findFirst()
                .map(this::placeIn)
                .orElseGet(() -> placeMadeByAks(cluster));
    }

    /** The subnets of the pools, or of the one pool; absent for those that AKS made. */
    private static List<Optional<ResourceId>> subnets(Cluster cluster, Optional<String> pool) {
        return cluster.nodePools().stream()
                .filter(it -> pool.isEmpty() || it.name().equalsIgnoreCase(pool.get()))
                .map(NodePool::subnet)
                .distinct()
                .toList();
    }

    private Fact<Place> placeIn(ResourceId subnet) {
        return network(PrivateEndpoint.networkOf(subnet))
                .map(network -> network.subnet(subnet)
                        .map(it -> placeOf(network, it))
                        .orElseThrow(() -> Unreadable.because(Reason.NOT_FOUND, "subnet " + subnet.name())));
    }

    private Fact<Place> placeMadeByAks(Cluster cluster) {
        var group = cluster.id().resourceGroupNamed(cluster.nodeResourceGroup());
        return reads.start("virtual networks of " + group.name(), () -> networks.networksIn(group))
                .map(found -> found.stream()
                        .filter(network -> !network.subnets().isEmpty())
                        .findFirst()
                        .map(network -> placeOf(network, network.subnets().get(0)))
                        .orElseThrow(
                                () -> Unreadable.because(Reason.NOT_FOUND, "a virtual network in " + group.name())));
    }

    private static Place placeOf(VirtualNetwork network, Subnet subnet) {
        var address = subnet.addresses().stream()
                .findFirst()
                .or(() -> network.addresses().stream().findFirst())
                .orElseThrow(() -> Unreadable.beyond("subnet %s has no address range", subnet.name()));
        return new Place(network, subnet, address);
    }

    private static Place at(Place place, Optional<AddressRange> address) {
        return address.map(it -> new Place(place.network(), place.subnet(), it)).orElse(place);
    }

    private Fact<VirtualNetwork> network(ResourceId id) {
        return questions.once(id, () -> reads.start("virtual network " + id.name(), () -> networks.network(id)));
    }

    private Fact<SecurityGroup> securityGroup(ResourceId id) {
        return questions.once(
                id, () -> reads.start("network security group " + id.name(), () -> networks.securityGroup(id)));
    }

    // Private endpoints and their names

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
                .map(id -> settled(reads.start("private endpoint " + id.name(), () -> networks.privateEndpoint(id))))
                .orElseGet(() -> Fact.of(Reading.unread(
                        Unreadable.because(Reason.NOT_FOUND, "private endpoint of " + connection.name()))))
                .map(endpoint -> new Attachment(connection, endpoint));
    }

    /** Zones matter only where an approved endpoint makes the registry's names private ones. */
    private Fact<List<PrivateZone>> zonesIn(Index index, Registry registry) {
        if (registry.network().endpoints().stream().noneMatch(EndpointConnection::isApproved)) {
            return Fact.of(List.of());
        }
        var names = Stream.concat(Stream.of(loginServer), registry.network().dataHosts().stream())
                .map(PrivateZone::recordName)
                .toList();
        return place.then(nodes -> Fact.all(index.zones().keySet().stream()
                .sorted(Comparator.comparing((ResourceId zone) -> !isLinkedNear(index, zone, nodes.network()))
                        .thenComparing(ResourceId::toString))
                .limit(MOST_ZONES)
                .map(zone -> zone(zone, names))
                .toList()));
    }

    private static boolean isLinkedNear(Index index, ResourceId zone, VirtualNetwork own) {
        return index.zones().get(zone).stream()
                .anyMatch(network ->
                        network.equals(own.id()) || own.peeringWith(network).isPresent());
    }

    private Fact<PrivateZone> zone(ResourceId id, List<String> names) {
        var links = reads.start("links of DNS zone " + id.name(), () -> networks.linksOf(id));
        var records = Fact.all(names.stream()
                .map(name -> reads.start("record " + name, () -> Map.entry(name, networks.record(id, name))))
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
        return endpoints.then(found -> Fact.all(read(found).map(this::groupOf).toList())
                .then(ids ->
                        map(ids.stream().flatMap(Optional::stream).collect(Collectors.toSet()), this::securityGroup)));
    }

    private Fact<Optional<ResourceId>> groupOf(PrivateEndpoint endpoint) {
        return network(endpoint.network())
                .map(network -> network.subnet(endpoint.subnet())
                        .filter(Subnet::filtersEndpoints)
                        .flatMap(Subnet::securityGroup))
                .orElse(unreadable -> Fact.of(Optional.empty()));
    }

    private static Stream<PrivateEndpoint> read(List<Attachment> endpoints) {
        return endpoints.stream()
                .map(Attachment::endpoint)
                .filter(Reading::isRead)
                .map(Reading::get);
    }

    // Other networks: those of endpoints, of firewalls and of DNS servers

    private Fact<Map<ResourceId, Reading<VirtualNetwork>>> othersFact() {
        var ofEndpoints =
                endpoints.map(found -> read(found).map(PrivateEndpoint::network).collect(Collectors.toSet()));
        var ofFirewalls = foundFirewalls
                .map(found -> found.values().stream()
                        .filter(Reading::isRead)
                        .flatMap(firewall -> firewall.get().network().stream())
                        .collect(Collectors.toSet()))
                .orElse(unreadable -> Fact.of(Set.of()));
        var ofDns = place.map(NetworkFacts::networksOfDnsServers).orElse(unreadable -> Fact.of(Set.of()));
        // Each set is read as soon as it is known.
        return ofEndpoints
                .then(ids -> map(ids, this::network))
                .with(ofFirewalls.then(ids -> map(ids, this::network)), NetworkFacts::together)
                .with(ofDns.then(ids -> map(ids, this::network)), NetworkFacts::together);
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

    // Firewalls

    /** The firewalls that routes lead to, by the address that the routes name. */
    private static Map<String, ResourceId> appliances(Optional<RouteTable> table, Index index) {
        var found = new HashMap<String, ResourceId>();
        table.map(RouteTable::routes).orElse(List.of()).stream()
                .flatMap(route -> route.nextHop().stream())
                .filter(index.firewalls()::containsKey)
                .forEach(address -> found.put(address, index.firewalls().get(address)));
        return found;
    }

    private Fact<Map<String, Reading<Firewall>>> byAddress(
            Map<String, ResourceId> byAddress, Function<ResourceId, Fact<Firewall>> read) {
        return Fact.all(byAddress.entrySet().stream()
                        .map(entry -> settled(read.apply(entry.getValue())).map(it -> Map.entry(entry.getKey(), it)))
                        .toList())
                .map(NetworkFacts::asMap);
    }

    private Fact<Firewall> firewall(ResourceId id) {
        return questions.once(id, () -> reads.start("firewall " + id.name(), () -> networks.firewall(id)));
    }

    private Fact<Firewall> withRules(Firewall firewall) {
        return firewall.policy()
                .map(policy -> rulesOf(policy, MOST_PARENTS))
                .orElse(Fact.of(firewall.rules().collections()))
                .then(collections -> withGroups(firewall, collections));
    }

    /** A parent's rules go before the policy's own. */
    private Fact<List<RuleCollection>> rulesOf(ResourceId policy, int generations) {
        if (generations == 0) {
            throw Unreadable.beyond("policy %s has more parents than are followed", policy.name());
        }
        var own = reads.start("rules of firewall policy " + policy.name(), () -> networks.rulesOf(policy));
        return reads.start("firewall policy " + policy.name(), () -> networks.parentOf(policy))
                .then(parent -> parent.map(it -> rulesOf(it, generations - 1)).orElse(Fact.of(List.of())))
                .with(
                        own,
                        (inherited, mine) ->
                                Stream.concat(inherited.stream(), mine.stream()).toList());
    }

    private Fact<Firewall> withGroups(Firewall firewall, List<RuleCollection> collections) {
        var groups = collections.stream()
                .flatMap(collection -> collection.rules().stream())
                .flatMap(NetworkFacts::placesIn)
                .flatMap(places -> places.groups().stream())
                .collect(Collectors.toSet());
        return map(groups, id -> reads.start("IP group " + id.name(), () -> networks.ipGroup(id)))
                .map(found -> new Firewall(
                        firewall.id(),
                        firewall.subnet(),
                        firewall.privateAddress(),
                        firewall.publicAddresses(),
                        firewall.hubAddresses(),
                        firewall.policy(),
                        new FirewallRules(collections, onlyRead(found))));
    }

    private static Stream<Places> placesIn(FirewallRule rule) {
        return rule instanceof FirewallRule.NetworkRule network
                ? Stream.of(network.sources(), network.destinations())
                : Stream.of(((FirewallRule.ApplicationRule) rule).sources());
    }

    private static Map<ResourceId, IpGroup> onlyRead(Map<ResourceId, Reading<IpGroup>> groups) {
        return groups.entrySet().stream()
                .filter(entry -> entry.getValue().isRead())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get()));
    }

    // The way out

    /**
     * Which addresses matter: none where the registry lets everybody in, or nobody, unless a route is for a single one. It may
     * be the firewall's own, and then says nothing of the way to the registry.
     */
    private record Outbound(boolean matters, Set<ResourceId> ids) {
        Outbound and(Stream<ResourceId> more) {
            var all = new LinkedHashSet<>(ids);
            more.forEach(all::add);
            return new Outbound(matters, all);
        }
    }

    private static Outbound outboundOf(Cluster cluster, Registry registry) {
        var network = registry.network();
        return new Outbound(
                network.publicAccess() == PublicAccess.ENABLED && network.deniesByDefault(),
                new LinkedHashSet<>(cluster.network().outboundAddresses()));
    }

    private static Outbound withGateways(Outbound outbound, Map<ResourceId, Reading<List<ResourceId>>> gateways) {
        return outbound.and(gateways.values().stream().filter(Reading::isRead).flatMap(it -> it.get().stream()));
    }

    private static Outbound withFirewalls(Outbound outbound, Map<String, Reading<Firewall>> firewalls) {
        return outbound.and(
                firewalls.values().stream().filter(Reading::isRead).flatMap(it -> it.get().publicAddresses().stream()));
    }

    private static Outbound withRoutes(Outbound outbound, Optional<RouteTable> table) {
        return new Outbound(
                outbound.matters()
                        || table.map(RouteTable::routes).orElse(List.of()).stream()
                                .flatMap(route -> AddressRange.find(route.prefix()).stream())
                                .anyMatch(AddressRange::isOnePublicAddress),
                outbound.ids());
    }

    private Fact<Map<ResourceId, Reading<List<ResourceId>>>> natGateways() {
        var ofNodes = place.map(it -> it.subnet().natGateway().stream().collect(Collectors.toSet()))
                .orElse(unreadable -> Fact.of(Set.of()));
        var ofFirewalls =
                others.with(foundFirewalls, NetworkFacts::gatewaysOfFirewalls).orElse(unreadable -> Fact.of(Set.of()));
        return ofNodes.with(ofFirewalls, (a, b) -> {
                    var both = new HashSet<>(a);
                    both.addAll(b);
                    return both;
                })
                .then(ids ->
                        map(ids, id -> reads.start("NAT gateway " + id.name(), () -> networks.addressesOfGateway(id))));
    }

    private static Set<ResourceId> gatewaysOfFirewalls(
            Map<ResourceId, Reading<VirtualNetwork>> networks, Map<String, Reading<Firewall>> firewalls) {
        return firewalls.values().stream()
                .filter(Reading::isRead)
                .flatMap(firewall -> firewall.get().subnet().stream())
                .flatMap(subnet -> Optional.ofNullable(networks.get(PrivateEndpoint.networkOf(subnet)))
                        .filter(Reading::isRead)
                        .flatMap(network -> network.get().subnet(subnet))
                        .flatMap(Subnet::natGateway)
                        .stream())
                .collect(Collectors.toSet());
    }

    private Fact<Map<ResourceId, Reading<AddressRange>>> publicAddressesOf(Outbound outbound) {
        return outbound.matters() ? map(outbound.ids(), this::publicAddress) : Fact.of(Map.of());
    }

    /** One list is read for each type and resource group. */
    private Fact<AddressRange> publicAddress(ResourceId id) {
        var group = id.resourceGroupNamed(id.resourceGroup());
        return questions
                .once(
                        id.type() + " of " + group,
                        () -> reads.start(
                                "public addresses of " + group.name(), () -> networks.publicAddressesBeside(id)))
                .map(found -> Optional.ofNullable(found.get(id))
                        .orElseThrow(() -> Unreadable.because(Reason.NOT_FOUND, "public address " + id.name())));
    }

    // Composing

    /** A fact that cannot fail: what could not be read says so itself. */
    private static <T> Fact<Reading<T>> settled(Fact<T> fact) {
        return fact.map(Reading::of).orElse(unreadable -> Fact.of(Reading.unread(unreadable)));
    }

    private static <T> Fact<Optional<T>> optional(Optional<ResourceId> id, Function<ResourceId, Fact<T>> read) {
        return id.map(it -> read.apply(it).map(Optional::of)).orElse(Fact.of(Optional.empty()));
    }

    private static <T> Fact<Map<ResourceId, Reading<T>>> map(Set<ResourceId> ids, Function<ResourceId, Fact<T>> read) {
        return Fact.all(ids.stream()
                        .map(id -> settled(read.apply(id)).map(reading -> Map.entry(id, reading)))
                        .toList())
                .map(NetworkFacts::asMap);
    }

    private static <K, V> Map<K, V> asMap(List<Map.Entry<K, V>> entries) {
        return entries.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    }

    private static <T> Map<ResourceId, Reading<T>> together(
            Map<ResourceId, Reading<T>> one, Map<ResourceId, Reading<T>> other) {
        var both = new HashMap<>(one);
        both.putAll(other);
        return both;
    }
}
