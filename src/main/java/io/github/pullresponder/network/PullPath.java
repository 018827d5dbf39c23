package io.github.pullresponder.network;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.HttpProxy;
import io.github.pullresponder.network.DnsResolution.PublicResolution;
import io.github.pullresponder.network.Egress.Address;
import io.github.pullresponder.network.NextHop.EffectiveNextHopType;
import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.network.PullRoute.PrivateRoute;
import io.github.pullresponder.network.PullRoute.PublicRoute;
import io.github.pullresponder.pullerror.Observations;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Lazy;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.EntraHosts;
import io.github.pullresponder.registry.MicrosoftRegistryHosts;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.resource.Region;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the nodes of a pool reach a registry: pure answers over what was read. Whatever was not read, or leads beyond the model,
 * is thrown as {@link EvidenceUnavailableException}.
 */
public final class PullPath {
    private static final String STORAGE = "*.blob.core.windows.net";
    private static final String DEFAULT_ROUTE = "0.0.0.0/0";

    private final Cluster cluster;
    /** Absent on the way to Microsoft's own registry. */
    private final Optional<Registry> registry;

    private final NetworkSnapshot topology;
    private final Optional<String> failingHost;
    private final Observations seen;
    private final Supplier<ConnectedGroups> groups;
    private final Supplier<PullRoute> route = Lazy.of(this::selectRoute);

    /**
     * What a firewall says, and which route leads to it.
     *
     * @param opening where a rule that lets the traffic through must stand; absent where there is no room
     */
    public record FirewallDecision(Firewall firewall, Route route, RuleDecision ruling, Optional<RulePlace> opening) {}

    /** @param error what the message shows: the host that failed, and the addresses that the node and the registry saw */
    public PullPath(Cluster cluster, Registry registry, NetworkSnapshot topology, PullError error) {
        this(
                cluster,
                Optional.of(registry),
                topology,
                failingHost(error),
                error.observations(),
                () -> ConnectedGroups.NONE);
    }

    private PullPath(
            Cluster cluster,
            Optional<Registry> registry,
            NetworkSnapshot topology,
            Optional<String> failingHost,
            Observations seen,
            Supplier<ConnectedGroups> groups) {
        this.cluster = cluster;
        this.registry = registry;
        this.topology = topology;
        this.failingHost = failingHost;
        this.seen = seen;
        this.groups = groups;
    }

    /**
     * The same path, with the groups by which network managers connect networks.
     *
     * @param groups asked when private traffic is first judged
     */
    public PullPath with(Supplier<ConnectedGroups> groups) {
        return new PullPath(cluster, registry, topology, failingHost, seen, Lazy.of(groups));
    }

    /** The way to Microsoft's own registry, which has the images of AKS: a public one, whose resource is nobody's to read. */
    public static PullPath toMicrosoftRegistry(Cluster cluster, NetworkSnapshot topology, PullError error) {
        return new PullPath(
                cluster,
                Optional.empty(),
                topology,
                failingHost(error),
                error.observations(),
                () -> ConnectedGroups.NONE);
    }

    private static Optional<String> failingHost(PullError error) {
        return error.host().map(host -> host.split(":", 2)[0].toLowerCase(Locale.ROOT));
    }

    public boolean leadsToMicrosoftRegistry() {
        return registry.isEmpty();
    }

    public NetworkSnapshot topology() {
        return topology;
    }

    /** The registry; Microsoft's own has none that can be read. */
    public Registry registry() {
        return registry.orElseThrow(() -> new IllegalStateException("the path leads to Microsoft's own registry"));
    }

    /** The registry as reports name it. */
    public String registryName() {
        return registry.map(Registry::name).orElse(MicrosoftRegistryHosts.LOGIN_SERVER);
    }

    public Cluster cluster() {
        return cluster;
    }

    public Subnet nodeSubnet() {
        return topology.nodes().get().subnet();
    }

    public VirtualNetwork nodeNetwork() {
        return topology.nodes().get().network();
    }

    /** Whether a network was read, and with it its side of every peering. */
    public boolean knowsNetwork(ResourceId network) {
        return ReadResult.attempt(() -> topology.network(network)).isRead();
    }

    /** One network's side of its peering with another, if both were read. */
    public Optional<Peering> peeringOf(ResourceId network, ResourceId remote) {
        return ReadResult.attempt(() -> topology.network(network)).optional().flatMap(read -> read.peeringWith(remote));
    }

    /** Whether one network's side of its peering carries traffic to all addresses that the other has by now. */
    public boolean isSynchronized(ResourceId network, ResourceId remote) {
        var carried = peeringOf(network, remote).map(Peering::remoteAddresses).orElse(List.of());
        return carried.isEmpty()
                || topology.network(remote).addresses().stream().allMatch(block -> block.isCoveredBy(carried));
    }

    // Names

    public String loginServer() {
        return registry.map(Registry::loginServer).orElse(MicrosoftRegistryHosts.LOGIN_SERVER);
    }

    /** The host that serves the layers to these nodes: a data endpoint, or Azure Storage. */
    public String dataHost() {
        var dedicated = dataHosts();
        return failingHost
                .filter(PullPath::servesData)
                .or(() -> dedicated.stream()
                        .filter(host -> isIn(host, cluster.location()))
                        .findFirst())
                .or(() -> dedicated.stream()
                        .filter(host -> isIn(host, registry().state().location()))
                        .findFirst())
                .or(() -> dedicated.stream().findFirst())
                .orElse(leadsToMicrosoftRegistry() ? MicrosoftRegistryHosts.DATA : STORAGE);
    }

    /** Whether layers come from accounts of Azure Storage, and not from data endpoints of the registry. */
    public boolean servesFromStorage() {
        return dataHost().contains(".blob.");
    }

    /** Whether the error names a host that serves layers: then the login server was reached. */
    public boolean failedAtData() {
        return failingHost.filter(PullPath::servesData).isPresent();
    }

    private List<String> dataHosts() {
        var told = registry.map(it -> it.network().dataHosts()).orElse(List.of());
        if (!told.isEmpty() || topology.endpoints().isEmpty()) {
            return told;
        }
        return route() instanceof PrivateRoute it
                ? it.endpoint().addresses().keySet().stream()
                        .filter(PullPath::servesData)
                        .sorted()
                        .toList()
                : List.of();
    }

    private static boolean servesData(String host) {
        return host.contains(".data.azurecr.") || host.contains(".blob.") || MicrosoftRegistryHosts.servesData(host);
    }

    private static boolean isIn(String dataHost, String region) {
        return !region.isEmpty() && dataHost.contains("." + region.toLowerCase(Locale.ROOT) + ".data.");
    }

    public NodeDnsServers resolver() {
        return NodeDnsServers.of(topology);
    }

    /** The network whose linked zones answer the nodes: that of their DNS servers where it is known, else their own. */
    public ResourceId networkOfDns() {
        return resolver().networks().stream().findFirst().orElse(nodeNetwork().id());
    }

    /**
     * Returns what the nodes' DNS servers answer for a host.
     *
     * @throws EvidenceUnavailableException if it is not known who answers, or no zone is visible
     */
    public DnsResolution resolution(String host) {
        return dns(host).resolution();
    }

    /** The same, with how the question gets to the one that answers. */
    public DnsAnswer dns(String host) {
        if (topology.approved().isEmpty()) {
            return new DnsAnswer(new PublicResolution(List.of()), nodeNetwork().id(), List.of());
        }
        requireDnsOfNetwork(host);
        var answer = DnsLookup.of(host, topology);
        if (answer.resolution() instanceof PublicResolution
                && topology.zones().get().stream().noneMatch(PrivateZone::isOfPrivateLink)) {
            throw EvidenceUnavailableException.beyond("no zone %s can be seen", PrivateZone.zoneName(loginServer()));
        }
        return answer.resolution() instanceof PublicResolution && sawPublicAddress() ? answer.observed() : answer;
    }

    private void requireDnsOfNetwork(String host) {
        var subnet = nodeSubnet().id();
        for (var pool : cluster.nodePools()) {
            var mayBeTheirs = pool.subnet().isEmpty() || pool.subnet().get().equals(subnet);
            if (mayBeTheirs && pool.coreDnsDomains().stream().anyMatch(domain -> isBelow(host, domain))) {
                throw EvidenceUnavailableException.beyond(
                        "LocalDNS on the nodes of pool %s asks the cluster's CoreDNS for %s, and where that forwards is not read",
                        pool.name(), host);
            }
        }
    }

    private static boolean isBelow(String host, String domain) {
        return domain.equals(".") || PrivateZone.mayHold(domain, host);
    }

    /** The firewall that the nodes ask and that answers no DNS question, if they ask nothing else. */
    public Optional<DnsServer> silentDnsServer() {
        return DnsLookup.silentServer(topology);
    }

    /** Whether all of some DNS servers are inbound endpoints or firewalls, which forward by their own settings. */
    public boolean areServicesOfAzure(List<String> servers) {
        return topology.forwarding().get().servers().keySet().containsAll(servers);
    }

    // What was seen

    /** The addresses that the node connected to for a host. */
    public List<AddressRange> dialed(String host) {
        return seen.dialedFor(host).stream()
                .flatMap(address -> AddressRange.find(address).stream())
                .toList();
    }

    /** The address of a private endpoint, if the node connected to it for one of its hosts. */
    Optional<AddressRange> dialedAddressOf(PrivateEndpoint endpoint) {
        return endpoint.addresses().entrySet().stream()
                .flatMap(entry -> dialed(entry.getKey()).stream().filter(entry.getValue()::contains))
                .findFirst();
    }

    /** The public IPv4 address that the registry says the request came from. */
    public Optional<AddressRange> clientAddress() {
        return seen.clientAddress()
                .flatMap(AddressRange::find)
                .filter(AddressRange::isOnePublicAddress)
                .filter(address -> !address.isIpv6());
    }

    /** Whether the node or the registry saw a public address of the other; with a proxy, that may be the proxy's. */
    boolean sawPublicAddress() {
        return proxyFor(loginServer()).isEmpty()
                && (clientAddress().isPresent()
                        || dialed(loginServer()).stream().anyMatch(address -> !address.isPrivate()));
    }

    // The route

    /**
     * The route that the pull takes, and why.
     *
     * @throws EvidenceUnavailableException if it is not known
     */
    public PullRoute route() {
        return route.get();
    }

    private PullRoute selectRoute() {
        return leadsToMicrosoftRegistry()
                ? new PublicRoute(loginServer() + " has public addresses only")
                : new PullRouteSelection(this).route();
    }

    public Optional<PrivateEndpoint> endpoint() {
        return route() instanceof PrivateRoute it ? Optional.of(it.endpoint()) : Optional.empty();
    }

    /** Where the traffic to a host goes: each address of the private endpoint, or the public one. */
    public List<Destination> destinations(String host) {
        var addresses = endpoint().map(it -> it.addressesOf(host)).orElse(List.of());
        if (!addresses.isEmpty()) {
            return addresses.stream()
                    .map(address -> destination(host, Optional.of(address)))
                    .toList();
        }
        return List.of(publicDestination(host));
    }

    /**
     * Where the traffic to a host goes that has public addresses only.
     *
     * @throws EvidenceUnavailableException if the nodes ask a proxy for it
     */
    public Destination publicDestination(String host) {
        var proxy = proxyFor(host);
        if (proxy.isPresent()) {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.HTTP_PROXY,
                    "the nodes ask %s through the proxy %s",
                    host,
                    proxy.get().address());
        }
        return destination(host, Optional.empty());
    }

    private Destination destination(String host, Optional<AddressRange> address) {
        if (leadsToMicrosoftRegistry()) {
            return Destination.ofMicrosoftRegistry(host);
        }
        if (EntraHosts.isSignIn(host)) {
            return Destination.ofSignIn(host);
        }
        if (host.contains(".data.")) {
            return new Destination(host, address, Destination.REGISTRY_TAG, Set.of(regionIn(host)), true);
        }
        var service = host.contains(".blob.") ? Destination.STORAGE_TAG : Destination.REGISTRY_TAG;
        return new Destination(
                host, address, service, servingRegions(), topology.replicas().isRead());
    }

    /** Those that the registry may answer from: of its data endpoints, which each replica has; else its own and its replicas'. */
    private Set<String> servingRegions() {
        // Not of the route that is taken: that one is decided with what this returns.
        var ofData = registry().network().dataHosts().stream()
                .map(PullPath::regionIn)
                .collect(Collectors.toSet());
        return ofData.isEmpty()
                ? Stream.concat(
                                Stream.of(registry().state().location()),
                                topology.replicas().orElse(List.of()).stream())
                        .map(Region::plain)
                        .collect(Collectors.toSet())
                : ofData;
    }

    /** {@code name.region.data.azurecr.io} */
    private static String regionIn(String dataHost) {
        return dataHost.split("\\.", 0)[1];
    }

    /** The proxy, if the nodes ask it for this host. */
    public Optional<HttpProxy> proxyFor(String host) {
        return cluster.network().proxy().filter(proxy -> proxy.isAskedFor(host));
    }

    // Routes and connections

    public NextHop nextHop(Destination destination) {
        return nextHop(destination, destination.isPrivate() ? endpoint() : Optional.empty());
    }

    private NextHop nextHop(Destination destination, Optional<PrivateEndpoint> behind) {
        var nodes = topology.nodes().get();
        var table = topology.routes().get();
        var routing = routing();
        if (!destination.isPrivate()) {
            return routing.toward(destination);
        }
        var address = destination.address().orElseThrow();
        var endpoint = behind.orElseThrow();
        var isInGroup = ReadResult.attempt(() -> topology.network(endpoint.network()))
                .optional()
                .filter(network -> groups.get().connects(nodes.network(), network))
                .isPresent();
        if (isInGroup) {
            return routing.withinGroup(address);
        }
        if (table.isEmpty()) {
            return routing.toward(address, endpoint.network(), Optional.empty(), 0);
        }
        var network = topology.network(endpoint.network());
        return routing.toward(
                address,
                network.id(),
                network.subnet(endpoint.subnet()),
                network.prefixOf(address).orElse(0));
    }

    /** The reason why another route may carry the private traffic than the user's route that {@link #nextHop} finds. */
    public Optional<EvidenceUnavailableException> doubtOfRoute() {
        return endpoint().stream()
                .flatMap(endpoint -> destinations(loginServer()).stream()
                        .flatMap(destination -> doubtOfRoute(destination, endpoint).stream()))
                .findFirst();
    }

    private Optional<EvidenceUnavailableException> doubtOfRoute(Destination destination, PrivateEndpoint endpoint) {
        var route = nextHop(destination, Optional.of(endpoint)).route();
        if (route.isEmpty() || routing().isNear(endpoint.network()) || SubnetRouting.isExact(route.get())) {
            return Optional.empty();
        }
        var address = destination.address().orElseThrow();
        var prefix = ReadResult.attempt(() -> topology.network(endpoint.network()))
                .optional()
                .flatMap(network -> network.prefixOf(address));
        return groups.get()
                .unread(nodeNetwork().id(), endpoint.network())
                .or(() -> routing().mayLearnBetterThan(route.get(), prefix)
                        ? Optional.of(EvidenceUnavailableException.notVisible(
                                BlindSpot.VIRTUAL_NETWORK_GATEWAY,
                                "a gateway may have learned a more specific route to %s than %s",
                                destination,
                                route.get()))
                        : Optional.empty());
    }

    private SubnetRouting routing() {
        return new SubnetRouting(topology.nodes().get(), topology.routes().get(), topology.publicAddressesRead());
    }

    /** The networks on the way to the private endpoint, and to the one that the DNS leads to, that nothing connects as far as is known. */
    public Set<ResourceId> unconnected() {
        var taken = ReadResult.attempt(() -> destinations(loginServer()).stream()
                        .flatMap(destination -> legs(destination).stream())
                        .toList())
                .orElse(List.of());
        var legs = Stream.concat(taken.stream(), resolvedEndpoints().flatMap(endpoint -> legsTo(endpoint).stream()))
                .filter(leg -> leg.state() != PeeringHopState.CONNECTED)
                .flatMap(leg -> Stream.of(leg.from(), leg.to()));
        return Stream.concat(legs, withoutPeering()).collect(Collectors.toSet());
    }

    /** The nodes' network and the endpoint's, if no peering connects them: a group would carry their traffic past a route. */
    private Stream<ResourceId> withoutPeering() {
        return ReadResult.attempt(this::endpoint).optional().stream()
                .flatMap(Optional::stream)
                .map(PrivateEndpoint::network)
                .filter(network -> !routing().isNear(network))
                .flatMap(network -> Stream.of(nodeNetwork().id(), network));
    }

    private Stream<PrivateEndpoint> resolvedEndpoints() {
        var resolution = ReadResult.attempt(() -> resolution(loginServer())).optional();
        return topology.approved().stream()
                .flatMap(approved -> approved.endpoint().optional().stream())
                .filter(endpoint -> resolution
                        .filter(it -> it.leadsTo(endpoint.addressesOf(loginServer())))
                        .isPresent());
    }

    /** The networks that private traffic passes, one after the other; none on the public way. */
    public List<PeeringHop> legs(Destination destination) {
        return destination.isPrivate() ? legs(destination, endpoint().orElseThrow()) : List.of();
    }

    /** Whether it is certain that nothing connects the nodes with a private endpoint. */
    public boolean isCutOff(PrivateEndpoint endpoint) {
        return legsTo(endpoint).stream()
                .anyMatch(leg ->
                        leg.state() == PeeringHopState.MISSING && leg.doubt().isEmpty());
    }

    /** None if they are not known. */
    private List<PeeringHop> legsTo(PrivateEndpoint endpoint) {
        return endpoint.addressesOf(loginServer()).stream()
                .findFirst()
                .map(address -> ReadResult.attempt(
                                () -> legs(destination(loginServer(), Optional.of(address)), endpoint))
                        .orElse(List.of()))
                .orElse(List.of());
    }

    private List<PeeringHop> legs(Destination destination, PrivateEndpoint endpoint) {
        var doubt = doubtOfRoute(destination, endpoint);
        return hops(destination, endpoint).stream()
                .map(hop -> hop.state() == PeeringHopState.CONNECTED
                        ? hop
                        : doubt.map(hop::unless).orElse(hop))
                .toList();
    }

    private List<PeeringHop> hops(Destination destination, PrivateEndpoint endpoint) {
        var last = endpoint.network();
        var connections =
                new Connections(topology, groups.get(), destination.address().orElseThrow());
        var hop = nextHop(destination, Optional.of(endpoint));
        return switch (hop.kind()) {
            case APPLIANCE ->
                connections.through(
                        networkOf(hop), AddressRange.of(hop.appliance().orElseThrow()), last);
            case GATEWAY -> connections.throughGateway(last);
            case NONE -> connections.withoutRoute(hop, last, routing().takesLearnedRoutes());
            default -> connections.straight(last);
        };
    }

    private ResourceId networkOf(NextHop appliance) {
        var address = appliance.appliance().orElse("");
        return firewallAt(address)
                .flatMap(Firewall::network)
                .or(() -> AddressRange.find(address).flatMap(topology::networkWith))
                .orElseThrow(() -> outOfSight(appliance));
    }

    /** The firewall that a next hop is, which must be one that can be seen. */
    public Firewall firewallAt(NextHop hop) {
        return firewallAt(hop.appliance().orElse("")).orElseThrow(() -> outOfSight(hop));
    }

    public boolean isUnknownAppliance(NextHop hop) {
        return hop.appliance().filter(topology.firewalls()::containsKey).isEmpty();
    }

    private Optional<Firewall> firewallAt(String address) {
        return Optional.ofNullable(topology.firewalls().get(address)).map(ReadResult::get);
    }

    /** The exception of a check that would have to know what an appliance does with the traffic. */
    public static EvidenceUnavailableException outOfSight(NextHop hop) {
        return EvidenceUnavailableException.notVisible(
                BlindSpot.NETWORK_APPLIANCE,
                "route %s leads to %s, which is no visible Azure Firewall",
                hop.route().map(Route::toString).orElse(""),
                hop.appliance().orElse("an appliance"));
    }

    // What stands on the way

    public GroupsOnPath securityGroups() {
        return new GroupsOnPath(this);
    }

    /**
     * What the firewall on the way says; absent if none is on it. One that a broken peering hides is not judged.
     *
     * @throws EvidenceUnavailableException if an appliance is on the way that is no Azure Firewall
     */
    public Optional<FirewallDecision> firewall(Destination destination) {
        var hop = nextHop(destination);
        if (hop.kind() != EffectiveNextHopType.APPLIANCE
                || legs(destination).stream().anyMatch(leg -> leg.state() != PeeringHopState.CONNECTED)) {
            return Optional.empty();
        }
        var firewall = firewallAt(hop);
        var traffic = traffic(destination);
        return Optional.of(new FirewallDecision(
                firewall,
                hop.route().orElseThrow(),
                firewall.rules().judge(traffic),
                firewall.rules().openingFor(traffic, firewall.ruleOwner())));
    }

    /**
     * What the admin rules of network managers say about traffic that leaves the nodes' network.
     *
     * @throws EvidenceUnavailableException if they were not read
     */
    public AdminRuleDecision adminRuling(Destination destination) {
        return topology.nodeRules().admin().get().outbound(traffic(destination));
    }

    public Traffic traffic(Destination destination) {
        return new Traffic(topology.nodes().get().address(), destination, routedPrefixes());
    }

    /** A gateway may have learned a default route, and so may a table that was not read have one. */
    private List<String> routedPrefixes() {
        var table = topology.routes();
        var mayHaveDefault =
                !table.isRead() || nodeNetwork().peerings().stream().anyMatch(Peering::usesRemoteGateways);
        var byUser = table.optional().flatMap(it -> it).map(RouteTable::routes).orElse(List.of()).stream()
                .map(Route::prefix);
        return Stream.concat(byUser, mayHaveDefault ? Stream.of(DEFAULT_ROUTE) : Stream.empty())
                .toList();
    }

    // The public way

    public boolean hasNoWayOut() {
        return EgressResolver.isClosed(cluster);
    }

    /** Where public traffic to the login server goes first. */
    public NextHop publicHop() {
        return nextHop(publicDestination(loginServer()));
    }

    /** Whether the nodes would have to leave over a way out that the cluster does not have; only Azure's own default route is one. */
    public boolean isShutIn() {
        return hasNoWayOut()
                && nodeSubnet().natGateway().isEmpty()
                && topology.nodes().get().publicAddresses().isEmpty()
                && !nodeSubnet().hasServiceEndpointOfRegistries()
                && publicHop().equals(NextHop.system(EffectiveNextHopType.INTERNET));
    }

    /** With which addresses the nodes arrive at the public registry. */
    public Egress egress() {
        // Its routes are for the service's own addresses, and so go before a default route.
        if (nodeSubnet().hasServiceEndpointOfRegistries()) {
            throw EvidenceUnavailableException.beyond(
                    "subnet %s has a service endpoint for registries: its traffic arrives without a public address",
                    nodeSubnet().name());
        }
        var hop = publicHop();
        return switch (hop.kind()) {
            case INTERNET, DIRECT -> new EgressResolver(cluster, topology).ofNodes();
            case APPLIANCE -> new EgressResolver(cluster, topology).of(firewallAt(hop));
            case GATEWAY, LEARNED ->
                throw EvidenceUnavailableException.notVisible(
                        BlindSpot.VIRTUAL_NETWORK_GATEWAY, "the traffic to the registry goes %s", hop.words());
            case NONE -> throw EvidenceUnavailableException.beyond("the traffic to the registry goes %s", hop.words());
            case OPEN -> throw EvidenceUnavailableException.beyond("%s", hop.words());
        };
    }

    /**
     * Whether the registry's network rules contain the nodes' subnet, which arrives through a service endpoint.
     *
     * @throws EvidenceUnavailableException if its rules for subnets were not read: only previews of the API return them
     */
    public boolean allowsNodeSubnet() {
        var allowed = topology.nodeRules().allowedSubnets();
        allowed.why().filter(why -> !why.mayPass() && why.needs().isEmpty()).ifPresent(why -> {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.SERVICE_ENDPOINT,
                    "subnet %s has a service endpoint for registries; %s",
                    nodeSubnet().name(),
                    why.getMessage());
        });
        return allowed.get().contains(nodeSubnet().id());
    }

    /** Those of the addresses that no rule of the registry contains. */
    public List<Address> notAllowed(Egress egress) {
        return egress.addresses().stream()
                .filter(address -> !allows(address.range()))
                .toList();
    }

    /** Whether rules of the registry contain the whole range. */
    public boolean allows(AddressRange range) {
        var allowed = registry().network().allowedAddresses().stream()
                .flatMap(text -> AddressRange.find(text).stream())
                .toList();
        return range.isCoveredBy(allowed);
    }
}
