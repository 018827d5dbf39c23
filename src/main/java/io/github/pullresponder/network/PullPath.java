package io.github.pullresponder.network;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.HttpProxy;
import io.github.pullresponder.network.DnsResolution.PublicResolution;
import io.github.pullresponder.network.NextHop.EffectiveNextHopType;
import io.github.pullresponder.network.OutboundPublicAddresses.EgressAddress;
import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.network.PullRoute.PrivateRoute;
import io.github.pullresponder.network.PullRoute.PublicRoute;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullErrorObservations;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Lazy;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.EntraHosts;
import io.github.pullresponder.registry.MicrosoftRegistryHosts;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.resource.AzureRegionNameComparer;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The network path from the nodes of a pool to a registry, computed from the snapshot without further reads. Unread facts, and facts
 * beyond the model, are thrown as {@link EvidenceUnavailableException}.
 */
public final class PullPath {
    private static final String STORAGE = "*.blob.core.windows.net";
    private static final String DEFAULT_ROUTE = "0.0.0.0/0";

    private final Cluster cluster;
    /** Absent on the path to the Microsoft Artifact Registry. */
    private final Optional<Registry> registry;

    private final NetworkSnapshot snapshot;
    private final Optional<String> failingHost;
    private final PullErrorObservations observations;
    private final Supplier<ConnectedGroups> groups;
    private final Supplier<PullRoute> route = Lazy.of(this::selectRoute);

    /**
     * The decision of a firewall, and the route that leads to it.
     *
     * @param opening the place for a rule that allows the traffic; absent if there is no free priority
     */
    public record FirewallDecision(
            Firewall firewall, Route route, RuleDecision decision, Optional<FirewallRulePlacement> opening) {}

    /** @param error the host that failed, and the addresses that the node and the registry reported */
    public PullPath(Cluster cluster, Registry registry, NetworkSnapshot snapshot, PullError error) {
        this(
                cluster,
                Optional.of(registry),
                snapshot,
                failingHost(error),
                error.observations(),
                () -> ConnectedGroups.NONE);
    }

    private PullPath(
            Cluster cluster,
            Optional<Registry> registry,
            NetworkSnapshot snapshot,
            Optional<String> failingHost,
            PullErrorObservations observations,
            Supplier<ConnectedGroups> groups) {
        this.cluster = cluster;
        this.registry = registry;
        this.snapshot = snapshot;
        this.failingHost = failingHost;
        this.observations = observations;
        this.groups = groups;
    }

    /**
     * The same path with the connected groups of network managers.
     *
     * @param groups read at the first assessment of private traffic
     */
    public PullPath with(Supplier<ConnectedGroups> groups) {
        return new PullPath(cluster, registry, snapshot, failingHost, observations, Lazy.of(groups));
    }

    /** The public path to the Microsoft Artifact Registry, which has the images of AKS. Customers cannot read its resource. */
    public static PullPath toMicrosoftRegistry(Cluster cluster, NetworkSnapshot snapshot, PullError error) {
        return new PullPath(
                cluster,
                Optional.empty(),
                snapshot,
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

    public NetworkSnapshot snapshot() {
        return snapshot;
    }

    /** The registry; for the Microsoft Artifact Registry, there is no resource to read. */
    public Registry registry() {
        return registry.orElseThrow(
                () -> new IllegalStateException("the path leads to the Microsoft Artifact Registry"));
    }

    /** The registry's name in reports. */
    public String registryName() {
        return registry.map(Registry::name).orElse(MicrosoftRegistryHosts.LOGIN_SERVER);
    }

    public Cluster cluster() {
        return cluster;
    }

    public Subnet nodeSubnet() {
        return snapshot.nodes().get().subnet();
    }

    public VirtualNetwork nodeNetwork() {
        return snapshot.nodes().get().network();
    }

    /** Returns true if a network was read, and with it its side of each peering. */
    public boolean isNetworkRead(ResourceId network) {
        return snapshot.networkIfRead(network).isPresent();
    }

    /** One network's side of its peering with another, if both were read. */
    public Optional<Peering> peeringOf(ResourceId network, ResourceId remote) {
        return snapshot.networkIfRead(network).flatMap(read -> read.peeringWith(remote));
    }

    /** Returns true if one network's side of its peering carries traffic to all current addresses of the other. */
    public boolean isSynchronized(ResourceId network, ResourceId remote) {
        var carried = peeringOf(network, remote).map(Peering::remoteAddresses).orElse(List.of());
        return carried.isEmpty()
                || snapshot.network(remote).addresses().stream().allMatch(block -> block.isCoveredBy(carried));
    }

    // Names

    public String loginServer() {
        return registry.map(Registry::loginServer).orElse(MicrosoftRegistryHosts.LOGIN_SERVER);
    }

    /** The host that serves layers to these nodes: a data endpoint, or Azure Storage. */
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

    /** Returns true if layers come from Azure Storage accounts, and not from data endpoints of the registry. */
    public boolean servesFromStorage() {
        return dataHost().contains(".blob.");
    }

    /** Returns true if the error names a host that serves layers: in this case, the login server was reached. */
    public boolean failedAtData() {
        return failingHost.filter(PullPath::servesData).isPresent();
    }

    private List<String> dataHosts() {
        var configured = registry.map(known -> known.network().dataHosts()).orElse(List.of());
        if (!configured.isEmpty() || snapshot.endpoints().isEmpty()) {
            return configured;
        }
        return route() instanceof PrivateRoute privateRoute
                ? privateRoute.endpoint().addresses().keySet().stream()
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
        return NodeDnsServers.of(snapshot);
    }

    /** The network with the zone links that apply to the nodes: the network of their DNS servers if it is known, else their own. */
    public ResourceId networkOfDns() {
        return resolver().networks().stream().findFirst().orElse(nodeNetwork().id());
    }

    /**
     * Returns the answer of the nodes' DNS servers for a host.
     *
     * @throws EvidenceUnavailableException if the answering server is not known, or no zone is visible
     */
    public DnsResolution resolution(String host) {
        return dns(host).resolution();
    }

    /** Returns the answer with the forwarding steps of the query. */
    public SimulatedDnsAnswer dns(String host) {
        if (snapshot.approved().isEmpty()) {
            return new SimulatedDnsAnswer(
                    new PublicResolution(List.of()), nodeNetwork().id(), List.of());
        }
        requireDnsOfNetwork(host);
        var answer = DnsLookupSimulation.of(host, snapshot);
        if (answer.resolution() instanceof PublicResolution
                && snapshot.zones().get().stream().noneMatch(PrivateDnsZone::isOfPrivateLink)) {
            throw EvidenceUnavailableException.beyond("no zone %s is visible", PrivateDnsZone.zoneName(loginServer()));
        }
        return answer.resolution() instanceof PublicResolution && sawPublicAddress() ? answer.observed() : answer;
    }

    private void requireDnsOfNetwork(String host) {
        var subnet = nodeSubnet().id();
        for (var pool : cluster.nodePools()) {
            var mayBeTheirs = pool.subnet().isEmpty() || pool.subnet().get().equals(subnet);
            if (mayBeTheirs && pool.coreDnsDomains().stream().anyMatch(domain -> isBelow(host, domain))) {
                throw EvidenceUnavailableException.beyond(
                        "LocalDNS on the nodes of pool %s forwards queries for %s to the cluster's CoreDNS, whose configuration is not read",
                        pool.name(), host);
            }
        }
    }

    private static boolean isBelow(String host, String domain) {
        return domain.equals(".") || PrivateDnsZone.mayHold(domain, host);
    }

    /** The firewall that answers no DNS queries, if the nodes use no other DNS server. */
    public Optional<AzureManagedDnsServer> unresponsiveDnsServer() {
        return DnsLookupSimulation.unresponsiveServer(snapshot);
    }

    /** Returns true if all of the DNS servers are inbound endpoints or firewalls, which forward by their own settings. */
    public boolean areAzureServices(List<String> servers) {
        return snapshot.forwarding().get().servers().keySet().containsAll(servers);
    }

    // Observations

    /** The addresses that the node connected to for a host. */
    public List<AddressRange> dialed(String host) {
        return observations.dialedFor(host).stream()
                .flatMap(address -> AddressRange.find(address).stream())
                .toList();
    }

    /** The address of a private endpoint, if the node connected to it for one of its hosts. */
    Optional<AddressRange> dialedAddressOf(PrivateEndpoint endpoint) {
        return endpoint.addresses().entrySet().stream()
                .flatMap(entry -> dialed(entry.getKey()).stream().filter(entry.getValue()::contains))
                .findFirst();
    }

    /** The client's public IPv4 address in the registry's error. */
    public Optional<AddressRange> clientAddress() {
        return observations
                .clientAddress()
                .flatMap(AddressRange::find)
                .filter(AddressRange::isOnePublicAddress)
                .filter(address -> !address.isIpv6());
    }

    /** Returns true if the message shows a public address of the node or the registry; with a proxy, that may be the proxy's address. */
    boolean sawPublicAddress() {
        return proxyFor(loginServer()).isEmpty()
                && (clientAddress().isPresent()
                        || dialed(loginServer()).stream().anyMatch(address -> !address.isPrivate()));
    }

    // The route

    /**
     * Returns the route of the pull, with the reason.
     *
     * @throws EvidenceUnavailableException if it is not known
     */
    public PullRoute route() {
        return route.get();
    }

    private PullRoute selectRoute() {
        return leadsToMicrosoftRegistry()
                ? new PublicRoute(loginServer() + " has public addresses only")
                : new PullRouteSelector(this).route();
    }

    public Optional<PrivateEndpoint> endpoint() {
        return route() instanceof PrivateRoute privateRoute ? Optional.of(privateRoute.endpoint()) : Optional.empty();
    }

    /** The destinations of traffic to a host: each address of the private endpoint, or the public one. */
    public List<TrafficDestination> destinations(String host) {
        var addresses = endpoint().map(endpoint -> endpoint.addressesOf(host)).orElse(List.of());
        if (!addresses.isEmpty()) {
            return addresses.stream()
                    .map(address -> destination(host, Optional.of(address)))
                    .toList();
        }
        return List.of(publicDestination(host));
    }

    /**
     * Returns the destination of traffic to a host with public addresses only.
     *
     * @throws EvidenceUnavailableException if the nodes use a proxy for the host
     */
    public TrafficDestination publicDestination(String host) {
        var proxy = proxyFor(host);
        if (proxy.isPresent()) {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.HTTP_PROXY,
                    "the nodes send requests for %s through the proxy %s",
                    host,
                    proxy.get().address());
        }
        return destination(host, Optional.empty());
    }

    private TrafficDestination destination(String host, Optional<AddressRange> address) {
        if (leadsToMicrosoftRegistry()) {
            return TrafficDestination.ofMicrosoftRegistry(host);
        }
        if (EntraHosts.isSignIn(host)) {
            return TrafficDestination.ofSignIn(host);
        }
        if (host.contains(".data.")) {
            return new TrafficDestination(host, address, TrafficDestination.REGISTRY_TAG, Set.of(regionIn(host)), true);
        }
        var service = host.contains(".blob.") ? TrafficDestination.STORAGE_TAG : TrafficDestination.REGISTRY_TAG;
        return new TrafficDestination(
                host, address, service, servingRegions(), snapshot.replicas().isRead());
    }

    /** The regions that may answer: those of the data endpoints, which each replica has; else the registry's own and its replicas'. */
    private Set<String> servingRegions() {
        // Independent of the selected route, because the selection depends on this method.
        var ofData = registry().network().dataHosts().stream()
                .map(PullPath::regionIn)
                .collect(Collectors.toSet());
        return ofData.isEmpty()
                ? Stream.concat(
                                Stream.of(registry().state().location()),
                                snapshot.replicas().orElse(List.of()).stream())
                        .map(AzureRegionNameComparer::plain)
                        .collect(Collectors.toSet())
                : ofData;
    }

    /** {@code name.region.data.azurecr.io} */
    private static String regionIn(String dataHost) {
        return dataHost.split("\\.", 0)[1];
    }

    /** The proxy, if the nodes use it for this host. */
    public Optional<HttpProxy> proxyFor(String host) {
        return cluster.network().proxy().filter(proxy -> proxy.isAskedFor(host));
    }

    // Routes and connections

    private NextHopResolver hops() {
        return new NextHopResolver(snapshot, groups);
    }

    public NextHop nextHop(TrafficDestination destination) {
        return destination.isPrivate() ? hops().next(destination, endpoint().orElseThrow()) : hops().next(destination);
    }

    /** The reason why the private traffic may not use the user-defined route that {@link #nextHop} finds. */
    public Optional<EvidenceUnavailableException> doubtOfRoute() {
        return endpoint().stream()
                .flatMap(endpoint -> destinations(loginServer()).stream()
                        .flatMap(destination -> hops().doubt(destination, endpoint).stream()))
                .findFirst();
    }

    /** The networks without a known connection on the path to the private endpoint, and to the endpoint that the name resolves to. */
    public Set<ResourceId> unconnected() {
        var taken = ReadResult.attempt(() -> destinations(loginServer()).stream()
                        .flatMap(destination -> peeringHops(destination).stream())
                        .toList())
                .orElse(List.of());
        var peeringHops = Stream.concat(
                        taken.stream(), resolvedEndpoints().flatMap(endpoint -> peeringHopsTo(endpoint).stream()))
                .filter(hop -> hop.state() != PeeringHopState.CONNECTED)
                .flatMap(hop -> Stream.of(hop.from(), hop.to()));
        return Stream.concat(peeringHops, withoutPeering()).collect(Collectors.toSet());
    }

    /** The nodes' network and the endpoint's, if no peering connects them: a connected group would have precedence over a route. */
    private Stream<ResourceId> withoutPeering() {
        return ReadResult.attempt(this::endpoint).optional().stream()
                .flatMap(Optional::stream)
                .map(PrivateEndpoint::network)
                .filter(network -> !hops().isNear(network))
                .flatMap(network -> Stream.of(nodeNetwork().id(), network));
    }

    private Stream<PrivateEndpoint> resolvedEndpoints() {
        var resolution = ReadResult.attempt(() -> resolution(loginServer())).optional();
        return snapshot.approved().stream()
                .flatMap(approved -> approved.endpoint().optional().stream())
                .filter(endpoint -> resolution
                        .filter(answer -> answer.leadsTo(endpoint.addressesOf(loginServer())))
                        .isPresent());
    }

    /** The hops between networks on the private path, in order; empty on the public path. */
    public List<PeeringHop> peeringHops(TrafficDestination destination) {
        return destination.isPrivate()
                ? hops().betweenNetworks(destination, endpoint().orElseThrow())
                : List.of();
    }

    /** Returns true if the nodes' network is certainly not connected with a private endpoint. */
    public boolean isUnconnected(PrivateEndpoint endpoint) {
        return peeringHopsTo(endpoint).stream()
                .anyMatch(hop ->
                        hop.state() == PeeringHopState.MISSING && hop.doubt().isEmpty());
    }

    /** The hops to an endpoint; empty if they are not known. */
    private List<PeeringHop> peeringHopsTo(PrivateEndpoint endpoint) {
        return endpoint.addressesOf(loginServer()).stream()
                .findFirst()
                .map(address -> ReadResult.attempt(() ->
                                hops().betweenNetworks(destination(loginServer(), Optional.of(address)), endpoint))
                        .orElse(List.of()))
                .orElse(List.of());
    }

    /** Returns the firewall of a next hop, which must be visible. */
    public Firewall firewallAt(NextHop hop) {
        return snapshot.firewallAt(hop.appliance().orElse("")).orElseThrow(() -> applianceNotVisible(hop));
    }

    public boolean isUnknownAppliance(NextHop hop) {
        return hop.appliance().filter(snapshot.firewalls()::containsKey).isEmpty();
    }

    /** The exception of a check that depends on an appliance that is not a visible Azure Firewall. */
    public static EvidenceUnavailableException applianceNotVisible(NextHop hop) {
        return EvidenceUnavailableException.notVisible(
                BlindSpot.NETWORK_APPLIANCE,
                "route %s leads to %s, which is not a visible Azure Firewall",
                hop.route().map(Route::toString).orElse(""),
                hop.appliance().orElse("an appliance"));
    }

    // Security groups, admin rules and firewalls

    public SecurityGroupsOnPath securityGroups() {
        return new SecurityGroupsOnPath(this);
    }

    /**
     * The decision of the firewall on the path; absent if there is none. A firewall behind a broken peering is not assessed.
     *
     * @throws EvidenceUnavailableException if an appliance on the path is not an Azure Firewall
     */
    public Optional<FirewallDecision> firewall(TrafficDestination destination) {
        var hop = nextHop(destination);
        if (hop.kind() != EffectiveNextHopType.APPLIANCE
                || peeringHops(destination).stream()
                        .anyMatch(peering -> peering.state() != PeeringHopState.CONNECTED)) {
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
     * The decision of the admin rules of network managers on outbound traffic of the nodes' network.
     *
     * @throws EvidenceUnavailableException if they were not read
     */
    public SecurityAdminRuleDecision adminDecision(TrafficDestination destination) {
        return snapshot.nodeRules().admin().get().outbound(traffic(destination));
    }

    public Traffic traffic(TrafficDestination destination) {
        return new Traffic(snapshot.nodes().get().address(), destination, routedPrefixes());
    }

    /** The prefixes of routes. A gateway may have learned a default route, and an unread table may contain one. */
    private List<String> routedPrefixes() {
        var table = snapshot.routes();
        var mayHaveDefault =
                !table.isRead() || nodeNetwork().networkOfUsedGateway().isPresent();
        var byUser = table.optional().flatMap(Function.identity()).map(RouteTable::routes).orElse(List.of()).stream()
                .map(Route::prefix);
        return Stream.concat(byUser, mayHaveDefault ? Stream.of(DEFAULT_ROUTE) : Stream.empty())
                .toList();
    }

    // The public path

    public boolean hasNoEgress() {
        return EgressResolver.isClosed(cluster);
    }

    /** The next hop of public traffic to the login server. */
    public NextHop publicHop() {
        return nextHop(publicDestination(loginServer()));
    }

    /** Returns true if the cluster has no egress and the traffic depends on it, because Azure's default system route applies. */
    public boolean dependsOnMissingEgress() {
        return hasNoEgress()
                && nodeSubnet().natGateway().isEmpty()
                && snapshot.nodes().get().publicAddresses().isEmpty()
                && !nodeSubnet().hasServiceEndpointOfRegistries()
                && publicHop().equals(NextHop.system(EffectiveNextHopType.INTERNET));
    }

    /** The public source addresses of the nodes' traffic at the registry. */
    public OutboundPublicAddresses egress() {
        // The routes of a service endpoint are for the service's addresses: they have precedence over a default route.
        if (nodeSubnet().hasServiceEndpointOfRegistries()) {
            throw EvidenceUnavailableException.beyond(
                    "subnet %s has a service endpoint for registries: its traffic has no public source address",
                    nodeSubnet().name());
        }
        var hop = publicHop();
        return switch (hop.kind()) {
            case INTERNET, DIRECT -> new EgressResolver(cluster, snapshot).ofNodes();
            case APPLIANCE -> new EgressResolver(cluster, snapshot).of(firewallAt(hop));
            case GATEWAY, LEARNED ->
                throw EvidenceUnavailableException.notVisible(
                        BlindSpot.VIRTUAL_NETWORK_GATEWAY, "the traffic to the registry %s", hop.description());
            case NONE -> throw EvidenceUnavailableException.beyond("the traffic to the registry %s", hop.description());
            case OPEN -> throw EvidenceUnavailableException.beyond("the traffic to the registry %s", hop.description());
        };
    }

    /**
     * Returns true if the registry's network rules contain the nodes' subnet, which uses a service endpoint.
     *
     * @throws EvidenceUnavailableException if its rules for subnets were not read: only previews of the API return them
     */
    public boolean allowsNodeSubnet() {
        var allowed = snapshot.nodeRules().allowedSubnets();
        allowed.why().filter(why -> !why.mayPass() && why.needs().isEmpty()).ifPresent(why -> {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.SERVICE_ENDPOINT,
                    "subnet %s has a service endpoint for registries; %s",
                    nodeSubnet().name(),
                    why.getMessage());
        });
        return allowed.get().contains(nodeSubnet().id());
    }

    /** The addresses that no rule of the registry contains. */
    public List<EgressAddress> notAllowed(OutboundPublicAddresses egress) {
        return egress.addresses().stream()
                .filter(address -> !allows(address.range()))
                .toList();
    }

    /** Returns true if rules of the registry contain the whole range. */
    public boolean allows(AddressRange range) {
        var allowed = registry().network().allowedAddresses().stream()
                .flatMap(text -> AddressRange.find(text).stream())
                .toList();
        return range.isCoveredBy(allowed);
    }
}
