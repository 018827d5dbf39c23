package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.Firewall;
import io.github.pullresponder.network.FirewallRulePlacement;
import io.github.pullresponder.network.FirewallRulePlacement.FirewallRuleType;
import io.github.pullresponder.network.PullPath.FirewallDecision;
import io.github.pullresponder.network.Subnet;
import io.github.pullresponder.network.TrafficDestination;
import io.github.pullresponder.network.TrafficObstacle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Remedies for an Azure Firewall: rules that allow the registry, at a priority where they take effect. */
public final class AzureFirewallRemedies {
    private static final String PORT = String.valueOf(TrafficDestination.PORT);

    private AzureFirewallRemedies() {}

    public static List<Remedy> allow(
            Firewall firewall, Subnet from, List<TrafficObstacle<FirewallDecision>> obstacles) {
        if (obstacles.stream().anyMatch(obstacle -> obstacle.what().opening().isEmpty())) {
            var first = obstacles.get(0);
            return List.of(Remedy.of("Allow %s before %s: no lower priority number is free, so move that rule first"
                    .formatted(
                            first.destination().title(), first.what().decision().rule())));
        }
        var byOpening = obstacles.stream()
                .collect(Collectors.groupingBy(
                        obstacle -> obstacle.what().opening().orElseThrow(), LinkedHashMap::new, Collectors.toList()));
        var remedies = new ArrayList<Remedy>();
        byOpening.forEach((opening, stopped) -> remedies.add(Remedy.of(
                "Allow %s in %s"
                        .formatted(
                                stopped.get(0).destination().title(),
                                opening.owner().name()),
                commands(
                        firewall, distinct(opening, remedies.size()), from, TrafficObstacle.destinationsOf(stopped)))));
        return remedies;
    }

    /** Network rules are evaluated before application rules, and never decrypt a connection. */
    public static Remedy allowWithoutInspection(Firewall firewall, Subnet from, List<TrafficDestination> destinations) {
        var opening = firewall.rules().openingBeforeInspection(destinations.get(0), firewall.ruleOwner());
        return Remedy.of(
                "Allow the registry in a network rule, which is not inspected",
                commands(firewall, opening, from, destinations));
    }

    /** Two openings of one policy may have the same free name and priority. */
    private static FirewallRulePlacement distinct(FirewallRulePlacement opening, int number) {
        return number == 0 || opening.existingGroup().isPresent()
                ? opening
                : new FirewallRulePlacement(
                        opening.owner(),
                        opening.kind(),
                        opening.existingGroup(),
                        opening.groupName() + "-" + opening.kind().label(),
                        opening.groupPriority() - number,
                        opening.collectionName(),
                        opening.collectionPriority());
    }

    private static List<Command> commands(
            Firewall firewall, FirewallRulePlacement opening, Subnet from, List<TrafficDestination> destinations) {
        return firewall.policy().isEmpty()
                ? List.of(classic(firewall, opening, from, destinations).build())
                : inPolicy(opening, from, destinations);
    }

    private static CommandLine classic(
            Firewall firewall, FirewallRulePlacement opening, Subnet from, List<TrafficDestination> destinations) {
        var rule = az("network", "firewall", opening.kind().label() + "-rule", "create")
                .groupOf(firewall.id())
                .azureName("--firewall-name", firewall.name())
                .azureName("--collection-name", opening.collectionName())
                .azureName("--name", destinations.get(0).ruleName())
                .option("--priority", String.valueOf(opening.collectionPriority()))
                .literals("--action", "Allow")
                .option("--source-addresses", AddressRange.texts(from.addresses()));
        return opening.kind() == FirewallRuleType.NETWORK
                ? rule.literals("--protocols", "TCP")
                        .option("--destination-addresses", NetworkRemedies.addresses(destinations))
                        .option("--destination-ports", PORT)
                : rule.literals("--protocols", "Https=443").option("--target-fqdns", names(destinations));
    }

    private static List<Command> inPolicy(
            FirewallRulePlacement opening, Subnet from, List<TrafficDestination> destinations) {
        var commands = new ArrayList<Command>();
        if (opening.existingGroup().isEmpty()) {
            commands.add(az("network", "firewall", "policy", "rule-collection-group", "create")
                    .groupOf(opening.owner())
                    .azureName("--policy-name", opening.owner().name())
                    .azureName("--name", opening.groupName())
                    .option("--priority", String.valueOf(opening.groupPriority()))
                    .build());
        }
        var rule = az("network", "firewall", "policy", "rule-collection-group", "collection", "add-filter-collection")
                .groupOf(opening.owner())
                .azureName("--policy-name", opening.owner().name())
                .azureName("--rule-collection-group-name", opening.groupName())
                .azureName("--name", opening.collectionName())
                .option("--collection-priority", String.valueOf(opening.collectionPriority()))
                .literals("--action", "Allow")
                .azureName("--rule-name", destinations.get(0).ruleName())
                .option("--source-addresses", AddressRange.texts(from.addresses()));
        commands.add((opening.kind() == FirewallRuleType.NETWORK
                        ? rule.literals("--rule-type", "NetworkRule", "--ip-protocols", "TCP")
                                .option("--destination-addresses", NetworkRemedies.addresses(destinations))
                                .option("--destination-ports", PORT)
                        : rule.literals("--rule-type", "ApplicationRule", "--protocols", "Https=443")
                                .option("--target-fqdns", names(destinations)))
                .build());
        return commands;
    }

    private static List<String> names(List<TrafficDestination> destinations) {
        return NetworkRemedies.hosts(
                destinations.stream().map(TrafficDestination::host).toList());
    }
}
