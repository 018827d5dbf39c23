package io.github.pullresponder.network;

import io.github.pullresponder.network.DnsResolution.MissingRecord;
import io.github.pullresponder.network.DnsResolution.PrivateResolution;
import io.github.pullresponder.network.NextHop.EffectiveNextHopType;
import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.network.PullPath.FirewallDecision;
import io.github.pullresponder.network.PullRoute.UnapprovedRoute;
import io.github.pullresponder.network.SecurityGroupsOnPath.SecurityGroupDecision;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The network path of a pull as a list of hops, from the node pool to the registry. Each hop is assessed on its own. */
public final class PathTrace {
    private final PullPath path;
    private final String host;
    private final boolean isUnresolved;
    private final List<NetworkHop> hops = new ArrayList<>();

    private PathTrace(PullPath path, PullError error) {
        this.path = path;
        this.isUnresolved = error.symptom() == Symptom.HOST_NOT_RESOLVED;
        this.host = path.failedAtData() ? path.dataHost() : path.loginServer();
    }

    /**
     * Lists the hops between the nodes and the registry.
     *
     * @param pool the pool of the nodes, if it is known
     */
    public static List<NetworkHop> of(PullPath path, Optional<String> pool, PullError error) {
        var trace = new PathTrace(path, error);
        trace.addNodes(pool);
        trace.addDns();
        trace.addRoute();
        trace.addRegistry();
        return List.copyOf(trace.hops);
    }

    private void addNodes(Optional<String> pool) {
        var cluster = path.cluster();
        addHop(
                "node pool",
                pool.orElse(cluster.name()),
                () -> Optional.of(hop(
                        "node pool",
                        pool.orElse(cluster.name()),
                        HopResult.PASSES,
                        "in subnet %s of %s"
                                .formatted(
                                        path.nodeSubnet().name(),
                                        path.nodeNetwork().name()),
                        cluster.source())));
    }

    private void addDns() {
        path.proxyFor(host)
                .ifPresent(proxy -> hops.add(hop(
                        "proxy",
                        proxy.address(),
                        path.snapshot().approved().isEmpty() ? HopResult.UNKNOWN : HopResult.STOPS,
                        "the nodes send requests for %s through the proxy".formatted(host),
                        path.cluster().source())));
        addHop("DNS", host, () -> Optional.of(nameResolution()));
    }

    private NetworkHop nameResolution() {
        var own = path.nodeNetwork();
        var servers = own.ownDnsServers();
        var name = servers.isEmpty() ? "of Azure" : String.join(", ", servers);
        if (path.endpoint().isEmpty()) {
            return isUnresolved
                    ? hop("DNS", name, HopResult.STOPS, "the nodes cannot resolve " + host, own.source())
                    : hop("DNS", name, HopResult.PASSES, host + " has a public address", own.source());
        }
        var addresses = path.endpoint().get().addressesOf(host);
        var dialed = path.dialed(host).stream().filter(addresses::contains).findFirst();
        if (dialed.isPresent()) {
            return hop("DNS", name, HopResult.PASSES, "the node connected to " + dialed.get(), FactSource.message());
        }
        var resolution = path.resolution(host);
        if (resolution instanceof PrivateResolution found) {
            var fits = addresses.isEmpty() || found.leadsTo(addresses);
            return hop(
                    "DNS",
                    name,
                    fits ? HopResult.PASSES : HopResult.STOPS,
                    "%s is %s".formatted(host, String.join(", ", AddressRange.texts(found.addresses()))),
                    found.zone().source());
        }
        if (resolution instanceof MissingRecord absent) {
            return hop(
                    "DNS",
                    name,
                    HopResult.STOPS,
                    "%s has no record for %s".formatted(absent.zone().id().name(), host),
                    absent.zone().source());
        }
        return hop("DNS", name, HopResult.STOPS, host + " resolves to its public address", own.source());
    }

    private void addRoute() {
        var destinations = ReadResult.attempt(() ->
                path.route() instanceof UnapprovedRoute ? List.<TrafficDestination>of() : path.destinations(host));
        if (!destinations.isRead()) {
            addHop("route", "to " + host, () -> rethrow(destinations));
            return;
        }
        destinations.get().stream().limit(1).forEach(this::addRoute);
    }

    private void addRoute(TrafficDestination destination) {
        addHop("admin rules", "of network managers", () -> adminRules(destination));
        if (!path.securityGroups().isAlwaysAllowed(destination)) {
            addInterfaces(destination);
            addHop("NSG", "of the nodes", () -> Optional.of(ofNodes(destination)));
        }
        addHop("route", "to " + destination, () -> route(destination));
        addNetworks(destination);
        addHop("firewall", "on the path", () -> path.firewall(destination).map(PathTrace::ofFirewall));
        if (destination.isPrivate()) {
            addEndpoint(destination);
        } else {
            addHop("public address", "of the cluster", () -> Optional.of(publicAddress()));
        }
    }

    /** The route hop. Without any route, a connection between networks is missing, which is another hop. */
    private Optional<NetworkHop> route(TrafficDestination destination) {
        var next = path.nextHop(destination);
        if (next.equals(NextHop.system(EffectiveNextHopType.NONE))) {
            return Optional.empty();
        }
        var state = switch (next.kind()) {
            case NONE -> HopResult.STOPS;
            case OPEN, LEARNED -> HopResult.UNKNOWN;
            case APPLIANCE -> path.isUnknownAppliance(next) ? HopResult.UNKNOWN : HopResult.PASSES;
            default -> HopResult.PASSES;
        };
        var table = path.snapshot().routes().get();
        return Optional.of(hop(
                "route",
                next.route().map(Route::name).orElse("of Azure"),
                state,
                "traffic to %s %s".formatted(destination, next.description()),
                table.map(RouteTable::source).orElseGet(() -> path.nodeNetwork().source())));
    }

    private void addNetworks(TrafficDestination destination) {
        var peeringHops = ReadResult.attempt(() -> path.peeringHops(destination));
        if (!peeringHops.isRead()) {
            addHop("network", "of the endpoint", () -> rethrow(peeringHops));
            return;
        }
        peeringHops.get().stream()
                .filter(hop -> !hop.from().equals(hop.to()))
                .forEach(hop -> hops.add(hop(
                        "peering",
                        "%s to %s".formatted(hop.from().name(), hop.to().name()),
                        resultOf(hop),
                        hop.doubt()
                                .map(EvidenceUnavailableException::getMessage)
                                .orElse(hop.detail()),
                        FactSource.arm(hop.from()))));
    }

    private static HopResult resultOf(PeeringHop hop) {
        if (hop.state() == PeeringHopState.CONNECTED) {
            return HopResult.PASSES;
        }
        return hop.doubt().isPresent() ? HopResult.UNKNOWN : HopResult.STOPS;
    }

    private static NetworkHop ofFirewall(FirewallDecision decision) {
        return hop(
                "firewall",
                decision.firewall().name(),
                decision.decision().result(),
                decision.decision()
                        .unread()
                        .map(Throwable::getMessage)
                        .orElse(decision.decision().rule()),
                decision.firewall().source());
    }

    private void addEndpoint(TrafficDestination destination) {
        var endpoint = path.endpoint().orElseThrow();
        addHop(
                "NSG",
                "of the endpoint",
                () -> path.securityGroups().ofEndpointSubnet(destination).map(PathTrace::ofDecision));
        hops.add(hop(
                "private endpoint", endpoint.name(), HopResult.PASSES, destination + ", approved", endpoint.source()));
    }

    /** The public source address. It matters only if the registry's network rules use it. */
    private NetworkHop publicAddress() {
        if (path.dependsOnMissingEgress()) {
            return hop(
                    "public address",
                    "of " + path.cluster().name(),
                    HopResult.STOPS,
                    "outboundType is " + path.cluster().network().outboundType(),
                    path.cluster().source());
        }
        if (path.leadsToMicrosoftRegistry()) {
            return hop(
                    "public address",
                    "of " + path.cluster().name(),
                    HopResult.PASSES,
                    "%s does not use it".formatted(path.registryName()),
                    path.cluster().source());
        }
        var registry = path.registry();
        if (registry.network().publicAccess() != PublicAccess.ENABLED
                || !registry.network().deniesByDefault()) {
            return hop(
                    "public address",
                    "of " + path.cluster().name(),
                    HopResult.PASSES,
                    "%s does not use it".formatted(registry.name()),
                    registry.source());
        }
        if (path.nodeSubnet().hasServiceEndpointOfRegistries()) {
            return serviceEndpoint();
        }
        var egress = path.egress();
        var refused = path.notAllowed(egress);
        return hop(
                "public address",
                egress.by(),
                refused.isEmpty() ? HopResult.PASSES : HopResult.STOPS,
                refused.isEmpty()
                        ? "the source address is "
                                + String.join(", ", OutboundPublicAddresses.texts(egress.addresses()))
                        : "no network rule of %s contains %s"
                                .formatted(registry.name(), String.join(", ", OutboundPublicAddresses.texts(refused))),
                path.cluster().source());
    }

    private NetworkHop serviceEndpoint() {
        var subnet = path.nodeSubnet();
        var allowed = path.allowsNodeSubnet();
        return hop(
                "service endpoint",
                "of subnet " + subnet.name(),
                allowed ? HopResult.PASSES : HopResult.STOPS,
                allowed
                        ? "a network rule of %s allows the subnet"
                                .formatted(path.registry().name())
                        : "no network rule of %s allows the subnet"
                                .formatted(path.registry().name()),
                path.registry().source());
    }

    private void addRegistry() {
        if (path.leadsToMicrosoftRegistry()) {
            return;
        }
        var registry = path.registry();
        var network = registry.network();
        var closed = network.publicAccess() == PublicAccess.DISABLED
                && network.endpoints().isEmpty();
        addHop(
                "registry",
                registry.name(),
                () -> Optional.of(
                        path.route() instanceof UnapprovedRoute awaiting
                                ? hop(
                                        "registry",
                                        registry.name(),
                                        HopResult.STOPS,
                                        "private endpoint connection %s is %s"
                                                .formatted(
                                                        awaiting.connection().name(),
                                                        awaiting.connection().status()),
                                        registry.source())
                                : hop(
                                        "registry",
                                        registry.name(),
                                        closed ? HopResult.STOPS : HopResult.PASSES,
                                        closed
                                                ? "publicNetworkAccess is Disabled, and there is no private endpoint"
                                                : path.endpoint().isPresent()
                                                        ? "accepts traffic through its private endpoint"
                                                        : "publicNetworkAccess is "
                                                                + network.publicAccess()
                                                                        .label(),
                                        registry.source())));
    }

    /** The hop of admin rules; absent if the security groups decide. */
    private Optional<NetworkHop> adminRules(TrafficDestination destination) {
        var decision = path.adminDecision(destination);
        return decision.mayDeny()
                .or(decision::mayAlwaysAllow)
                .map(rule -> hop(
                        "admin rules",
                        rule.manager().name(),
                        decision.denies()
                                ? HopResult.STOPS
                                : decision.alwaysAllows() ? HopResult.PASSES : HopResult.UNKNOWN,
                        rule.rule().toString(),
                        path.nodeNetwork().source()));
    }

    private NetworkHop ofNodes(TrafficDestination destination) {
        var subnet = path.nodeSubnet();
        return path.securityGroups()
                .ofNodeSubnet(destination)
                .map(PathTrace::ofDecision)
                .orElseGet(() -> hop(
                        "NSG",
                        "none",
                        HopResult.PASSES,
                        "subnet %s has no NSG".formatted(subnet.name()),
                        FactSource.arm(subnet.id())));
    }

    private static NetworkHop ofDecision(SecurityGroupDecision decision) {
        return hop(
                "NSG",
                decision.group().id().name(),
                decision.decision().result(),
                "of %s: %s"
                        .formatted(
                                decision.holder().description(),
                                decision.decision().rule()),
                decision.group().source());
    }

    /** Adds the groups of network interfaces; an interface without a group is not a hop. */
    private void addInterfaces(TrafficDestination destination) {
        var decisions = ReadResult.attempt(() -> path.securityGroups().ofInterfaces(destination));
        if (decisions.isRead()) {
            decisions.get().forEach(decision -> hops.add(ofDecision(decision)));
        } else {
            addHop("NSG", "of the network interfaces", () -> rethrow(decisions));
        }
    }

    /** Adds the hop if it exists, or an unknown hop if it was not read. */
    private void addHop(String kind, String name, Supplier<Optional<NetworkHop>> hop) {
        try {
            hop.get().ifPresent(hops::add);
        } catch (EvidenceUnavailableException e) {
            hops.add(new NetworkHop(kind, name, HopResult.UNKNOWN, e.getMessage(), Optional.empty()));
        }
    }

    /** Throws the reason why the value was not read. */
    private static Optional<NetworkHop> rethrow(ReadResult<?> unread) {
        unread.get();
        return Optional.empty();
    }

    private static NetworkHop hop(String kind, String name, HopResult state, String why, FactSource source) {
        return new NetworkHop(kind, name, state, why, Optional.of(source));
    }
}
