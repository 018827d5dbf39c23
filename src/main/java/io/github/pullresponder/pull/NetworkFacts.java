package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.NetworkInterface;
import io.github.pullresponder.cluster.NodeComputeResource;
import io.github.pullresponder.cluster.ScaleSet;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.evidence.Networks.NetworkResourceIndex;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.ConnectedGroups;
import io.github.pullresponder.network.DnsForwarding;
import io.github.pullresponder.network.Firewall;
import io.github.pullresponder.network.NetworkSnapshot;
import io.github.pullresponder.network.NetworkSnapshot.NodeLocation;
import io.github.pullresponder.network.NodeSubnetAdminAndEndpointRules;
import io.github.pullresponder.network.Peering;
import io.github.pullresponder.network.PrivateDnsZone;
import io.github.pullresponder.network.Route.NextHopType;
import io.github.pullresponder.network.RouteTable;
import io.github.pullresponder.network.SecurityGroup;
import io.github.pullresponder.network.VirtualNetwork;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.registry.MicrosoftRegistryHosts;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryNetwork;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads the network between the nodes and the registry: each part as soon as its id is known, and all parts concurrently.
 *
 * <p>Resources that Resource Graph lists are read from ARM before they are assessed. The number of reads is limited: an estate may have
 * hundreds of endpoints, zones and peerings, of which few affect this pull.
 */
final class NetworkFacts implements NetworkSnapshot {
    private final NetworkPartsReader reads;
    private final NodeNetworkLocationFacts nodes;
    private final AsyncRead<Optional<SecurityGroup>> nodeGroup;
    private final AsyncRead<List<InterfaceSecurityGroup>> interfaceGroups;
    private final AsyncRead<Optional<RouteTable>> routes;
    private final PrivateEndpointFacts endpoints;
    private final FirewallFacts firewalls;
    private final AsyncRead<Map<ResourceId, ReadResult<VirtualNetwork>>> others;
    private final OutboundAddressFacts egress;
    private final AsyncRead<NetworkResourceIndex> index;
    private final AsyncRead<List<String>> replicas;
    private final NodeSubnetAdminAndEndpointRuleFacts nodeRules;

    /** The facts about the registry at the end of the path. */
    record TargetRegistryFacts(
            String loginServer,
            AsyncRead<RegistryNetwork> network,
            AsyncRead<List<String>> replicas,
            Supplier<AsyncRead<List<ResourceId>>> allowedSubnets) {
        static TargetRegistryFacts registry(String loginServer, RegistryFacts registries) {
            var registry = registries.registry(loginServer);
            return new TargetRegistryFacts(
                    loginServer,
                    registry.map(Registry::network),
                    registry.then(read -> mayHaveOtherReplicas(read)
                            ? registries.replicaLocations(loginServer)
                            : AsyncRead.of(List.of())),
                    () -> registries.allowedSubnets(loginServer));
        }

        static TargetRegistryFacts microsoftRegistry() {
            return new TargetRegistryFacts(
                    MicrosoftRegistryHosts.LOGIN_SERVER,
                    AsyncRead.of(RegistryNetwork.OPEN),
                    AsyncRead.of(List.of()),
                    () -> AsyncRead.of(List.of()));
        }
    }

    private final AsyncRead<DnsForwarding> forwarding;

    NetworkFacts(
            TargetRegistryFacts target,
            AsyncRead<Cluster> cluster,
            Optional<PodFacts> workload,
            NodeFacts nodeFacts,
            NetworkPartsReader reads) {
        this.reads = reads;
        var loginServer = target.loginServer();
        var registry = target.network();
        this.replicas = target.replicas();
        this.index = reads.start(
                "the list of firewalls and DNS zones",
                networks -> networks.index(
                        PrivateDnsZone.domain(loginServer), AzureRegistryHosts.registryName(loginServer)));
        this.nodes = new NodeNetworkLocationFacts(cluster, workload, nodeFacts::machineAt, reads);
        var place = nodes.place();
        this.nodeRules = new NodeSubnetAdminAndEndpointRuleFacts(registry, target.allowedSubnets(), place, reads);
        this.nodeGroup = place.then(
                nodesPlace -> NetworkPartsReader.optional(nodesPlace.subnet().securityGroup(), reads::securityGroup));
        this.interfaceGroups = nodeFacts
                .mayRunOn()
                .then(computes -> AsyncRead.all(computes.stream()
                        .map(compute -> interfaceGroup(compute, reads))
                        .toList()));
        this.routes = place.then(nodesPlace -> NetworkPartsReader.optional(
                nodesPlace.subnet().routeTable(),
                id -> reads.start("route table " + id.name(), networks -> networks.routeTable(id))));
        this.forwarding = new DnsForwardingFacts(cluster, registry, place, index, reads).forwarding();
        this.endpoints = new PrivateEndpointFacts(loginServer, registry, place, index, forwarding, reads);
        this.firewalls = new FirewallFacts(place, routes, index, reads);
        this.others = othersFact(place, routes, endpoints, firewalls, reads);
        this.egress = new OutboundAddressFacts(cluster, registry, place, routes, others, firewalls, reads);
    }

    @Override
    public ReadResult<NodeLocation> nodes() {
        return nodes.placeWithAddress().result();
    }

    @Override
    public Map<ResourceId, ReadResult<VirtualNetwork>> networks() {
        return orEmpty(others);
    }

    @Override
    public ReadResult<List<InterfaceSecurityGroup>> interfaceGroups() {
        return interfaceGroups.result();
    }

    @Override
    public ReadResult<Optional<SecurityGroup>> nodeGroup() {
        return nodeGroup.result();
    }

    @Override
    public Map<ResourceId, ReadResult<SecurityGroup>> groups() {
        return orEmpty(endpoints.groups());
    }

    @Override
    public ReadResult<Optional<RouteTable>> routes() {
        return routes.result();
    }

    @Override
    public List<RegistryPrivateEndpoint> endpoints() {
        return endpoints.endpoints().get();
    }

    @Override
    public ReadResult<List<PrivateDnsZone>> zones() {
        return endpoints.zones().result();
    }

    @Override
    public ReadResult<Map<ResourceId, Set<ResourceId>>> zoneLinks() {
        return index.map(NetworkResourceIndex::zones).result();
    }

    @Override
    public Map<String, ReadResult<Firewall>> firewalls() {
        return orEmpty(firewalls.complete());
    }

    @Override
    public Map<ResourceId, ReadResult<AddressRange>> publicAddresses() {
        return orEmpty(egress.publicAddresses());
    }

    @Override
    public Map<ResourceId, ReadResult<List<ResourceId>>> gateways() {
        return orEmpty(egress.gateways());
    }

    @Override
    public ReadResult<List<String>> replicas() {
        return replicas.result();
    }

    @Override
    public NodeSubnetAdminAndEndpointRules nodeRules() {
        return nodeRules.rules();
    }

    @Override
    public ReadResult<DnsForwarding> forwarding() {
        return forwarding.result();
    }

    /** Reads the connected groups of networks that are not connected otherwise. */
    ConnectedGroups connectedGroups(Set<ResourceId> unconnected) {
        return new ConnectedGroups(
                NetworkPartsReader.all(unconnected, reads::connectedGroups).get());
    }

    /** Returns true if replicas may be in other regions: if the registry has data endpoints, each replica has one. */
    private static boolean mayHaveOtherReplicas(Registry registry) {
        return registry.network().dataHosts().isEmpty() && registry.state().isPremium();
    }

    private static AsyncRead<InterfaceSecurityGroup> interfaceGroup(
            NodeComputeResource compute, NetworkPartsReader reads) {
        return interfaceOf(compute, reads)
                .then(nic -> NetworkPartsReader.optional(nic.securityGroup(), reads::securityGroup))
                .map(group -> new InterfaceSecurityGroup(compute, group));
    }

    private static AsyncRead<NetworkInterface> interfaceOf(NodeComputeResource compute, NetworkPartsReader reads) {
        if (compute instanceof VirtualMachine machine) {
            return reads.interfaceOf(machine);
        }
        return ((ScaleSet) compute)
                .networkInterface()
                .map(AsyncRead::of)
                .orElseGet(() -> AsyncRead.unread(EvidenceUnavailableException.beyond(
                        "the network interfaces of %s are not known", compute.described())));
    }

    private static <K, V> Map<K, V> orEmpty(AsyncRead<Map<K, V>> fact) {
        return fact.orElse(unreadable -> AsyncRead.of(Map.of())).get();
    }

    /** The networks of endpoints, firewalls, DNS servers and gateways: each is read as soon as its id is known. */
    private static AsyncRead<Map<ResourceId, ReadResult<VirtualNetwork>>> othersFact(
            AsyncRead<NodeLocation> place,
            AsyncRead<Optional<RouteTable>> routes,
            PrivateEndpointFacts endpoints,
            FirewallFacts firewalls,
            NetworkPartsReader reads) {
        var ofGateways =
                place.with(routes, NetworkFacts::networksOfGateways).orElse(unreadable -> AsyncRead.of(Set.of()));
        var ofDns = place.map(NetworkFacts::networksOfDnsServers).orElse(unreadable -> AsyncRead.of(Set.of()));
        return endpoints
                .networks()
                .then(ids -> NetworkPartsReader.all(ids, reads::network))
                .with(
                        firewalls.networks().then(ids -> NetworkPartsReader.all(ids, reads::network)),
                        NetworkPartsReader::merge)
                .with(ofDns.then(ids -> NetworkPartsReader.all(ids, reads::network)), NetworkPartsReader::merge)
                .with(ofGateways.then(ids -> NetworkPartsReader.all(ids, reads::network)), NetworkPartsReader::merge);
    }

    /** The peered network whose gateway the nodes' network uses, if a route leads to it. */
    private static Set<ResourceId> networksOfGateways(NodeLocation nodes, Optional<RouteTable> table) {
        return table.stream()
                .flatMap(read -> read.routes().stream())
                .filter(route -> route.type() == NextHopType.VIRTUAL_NETWORK_GATEWAY)
                .flatMap(route -> nodes.network().networkOfUsedGateway().stream())
                .collect(Collectors.toSet());
    }

    /** Peered networks that may contain the DNS servers of the nodes' network. */
    private static Set<ResourceId> networksOfDnsServers(NodeLocation nodes) {
        var own = nodes.network();
        var servers = own.ownDnsServers().stream()
                .flatMap(server -> AddressRange.find(server).stream())
                .filter(server -> !own.holds(server))
                .toList();
        return own.peerings().stream()
                .filter(peering -> servers.stream().anyMatch(server -> mayHold(peering, server)))
                .map(Peering::remote)
                .collect(Collectors.toSet());
    }

    private static boolean mayHold(Peering peering, AddressRange server) {
        return peering.remoteAddresses().isEmpty() || peering.holds(server);
    }
}
