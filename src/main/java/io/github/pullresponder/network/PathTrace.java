package io.github.pullresponder.network;

import io.github.pullresponder.network.DnsResolution.MissingRecord;
import io.github.pullresponder.network.DnsResolution.PrivateResolution;
import io.github.pullresponder.network.GroupsOnPath.SecurityGroupDecision;
import io.github.pullresponder.network.NextHop.EffectiveNextHopType;
import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.network.PullPath.FirewallDecision;
import io.github.pullresponder.network.PullRoute.UnapprovedRoute;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The way of a pull as a list of hops, from the node pool to the registry. Each hop is judged by itself. */
public final class PathTrace {
    private final PullPath path;
    private final String host;
    private final boolean isUnresolved;
    private final List<Hop> hops = new ArrayList<>();

    private PathTrace(PullPath path, PullError error) {
        this.path = path;
        this.isUnresolved = error.symptom() == Symptom.HOST_NOT_RESOLVED;
        this.host = path.failedAtData() ? path.dataHost() : path.loginServer();
    }

    /**
     * Lists the hops between the nodes and the registry.
     *
     * @param pool the pool of the nodes, as far as it is known
     */
    public static List<Hop> of(PullPath path, Optional<String> pool, PullError error) {
        var picture = new PathTrace(path, error);
        picture.addNodes(pool);
        picture.addDns();
        picture.addRoute();
        picture.addRegistry();
        return List.copyOf(picture.hops);
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
                        path.topology().approved().isEmpty() ? HopResult.UNKNOWN : HopResult.STOPS,
                        "the nodes ask it for " + host,
                        path.cluster().source())));
        addHop("DNS", host, () -> Optional.of(names()));
    }

    private Hop names() {
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
            return hop("DNS", name, HopResult.PASSES, "the node connected to " + dialed.get(), Source.message());
        }
        var resolution = path.resolution(host);
        if (resolution instanceof PrivateResolution it) {
            var fits = addresses.isEmpty() || it.leadsTo(addresses);
            return hop(
                    "DNS",
                    name,
                    fits ? HopResult.PASSES : HopResult.STOPS,
                    "%s is %s".formatted(host, String.join(", ", AddressRange.texts(it.addresses()))),
                    it.zone().source());
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
        var destinations = ReadResult.attempt(
                () -> path.route() instanceof UnapprovedRoute ? List.<Destination>of() : path.destinations(host));
        if (!destinations.isRead()) {
            addHop("way", "to " + host, () -> hopless(destinations));
            return;
        }
        destinations.get().stream().limit(1).forEach(this::addRoute);
    }

    private void addRoute(Destination destination) {
        addHop("admin rules", "of network managers", () -> adminRules(destination));
        if (!path.securityGroups().isAlwaysAllowed(destination)) {
            addInterfaces(destination);
            addHop("NSG", "of the nodes", () -> Optional.of(ofNodes(destination)));
        }
        addHop("route", "to " + destination, () -> route(destination));
        addNetworks(destination);
        addHop("firewall", "on the way", () -> path.firewall(destination).map(PathTrace::ofFirewall));
        if (destination.isPrivate()) {
            addEndpoint(destination);
        } else {
            addHop("public address", "of the cluster", () -> Optional.of(publicAddress()));
        }
    }

    /** Where Azure has no route at all, what is missing is a connection between networks: that is a hop of its own. */
    private Optional<Hop> route(Destination destination) {
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
        var table = path.topology().routes().get();
        return Optional.of(hop(
                "route",
                next.route().map(Route::name).orElse("of Azure"),
                state,
                "%s goes %s".formatted(destination, next.words()),
                table.map(RouteTable::source).orElseGet(() -> path.nodeNetwork().source())));
    }

    private void addNetworks(Destination destination) {
        var legs = ReadResult.attempt(() -> path.legs(destination));
        if (!legs.isRead()) {
            addHop("network", "of the endpoint", () -> hopless(legs));
            return;
        }
        legs.get().stream()
                .filter(leg -> !leg.from().equals(leg.to()))
                .forEach(leg -> hops.add(hop(
                        "peering",
                        "%s to %s".formatted(leg.from().name(), leg.to().name()),
                        resultOf(leg),
                        leg.doubt()
                                .map(EvidenceUnavailableException::getMessage)
                                .orElse(leg.detail()),
                        Source.arm(leg.from()))));
    }

    private static HopResult resultOf(PeeringHop leg) {
        if (leg.state() == PeeringHopState.CONNECTED) {
            return HopResult.PASSES;
        }
        return leg.doubt().isPresent() ? HopResult.UNKNOWN : HopResult.STOPS;
    }

    private static Hop ofFirewall(FirewallDecision it) {
        return hop(
                "firewall",
                it.firewall().name(),
                it.ruling().passage(),
                it.ruling()
                        .unread()
                        .map(Throwable::getMessage)
                        .orElse(it.ruling().rule()),
                it.firewall().source());
    }

    private void addEndpoint(Destination destination) {
        var endpoint = path.endpoint().orElseThrow();
        addHop(
                "NSG",
                "of the endpoint",
                () -> path.securityGroups().ofEndpointSubnet(destination).map(PathTrace::ofRuling));
        hops.add(hop(
                "private endpoint", endpoint.name(), HopResult.PASSES, destination + ", approved", endpoint.source()));
    }

    /** Which addresses they are matters only where the registry asks. */
    private Hop publicAddress() {
        if (path.isShutIn()) {
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
                    "%s does not ask for it".formatted(path.registryName()),
                    path.cluster().source());
        }
        var registry = path.registry();
        if (registry.network().publicAccess() != PublicAccess.ENABLED
                || !registry.network().deniesByDefault()) {
            return hop(
                    "public address",
                    "of " + path.cluster().name(),
                    HopResult.PASSES,
                    "%s does not ask for it".formatted(registry.name()),
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
                        ? "arrives with " + String.join(", ", Egress.texts(egress.addresses()))
                        : "%s is in no rule of %s".formatted(String.join(", ", Egress.texts(refused)), registry.name()),
                path.cluster().source());
    }

    private Hop serviceEndpoint() {
        var subnet = path.nodeSubnet();
        var allowed = path.allowsNodeSubnet();
        return hop(
                "service endpoint",
                "of subnet " + subnet.name(),
                allowed ? HopResult.PASSES : HopResult.STOPS,
                allowed
                        ? "a rule of %s allows the subnet"
                                .formatted(path.registry().name())
                        : "the subnet is in no rule of " + path.registry().name(),
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
                                                ? "takes no public traffic and has no private endpoint"
                                                : path.endpoint().isPresent()
                                                        ? "takes what comes through its private endpoint"
                                                        : "publicNetworkAccess is "
                                                                + network.publicAccess()
                                                                        .label(),
                                        registry.source())));
    }

    /** Rules that leave the traffic to the security groups are no hop. */
    private Optional<Hop> adminRules(Destination destination) {
        var ruling = path.adminRuling(destination);
        return ruling.mayDeny()
                .or(ruling::mayAlwaysAllow)
                .map(rule -> hop(
                        "admin rules",
                        rule.manager().name(),
                        ruling.denies()
                                ? HopResult.STOPS
                                : ruling.alwaysAllows() ? HopResult.PASSES : HopResult.UNKNOWN,
                        rule.rule().toString(),
                        path.nodeNetwork().source()));
    }

    private Hop ofNodes(Destination destination) {
        var subnet = path.nodeSubnet();
        return path.securityGroups()
                .ofNodeSubnet(destination)
                .map(PathTrace::ofRuling)
                .orElseGet(() -> hop(
                        "NSG",
                        "none",
                        HopResult.PASSES,
                        "subnet %s has none".formatted(subnet.name()),
                        Source.arm(subnet.id())));
    }

    private static Hop ofRuling(SecurityGroupDecision it) {
        return hop(
                "NSG",
                it.group().id().name(),
                it.ruling().passage(),
                "of %s: %s".formatted(it.holder().words(), it.ruling().rule()),
                it.group().source());
    }

    /** Interfaces without a group of their own are no hop. */
    private void addInterfaces(Destination destination) {
        var rulings = ReadResult.attempt(() -> path.securityGroups().ofInterfaces(destination));
        if (rulings.isRead()) {
            rulings.get().forEach(it -> hops.add(ofRuling(it)));
        } else {
            addHop("NSG", "of the network interfaces", () -> hopless(rulings));
        }
    }

    /** Adds a hop if there is one; an unknown hop is one, too. */
    private void addHop(String kind, String name, Supplier<Optional<Hop>> hop) {
        try {
            hop.get().ifPresent(hops::add);
        } catch (EvidenceUnavailableException e) {
            hops.add(new Hop(kind, name, HopResult.UNKNOWN, e.getMessage(), Optional.empty()));
        }
    }

    /** Says why something was not read. */
    private static Optional<Hop> hopless(ReadResult<?> unread) {
        unread.get();
        return Optional.empty();
    }

    private static Hop hop(String kind, String name, HopResult state, String why, Source source) {
        return new Hop(kind, name, state, why, Optional.of(source));
    }
}
