package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.stream.Collectors;

/** Simulates {@code az network firewall …}: rules of a policy, and of a firewall without a policy. */
final class FirewallCommands {
    private static final String FIREWALLS = "Microsoft.Network/azureFirewalls";
    private static final String POLICIES = "Microsoft.Network/firewallPolicies";
    private static final int FIRST = 100;
    private static final int LAST = 65_000;

    private FirewallCommands() {}

    static void addTo(Az az) {
        var group = "network firewall policy rule-collection-group";
        az.does(group + " create", FirewallCommands::createGroup)
                .does(group + " collection add-filter-collection", FirewallCommands::addCollection)
                .does(group + " collection rule add", FirewallCommands::addRule)
                .does("network firewall network-rule create", line -> addClassic(line, "networkRuleCollections"))
                .does(
                        "network firewall application-rule create",
                        line -> addClassic(line, "applicationRuleCollections"));
    }

    private static String policy(Az.Line line) {
        return line.inGroup(POLICIES, line.get("--policy-name"));
    }

    private static void createGroup(Az.Line line) {
        var policy = line.estate().get(policy(line));
        var prefix = EstateFiles.id(policy) + "/ruleCollectionGroups/";
        var groups = line.estate()
                .ofType(POLICIES + "/ruleCollectionGroups")
                .filter(resource -> EstateFiles.id(resource).regionMatches(true, 0, prefix, 0, prefix.length()))
                .toList();
        var priority = NetworkCommands.number(line.get("--priority"), FIRST, LAST);
        groups.forEach(element -> free(
                element.at("/properties/priority").asInt(),
                priority,
                element.path("name").asText()));
        var group = line.estate().add(prefix + line.name(), POLICIES + "/ruleCollectionGroups");
        group.put("priority", priority).putArray("ruleCollections");
        EstateFiles.properties(policy)
                .withArray("/ruleCollectionGroups")
                .addObject()
                .put("id", prefix + line.name());
    }

    private static void free(int taken, int wanted, String by) {
        if (taken == wanted) {
            throw new Refusal("FirewallPolicyRuleCollectionGroupInvalidPriority: %s has priority %d", by, wanted);
        }
    }

    private static ObjectNode group(Az.Line line) {
        var name = line.find("--rule-collection-group-name", "--rcg-name")
                .orElseThrow(() -> new Refusal("--rule-collection-group-name is required"));
        return line.estate().get(policy(line) + "/ruleCollectionGroups/" + name);
    }

    private static void addCollection(Az.Line line) {
        var collections = EstateFiles.properties(group(line)).withArray("/ruleCollections");
        var priority = NetworkCommands.number(line.get("--collection-priority"), FIRST, LAST);
        NetworkCommands.objects(collections).forEach(element -> {
            free(
                    element.path("priority").asInt(),
                    priority,
                    element.path("name").asText());
            if (element.path("name").asText().equalsIgnoreCase(line.name())) {
                throw new Refusal("there already is a collection %s", line.name());
            }
        });
        var collection = collections
                .addObject()
                .put("ruleCollectionType", "FirewallPolicyFilterRuleCollection")
                .put("name", line.name())
                .put("priority", priority);
        collection.putObject("action").put("type", line.find("--action").orElse("Allow"));
        collection.putArray("rules").add(rule(line, line.get("--rule-name")));
    }

    /** Adds a rule, which must have the type of the existing rules. */
    private static void addRule(Az.Line line) {
        var collections = EstateFiles.properties(group(line)).withArray("/ruleCollections");
        var collection = NetworkCommands.byName(collections, line.get("--collection-name"))
                .orElseThrow(() -> new Refusal("there is no collection %s", line.get("--collection-name")));
        var rules = collection.withArray("/rules");
        var types = NetworkCommands.objects(rules)
                .map(element -> element.path("ruleType").asText())
                .collect(Collectors.toSet());
        if (!types.isEmpty() && !types.equals(Set.of(line.get("--rule-type")))) {
            throw new Refusal("the rules of %s are of type %s", line.get("--collection-name"), types);
        }
        if (NetworkCommands.byName(rules, line.name()).isPresent()) {
            throw new Refusal("there already is a rule %s", line.name());
        }
        rules.add(rule(line, line.name()));
    }

    private static ObjectNode rule(Az.Line line, String name) {
        var type = line.get("--rule-type");
        var rule = EstateFiles.JSON.createObjectNode().put("ruleType", type).put("name", name);
        rule.set("sourceAddresses", EstateFiles.array(line.list("--source-addresses")));
        rule.set("sourceIpGroups", EstateFiles.array(line.list("--source-ip-groups")));
        rule.set("destinationAddresses", EstateFiles.array(destinations(line)));
        if (type.equals("NetworkRule")) {
            rule.set("ipProtocols", EstateFiles.array(line.list("--ip-protocols")));
            rule.set("destinationFqdns", EstateFiles.array(line.list("--destination-fqdns")));
            rule.set("destinationPorts", EstateFiles.array(line.list("--destination-ports")));
            needs(rule, "ipProtocols", "destinationPorts");
        } else {
            rule.set("targetFqdns", EstateFiles.array(line.list("--target-fqdns")));
            rule.set("fqdnTags", EstateFiles.array(line.list("--fqdn-tags")));
            rule.set("protocols", protocols(line, "protocolType"));
            needs(rule, "protocols", "targetFqdns");
        }
        needs(rule, "sourceAddresses");
        return rule;
    }

    private static java.util.List<String> destinations(Az.Line line) {
        var named = line.list("--destination-addresses");
        return named.isEmpty() ? line.list("--dest-addr") : named;
    }

    private static void needs(JsonNode rule, String... fields) {
        for (var field : fields) {
            if (rule.path(field).isEmpty()) {
                throw new Refusal("a rule without %s is refused", field);
            }
        }
    }

    private static JsonNode protocols(Az.Line line, String typeField) {
        var protocols = EstateFiles.JSON.createArrayNode();
        line.list("--protocols").forEach(text -> {
            var parts = text.split("=", 2);
            protocols.addObject().put(typeField, parts[0]).put("port", Integer.parseInt(parts[1]));
        });
        return protocols;
    }

    /** Creates the collection if it does not exist, with the priority and the action of the command. */
    private static void addClassic(Az.Line line, String kind) {
        var firewall = EstateFiles.properties(line.estate().get(line.inGroup(FIREWALLS, line.get("--firewall-name"))));
        if (firewall.has("firewallPolicy")) {
            throw new Refusal("AzureFirewallRulesNotAllowedWithPolicy: the rules are those of its policy");
        }
        var collections = firewall.withArray("/" + kind);
        var collection = NetworkCommands.byName(collections, line.get("--collection-name"))
                .orElseGet(() -> {
                    var priority = NetworkCommands.number(line.get("--priority"), FIRST, LAST);
                    NetworkCommands.objects(collections)
                            .forEach(element -> free(
                                    element.at("/properties/priority").asInt(),
                                    priority,
                                    element.path("name").asText()));
                    var added = collections.addObject().put("name", line.get("--collection-name"));
                    added.putObject("properties")
                            .put("priority", priority)
                            .putObject("action")
                            .put("type", line.get("--action"));
                    return added;
                });
        var rules = EstateFiles.properties(collection).withArray("/rules");
        if (NetworkCommands.byName(rules, line.name()).isPresent()) {
            throw new Refusal("there already is a rule %s", line.name());
        }
        var rule = rules.addObject().put("name", line.name());
        rule.set("sourceAddresses", EstateFiles.array(line.list("--source-addresses")));
        if (kind.startsWith("network")) {
            rule.set("protocols", EstateFiles.array(line.list("--protocols")));
            rule.set("destinationAddresses", EstateFiles.array(destinations(line)));
            rule.set("destinationFqdns", EstateFiles.array(line.list("--destination-fqdns")));
            rule.set("destinationPorts", EstateFiles.array(line.list("--destination-ports")));
            needs(rule, "protocols", "destinationPorts");
        } else {
            rule.set("protocols", protocols(line, "protocolType"));
            rule.set("targetFqdns", EstateFiles.array(line.list("--target-fqdns")));
            needs(rule, "protocols", "targetFqdns");
        }
    }
}
