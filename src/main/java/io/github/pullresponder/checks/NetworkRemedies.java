package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.network.AddressRange;
import io.github.pullresponder.evidence.network.Destination;
import io.github.pullresponder.evidence.network.Firewall;
import io.github.pullresponder.evidence.network.Leg;
import io.github.pullresponder.evidence.network.NextHop;
import io.github.pullresponder.evidence.network.RouteTable;
import io.github.pullresponder.evidence.network.SecurityGroup;
import io.github.pullresponder.evidence.network.Subnet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The remedies of what stands on the way: peerings, rules, routes and proxies. */
final class NetworkRemedies {
    private static final String RULE = "allow-registry";
    private static final String PORT = String.valueOf(Destination.PORT);

    private NetworkRemedies() {}

    // Peerings

    static Remedy peer(Leg leg) {
        return new Remedy(
                "Peer %s and %s in both directions"
                        .formatted(leg.from().name(), leg.to().name()),
                List.of(creation(leg.from(), leg.to()), creation(leg.to(), leg.from())));
    }

    static Remedy peerAgain(Leg leg, List<String> existing, List<String> existingThere) {
        var deletions = Stream.concat(
                existing.stream().map(name -> deletion(leg.from(), name)),
                existingThere.stream().map(name -> deletion(leg.to(), name)));
        return new Remedy(
                "Delete the peering on both sides, and create it again",
                Stream.of(deletions, Stream.of(creation(leg.from(), leg.to()), creation(leg.to(), leg.from())))
                        .flatMap(commands -> commands)
                        .toList());
    }

    private static String creation(ResourceId from, ResourceId to) {
        return Command.on(from, "network", "vnet", "peering", "create")
                .with("--vnet-name", from.name())
                .with("--name", "to-" + to.name())
                .with("--remote-vnet", to.toString())
                .and("--allow-vnet-access --allow-forwarded-traffic")
                .line();
    }

    private static String deletion(ResourceId network, String peering) {
        return Command.on(network, "network", "vnet", "peering", "delete")
                .with("--vnet-name", network.name())
                .with("--name", peering)
                .line();
    }

    // Rules and routes

    static Remedy allowOutbound(SecurityGroup group, List<String> before, List<Destination> destinations) {
        return securityRule(group, before, "Outbound", "*", addresses(destinations));
    }

    static Remedy allowInbound(
            SecurityGroup group, List<String> before, AddressRange source, List<Destination> destinations) {
        return securityRule(group, before, "Inbound", source.toString(), addresses(destinations));
    }

    private static Remedy securityRule(
            SecurityGroup group, List<String> before, String direction, String source, String destinations) {
        return Remedy.of(
                before.size() == 1 ? "Allow the registry before that rule" : "Allow the registry before those rules",
                Command.on(group.id(), "network", "nsg", "rule", "create")
                        .with("--nsg-name", group.id().name())
                        .with("--name", RULE)
                        .with("--priority", String.valueOf(group.freePriorityBefore(before)))
                        .with("--direction", direction)
                        .and("--access Allow --protocol Tcp")
                        .with("--source-address-prefixes", source)
                        .and("--destination-address-prefixes " + destinations)
                        .with("--destination-port-ranges", PORT)
                        .line());
    }

    /** Addresses of an endpoint, or the service tags of public hosts; none of them needs quotes. */
    private static String addresses(List<Destination> destinations) {
        return destinations.stream()
                .map(it -> it.address().map(AddressRange::toString).orElse(it.service()))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    static Remedy allowInFirewall(Firewall firewall, Subnet from, List<Destination> destinations) {
        var source = texts(from.addresses());
        var isPrivate = destinations.stream().allMatch(Destination::isPrivate);
        var hosts = destinations.stream()
                .map(it -> "'" + plain(it.host()) + "'")
                .distinct()
                .collect(Collectors.joining(" "));
        var title = "Allow the registry in "
                + firewall.policy().orElse(firewall.id()).name();
        if (firewall.policy().isEmpty()) {
            var kind = isPrivate ? "network-rule" : "application-rule";
            var command = Command.on(firewall.id(), "network", "firewall", kind, "create")
                    .with("--firewall-name", firewall.name())
                    .with("--collection-name", RULE)
                    .with("--name", RULE)
                    .and("--source-addresses " + source)
                    .and("--action Allow --priority 150");
            return Remedy.of(
                    title,
                    (isPrivate
                                    ? command.and("--protocols TCP --destination-addresses " + addresses(destinations))
                                            .with("--destination-ports", PORT)
                                    : command.and("--protocols Https=443 --target-fqdns " + hosts))
                            .line());
        }
        return ruleIn(
                firewall.policy().get(),
                title,
                "--source-addresses " + source
                        + (isPrivate
                                ? " --rule-type NetworkRule --ip-protocols TCP --destination-addresses "
                                        + addresses(destinations) + " --destination-ports " + PORT
                                : " --rule-type ApplicationRule --protocols Https=443 --target-fqdns " + hosts));
    }

    /** Network rules go before application rules, and never open a connection. */
    static Remedy passBesideInspection(Firewall firewall, Subnet from, List<Destination> destinations) {
        return ruleIn(
                firewall.policy().orElse(firewall.id()),
                "Let the registry pass by a network rule, which is not inspected",
                "--rule-type NetworkRule --ip-protocols TCP --source-addresses %s --destination-addresses %s --destination-ports %s"
                        .formatted(texts(from.addresses()), addresses(destinations), PORT));
    }

    /** A rule that allows, in a group of its own, which may not be there yet. */
    private static Remedy ruleIn(ResourceId policy, String title, String rule) {
        return Remedy.of(
                title,
                Command.on(policy, "network", "firewall", "policy", "rule-collection-group", "create")
                        .with("--policy-name", policy.name())
                        .with("--name", RULE)
                        .with("--priority", "150")
                        .line(),
                Command.on(
                                policy,
                                "network",
                                "firewall",
                                "policy",
                                "rule-collection-group",
                                "collection",
                                "add-filter-collection")
                        .with("--policy-name", policy.name())
                        .with("--rule-collection-group-name", RULE)
                        .with("--name", RULE)
                        .with("--rule-name", RULE)
                        .and("--collection-priority 150 --action Allow")
                        .and(rule)
                        .line());
    }

    private static String texts(List<AddressRange> addresses) {
        return addresses.stream().map(AddressRange::toString).collect(Collectors.joining(" "));
    }

    static Remedy correctRoute(RouteTable table, NextHop hop, boolean isPrivate) {
        var route = hop.route().orElseThrow();
        var command = Command.on(table.id(), "network", "route-table", "route", isPrivate ? "delete" : "update")
                .with("--route-table-name", table.id().name())
                .with("--name", route.name());
        return Remedy.of(
                isPrivate ? "Remove the route" : "Let the route lead out, or to a firewall",
                (isPrivate ? command : command.with("--next-hop-type", "Internet")).line());
    }

    // Proxies

    static Remedy exceptFromProxy(Cluster cluster, List<String> hosts) {
        var more = hosts.stream().map(host -> "\"" + plain(host) + "\"").collect(Collectors.joining(", "));
        var show = Command.on(cluster.id(), "aks", "show")
                .with("--name", cluster.name())
                .with("--query", "httpProxyConfig")
                .with("--output", "json")
                .line();
        return Remedy.of(
                "Add %s to noProxy".formatted(String.join(" and ", hosts)),
                show + " | jq '.noProxy += [" + more + "]' > http-proxy.json",
                Command.on(cluster.id(), "aks", "update")
                        .with("--name", cluster.name())
                        .with("--http-proxy-config", "http-proxy.json")
                        .line());
    }

    static Remedy exceptFromInspection(String by, List<String> hosts) {
        return Remedy.of("Exclude %s from TLS inspection at %s".formatted(String.join(" and ", hosts), by));
    }

    /** A host may come from a message: nothing of it may end a quotation. */
    private static String plain(String host) {
        return host.replaceAll("[^A-Za-z0-9.*-]", "");
    }
}
