package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.NextHop;
import io.github.pullresponder.network.RouteTable;
import io.github.pullresponder.network.SecurityGroup;
import io.github.pullresponder.network.SecurityRule;
import io.github.pullresponder.network.TrafficDestination;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Remedies for the network path: rules, routes and proxies. */
public final class NetworkRemedies {
    private static final String PORT = String.valueOf(TrafficDestination.PORT);
    private static final String STORAGE = ".blob.";

    /** A route for at most 16 addresses (a /28) is a route for the endpoint. */
    private static final int NARROW = 28;

    private NetworkRemedies() {}

    // Rules and routes

    public static Remedy allowOutbound(
            SecurityGroup group, List<String> before, List<TrafficDestination> destinations) {
        return securityRules(group, before, "Outbound", "*", destinations);
    }

    public static Remedy allowInbound(
            SecurityGroup group, List<String> before, AddressRange source, List<TrafficDestination> destinations) {
        return securityRules(group, before, "Inbound", source.toString(), destinations);
    }

    /** A rule accepts a list of addresses, but only one service tag ("az network nsg rule"). */
    private static Remedy securityRules(
            SecurityGroup group,
            List<String> before,
            String direction,
            String source,
            List<TrafficDestination> destinations) {
        var title = "Allow %s in %s before %s"
                .formatted(
                        destinations.get(0).title(),
                        group.id().name(),
                        before.size() == 1 ? "that rule" : "those rules");
        var prefixes = addresses(destinations);
        var ofRules = destinations.stream().allMatch(TrafficDestination::isPrivate)
                ? List.of(prefixes)
                : prefixes.stream().map(List::of).toList();
        var priorities = group.freePrioritiesBefore(before, ofRules.size());
        var name = destinations.get(0).ruleName() + "-" + direction.toLowerCase(Locale.ROOT);
        var names = group.freeNames(name, ofRules.size());
        return priorities.size() < ofRules.size()
                ? Remedy.of(title + ": no lower priority number is free, so move the rule first")
                : Remedy.of(
                        title,
                        IntStream.range(0, ofRules.size())
                                .mapToObj(rule -> az("network", "nsg", "rule", "create")
                                        .groupOf(group.id())
                                        .azureName("--nsg-name", group.id().name())
                                        .azureName("--name", names.get(rule))
                                        .option("--priority", String.valueOf(priorities.get(rule)))
                                        .option("--direction", direction)
                                        .literals("--access", "Allow", "--protocol", "Tcp")
                                        .option("--source-address-prefixes", source)
                                        .option("--destination-address-prefixes", ofRules.get(rule))
                                        .option("--destination-port-ranges", PORT)
                                        .build())
                                .toList());
    }

    /**
     * AKS manages the group in the node resource group, and adds inbound rules for services only. The remedy removes rules that others
     * added, and adds none: changes there can affect the cluster ("Node resource group lockdown"), and a subnet may have its own group.
     */
    public static Remedy removeFromManagedGroup(SecurityGroup group, List<SecurityRule> rules) {
        return Remedy.of(
                "Remove %s from %s, which AKS manages. Add your own rules to a network security group on the subnet"
                        .formatted(
                                String.join(
                                        " and ",
                                        rules.stream().map(SecurityRule::name).toList()),
                                group.id().name()),
                rules.stream()
                        .map(rule -> az("network", "nsg", "rule", "delete")
                                .groupOf(group.id())
                                .azureName("--nsg-name", group.id().name())
                                .azureName("--name", rule.name()))
                        .toArray(CommandLine[]::new));
    }

    /** No security group overrides an admin rule, and the owner of the network manager decides for other networks too. */
    public static Remedy allowByAdminRule(String manager, String network, List<TrafficDestination> destinations) {
        return Remedy.of(
                "Ask the owners of network manager %s to allow %s before that rule, or to exclude %s from its network group"
                        .formatted(manager, String.join(" and ", addresses(destinations)), network));
    }

    /** Addresses of an endpoint, or the service tags of public hosts. */
    static List<String> addresses(List<TrafficDestination> destinations) {
        return destinations.stream()
                .flatMap(destination -> destination
                        .address()
                        .map(address -> Stream.of(address.toString()))
                        .orElseGet(() -> destination.serviceTags().stream()))
                .distinct()
                .toList();
    }

    /** Each layer may be in another Azure Storage account: all accounts are allowed. */
    static List<String> hosts(List<String> hosts) {
        return hosts.stream()
                .map(host -> host.contains(STORAGE) ? "*" + host.substring(host.indexOf(STORAGE)) : host)
                .distinct()
                .toList();
    }

    /**
     * On the public path, only the registry's own traffic gets a route around the one that drops it. Toward a private endpoint, Azure
     * accepts no such route, so a route that serves only the endpoint is removed; a broader one is left to its owner.
     */
    public static Remedy correctRoute(RouteTable table, NextHop hop, List<TrafficDestination> destinations) {
        var route = hop.route().orElseThrow();
        if (destinations.stream().anyMatch(TrafficDestination::isPrivate)) {
            var isForEndpoint = AddressRange.find(route.prefix())
                    .filter(block -> block.prefixLength() >= NARROW)
                    .isPresent();
            return isForEndpoint
                    ? Remedy.of(
                            "Remove route " + route,
                            az("network", "route-table", "route", "delete")
                                    .groupOf(table.id())
                                    .azureName("--route-table-name", table.id().name())
                                    .azureName("--name", route.name()))
                    : Remedy.of("Narrow route %s, so that it does not contain the private endpoint".formatted(route));
        }
        return Remedy.of(
                "Route the traffic to %s around route %s"
                        .formatted(destinations.get(0).title(), route),
                addresses(destinations).stream()
                        .map(tag -> az("network", "route-table", "route", "create")
                                .groupOf(table.id())
                                .azureName("--route-table-name", table.id().name())
                                .azureName("--name", "to-" + tag)
                                .option("--address-prefix", tag)
                                .option("--next-hop-type", "Internet")
                                .build())
                        .toList());
    }

    // Proxies

    /** A noProxy entry that starts with a dot applies to every name with that suffix. */
    public static Remedy excludeFromProxy(Cluster cluster, List<String> hosts) {
        var excepted = hosts(hosts).stream()
                .map(host -> host.startsWith("*") ? host.substring(1) : host)
                .toList();
        var file = CommandLine.value("http-proxy-%s.json".formatted(cluster.name()));
        var show = az("aks", "show")
                .resource(cluster.id())
                .option("--query", "httpProxyConfig")
                .option("--output", "json");
        var parts = Stream.concat(Stream.of(show, file), excepted.stream().map(CommandLine::value))
                .toArray(CommandLine[]::new);
        var places = IntStream.rangeClosed(3, parts.length)
                .mapToObj(place -> "{" + place + "}")
                .toList();
        return Remedy.of(
                "Add %s to noProxy (AKS reimages the nodes)".formatted(String.join(" and ", excepted)),
                List.of(
                        Command.script(
                                "{1} | jq '.noProxy = ((.noProxy // []) + $ARGS.positional)' --args %s > {2}"
                                        .formatted(String.join(" ", places)),
                                "& { $CONFIG = {1} | ConvertFrom-Json -AsHashtable; $CONFIG.noProxy = @($CONFIG.noProxy | Where-Object { $_ }) + @(%s); $CONFIG | ConvertTo-Json -Depth 9 | Set-Content {2} }"
                                        .formatted(String.join(", ", places)),
                                parts),
                        az("aks", "update")
                                .resource(cluster.id())
                                .option("--http-proxy-config", "http-proxy-%s.json".formatted(cluster.name()))
                                .build()));
    }

    public static Remedy excludeFromInspection(String by, List<String> hosts) {
        return Remedy.of("Exclude %s from TLS inspection at %s".formatted(String.join(" and ", hosts(hosts)), by));
    }
}
