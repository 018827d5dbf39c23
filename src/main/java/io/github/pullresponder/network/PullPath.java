package io.github.pullresponder.network;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.HttpProxy;
import io.github.pullresponder.network.Egress.Address;
import io.github.pullresponder.network.NetworkSnapshot.Attachment;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import io.github.pullresponder.resource.Region;
import io.github.pullresponder.resource.ResourceId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
    private final Registry registry;
    private final NetworkSnapshot topology;
    private final Optional<String> failingHost;

    /** How the nodes are meant to reach the registry. */
    public sealed interface Intent {
        /** Over its public address. */
        record Public() implements Intent {}

        /** Through a private endpoint that serves the nodes' network. */
        record Private(PrivateEndpoint endpoint) implements Intent {}

        /** Through a private endpoint whose connection is not approved. */
        record Awaiting(EndpointConnection connection) implements Intent {}
    }

    /**
     * What a firewall says, and which route leads to it.
     *
     * @param opening where a rule that lets the traffic through must stand; absent where there is no room
     */
    public record FirewallRuling(Firewall firewall, Route route, RuleDecision ruling, Optional<RulePlace> opening) {}

    /** @param failingHost the host that the error names, if it names one */
    public PullPath(Cluster cluster, Registry registry, NetworkSnapshot topology, Optional<String> failingHost) {
        this.cluster = cluster;
        this.registry = registry;
        this.topology = topology;
        this.failingHost = failingHost.map(host -> host.split(":", 2)[0].toLowerCase(Locale.ROOT));
    }

    public NetworkSnapshot topology() {
        return topology;
    }

    public Registry registry() {
        return registry;
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
        return ReadResult.asked(() -> topology.network(network)).isRead();
    }

    /** One network's side of its peering with another, if both were read. */
    public Optional<Peering> peeringOf(ResourceId network, ResourceId remote) {
        return ReadResult.asked(() -> topology.network(network)).optional().flatMap(read -> read.peeringWith(remote));
    }

    // Names

    public String loginServer() {
        return registry.loginServer();
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
                        .filter(host -> isIn(host, registry.state().location()))
                        .findFirst())
                .or(() -> dedicated.stream().findFirst())
                .orElse(STORAGE);
    }

    /** Whether the error names a host that serves layers: then the login server was reached. */
    public boolean failedAtData() {
        return failingHost.filter(PullPath::servesData).isPresent();
    }

    private List<String> dataHosts() {
        var told = registry.network().dataHosts();
        if (!told.isEmpty() || topology.endpoints().isEmpty()) {
            return told;
        }
        return intent() instanceof Intent.Private it
                ? it.endpoint().addresses().keySet().stream()
                        .filter(PullPath::servesData)
                        .sorted()
                        .toList()
                : List.of();
    }

    private static boolean servesData(String host) {
        return host.contains(".data.azurecr.") || host.contains(".blob.");
    }

    private static boolean isIn(String dataHost, String region) {
        return !region.isEmpty() && dataHost.contains("." + region.toLowerCase(Locale.ROOT) + ".data.");
    }

    public Resolver resolver() {
        return Resolver.of(topology);
    }

    /** The network whose linked zones answer the nodes: that of their DNS servers where it is known, else their own. */
    public ResourceId networkOfDns() {
        return resolver().networks().stream().findFirst().orElse(nodeNetwork().id());
    }

    /**
     * Returns what the nodes' DNS servers answer for a host.
     *
     * @throws EvidenceUnavailableException if the nodes' DNS servers stand in no network that is visible, or no zone is
     */
    public Resolution resolution(String host) {
        if (topology.approved().isEmpty()) {
            return new Resolution.Public(List.of());
        }
        var resolver = resolver();
        if (!resolver.outOfSight().isEmpty()) {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.DNS_SERVER_ELSEWHERE,
                    "the nodes ask DNS server %s, which is in no visible virtual network",
                    resolver.outOfSight().get(0));
        }
        var zones = topology.zones().get();
        if (zones.isEmpty()) {
            throw EvidenceUnavailableException.beyond("no zone %s can be seen", PrivateZone.zoneName(loginServer()));
        }
        return Resolution.of(host, resolver.networks(), zones);
    }

    // The way that is meant

    public Intent intent() {
        var approved = topology.approved();
        var reached = approved.stream()
                .filter(it -> it.endpoint().isRead())
                .map(it -> it.endpoint().get())
                .filter(endpoint -> nearness(endpoint) < 3)
                .min(Comparator.comparingInt(this::nearness));
        if (reached.isPresent()) {
            return new Intent.Private(reached.get());
        }
        var awaiting = topology.notApproved().stream()
                .filter(it -> approved.isEmpty() ? isPlausible(it) : isNear(it))
                .findFirst();
        if (awaiting.isPresent()) {
            return new Intent.Awaiting(awaiting.get().connection());
        }
        if (approved.isEmpty()) {
            return new Intent.Public();
        }
        // One that was not read may be the one that serves the nodes.
        var some = approved.stream()
                .filter(it -> !it.endpoint().isRead())
                .findFirst()
                .orElse(approved.get(0));
        var endpoint = some.endpoint().get();
        return registry.network().publicAccess() == PublicAccess.DISABLED
                ? new Intent.Private(endpoint)
                : new Intent.Public();
    }

    /** 0 if the nodes' DNS leads there, 1 in their own network, 2 in a peered one. */
    private int nearness(PrivateEndpoint endpoint) {
        var resolved = ReadResult.asked(() -> resolution(loginServer()));
        if (resolved.isRead()
                && resolved.get() instanceof Resolution.Private it
                && it.addresses().stream().anyMatch(endpoint.addressesOf(loginServer())::contains)) {
            return 0;
        }
        var own = nodeNetwork();
        if (own.id().equals(endpoint.network())) {
            return 1;
        }
        return own.peeringWith(endpoint.network()).isPresent() ? 2 : 3;
    }

    private boolean isNear(Attachment attachment) {
        return attachment.endpoint().isRead() && nearness(attachment.endpoint().get()) < 3;
    }

    /** Where there is no other endpoint, one that cannot be placed is taken for the nodes' if nothing else could work. */
    private boolean isPlausible(Attachment attachment) {
        return isNear(attachment) || registry.network().publicAccess() == PublicAccess.DISABLED;
    }

    public Optional<PrivateEndpoint> endpoint() {
        return intent() instanceof Intent.Private it ? Optional.of(it.endpoint()) : Optional.empty();
    }

    /** Where the traffic to a host goes: each address of the private endpoint, or the public one. */
    public List<Destination> destinations(String host) {
        var addresses = endpoint().map(it -> it.addressesOf(host)).orElse(List.of());
        if (!addresses.isEmpty()) {
            return addresses.stream()
                    .map(address -> destination(host, Optional.of(address)))
                    .toList();
        }
        if (proxyFor(host).isPresent()) {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.HTTP_PROXY,
                    "the nodes ask %s through the proxy %s",
                    host,
                    proxyFor(host).orElseThrow().address());
        }
        return List.of(destination(host, Optional.empty()));
    }

    private Destination destination(String host, Optional<AddressRange> address) {
        if (host.contains(".data.")) {
            return new Destination(host, address, Destination.REGISTRY_TAG, Set.of(host.split("\\.", 0)[1]), true);
        }
        var service = host.contains(".blob.") ? Destination.STORAGE_TAG : Destination.REGISTRY_TAG;
        return new Destination(
                host, address, service, servingRegions(), topology.replicas().isRead());
    }

    /** Those that the registry may answer from: of its data endpoints, which each replica has; else its own and its replicas'. */
    private Set<String> servingRegions() {
        var ofData = dataHosts().stream().map(it -> it.split("\\.", 0)[1]).collect(Collectors.toSet());
        return ofData.isEmpty()
                ? Stream.concat(Stream.of(registry.state().location()), topology.replicas().orElse(List.of()).stream())
                        .map(Region::plain)
                        .collect(Collectors.toSet())
                : ofData;
    }

    /** The proxy, if the nodes ask it for this host. */
    public Optional<HttpProxy> proxyFor(String host) {
        return cluster.network().proxy().filter(proxy -> proxy.isAskedFor(host));
    }

    // Routes and connections

    public NextHop nextHop(Destination destination) {
        var nodes = topology.nodes().get();
        var table = topology.routes().get();
        var routing = new Routing(nodes, table, topology.publicAddressesRead());
        if (!destination.isPrivate()) {
            return routing.toward(destination);
        }
        var address = destination.address().orElseThrow();
        var endpoint = endpoint().orElseThrow();
        if (table.isEmpty()) {
            return routing.toward(address, endpoint.network(), Optional.empty(), 0);
        }
        var network = topology.network(endpoint.network());
        var prefix = network.addresses().stream()
                .filter(block -> block.contains(address))
                .mapToInt(AddressRange::prefixLength)
                .max()
                .orElse(0);
        return routing.toward(address, network.id(), network.subnet(endpoint.subnet()), prefix);
    }

    /** The networks that private traffic passes, one after the other; none on the public way. */
    public List<PeeringHop> legs(Destination destination) {
        if (!destination.isPrivate()) {
            return List.of();
        }
        var last = endpoint().orElseThrow().network();
        var connections = new Connections(topology);
        var hop = nextHop(destination);
        return switch (hop.kind()) {
            case APPLIANCE -> connections.through(networkOf(hop), last);
            case GATEWAY -> connections.throughGateway(last);
            case NONE -> connections.withoutRoute(hop, last);
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
    public Optional<FirewallRuling> firewall(Destination destination) {
        var hop = nextHop(destination);
        if (hop.kind() != NextHop.Kind.APPLIANCE
                || legs(destination).stream().anyMatch(leg -> leg.state() != PeeringHop.State.CONNECTED)) {
            return Optional.empty();
        }
        var firewall = firewallAt(hop);
        var traffic = traffic(destination);
        return Optional.of(new FirewallRuling(
                firewall,
                hop.route().orElseThrow(),
                firewall.rules().judge(traffic),
                firewall.rules().openingFor(traffic, firewall.ruleOwner())));
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

    /** Whether the nodes would have to leave over a way out that the cluster does not have. */
    public boolean isShutIn() {
        return hasNoWayOut()
                && nodeSubnet().natGateway().isEmpty()
                && nextHop(destinations(loginServer()).get(0)).kind() != NextHop.Kind.APPLIANCE;
    }

    /** With which addresses the nodes arrive at the public registry. */
    public Egress egress() {
        var destination = destinations(loginServer()).get(0);
        var hop = nextHop(destination);
        return switch (hop.kind()) {
            case INTERNET, DIRECT -> new EgressResolver(cluster, topology).ofNodes();
            case APPLIANCE -> new EgressResolver(cluster, topology).of(firewallAt(hop));
            case GATEWAY ->
                throw EvidenceUnavailableException.notVisible(
                        BlindSpot.VIRTUAL_NETWORK_GATEWAY, "the traffic to the registry goes %s", hop.words());
            case NONE -> throw EvidenceUnavailableException.beyond("the traffic to the registry goes %s", hop.words());
            case OPEN -> throw EvidenceUnavailableException.beyond("%s", hop.words());
        };
    }

    /** Those of the addresses that no rule of the registry contains. */
    public List<Address> notAllowed(Egress egress) {
        return egress.addresses().stream()
                .filter(address -> !allows(address.range()))
                .toList();
    }

    /** Whether rules of the registry contain the whole range. */
    public boolean allows(AddressRange range) {
        var allowed = registry.network().allowedAddresses().stream()
                .flatMap(text -> AddressRange.find(text).stream())
                .toList();
        return range.isCoveredBy(allowed);
    }
}
