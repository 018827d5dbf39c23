package io.github.pullresponder.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Does to an estate's {@code arm.json} what an {@code az} command of a report would do to Azure. */
final class CarriedOut {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private final ArrayNode resources;
    private final String verb;
    private final Map<String, List<String>> options = new LinkedHashMap<>();

    private CarriedOut(String command, ArrayNode resources) {
        this.resources = resources;
        var verbs = new ArrayList<String>();
        var matcher = WORD.matcher(command);
        List<String> values = null;
        while (matcher.find()) {
            var word = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            if (matcher.group(1) == null && word.startsWith("--")) {
                values = options.computeIfAbsent(word, key -> new ArrayList<>());
            } else if (values == null) {
                verbs.add(word);
            } else {
                values.add(word);
            }
        }
        this.verb = String.join(" ", verbs.subList(1, verbs.size()));
    }

    static void on(Path folder, List<String> commands) throws IOException {
        var file = folder.resolve("arm.json").toFile();
        var resources = (ArrayNode) JSON.readTree(file);
        commands.forEach(command -> new CarriedOut(command, resources).run());
        JSON.writeValue(file, resources);
    }

    private void run() {
        switch (verb) {
            case "network private-dns link vnet create" -> linkZone();
            case "network private-dns record-set a add-record" -> addRecord();
            case "network private-dns record-set a remove-record" ->
                remove(zone() + "/A/" + option("--record-set-name"));
            case "acr network-rule add" -> addNetworkRule();
            case "network nsg rule create" -> addSecurityRule();
            case "network vnet peering create" -> addPeering();
            case "network vnet peering delete" -> removePeering();
            case "network firewall policy rule-collection-group create" -> addRuleGroup();
            case "network firewall policy rule-collection-group collection add-filter-collection" -> addRules();
            case "network route-table route delete" -> removeRoute();
            case "keyvault key set-attributes" ->
                attributes().put("enabled", option("--enabled").equals("true"));
            default -> throw new IllegalArgumentException("nobody wrote down yet what this does: " + verb);
        }
    }

    private void linkZone() {
        var link = added(
                zone() + "/virtualNetworkLinks/" + option("--name"),
                "Microsoft.Network/privateDnsZones/virtualNetworkLinks");
        link.put("virtualNetworkLinkState", "Completed").put("registrationEnabled", false);
        link.putObject("virtualNetwork").put("id", option("--virtual-network"));
    }

    private void addRecord() {
        var record = added(zone() + "/A/" + option("--record-set-name"), "Microsoft.Network/privateDnsZones/A");
        record.putArray("aRecords").addObject().put("ipv4Address", option("--ipv4-address"));
    }

    private void addNetworkRule() {
        var registry = found(group() + "/providers/Microsoft.ContainerRegistry/registries/" + option("--name"));
        var rules = properties(registry).withObject("/networkRuleSet").withArray("ipRules");
        rules.addObject().put("action", "Allow").put("value", option("--ip-address"));
    }

    private void addSecurityRule() {
        var id = group() + "/providers/Microsoft.Network/networkSecurityGroups/" + option("--nsg-name");
        var rule = properties(found(id)).withArray("securityRules").addObject();
        rule.put("id", id + "/securityRules/" + option("--name")).put("name", option("--name"));
        var properties = rule.putObject("properties")
                .put("priority", Integer.parseInt(option("--priority")))
                .put("direction", option("--direction"))
                .put("access", option("--access"))
                .put("protocol", option("--protocol"))
                .put("sourcePortRange", "*")
                .put("sourceAddressPrefix", option("--source-address-prefixes"))
                .put("destinationPortRange", option("--destination-port-ranges"));
        texts(properties.putArray("destinationAddressPrefixes"), "--destination-address-prefixes");
    }

    private void addPeering() {
        var id = group() + "/providers/Microsoft.Network/virtualNetworks/" + option("--vnet-name");
        var peering = properties(found(id)).withArray("virtualNetworkPeerings").addObject();
        peering.put("id", id + "/virtualNetworkPeerings/" + option("--name")).put("name", option("--name"));
        peering.putObject("properties")
                .put("peeringState", "Connected")
                .put("allowVirtualNetworkAccess", options.containsKey("--allow-vnet-access"))
                .put("allowForwardedTraffic", options.containsKey("--allow-forwarded-traffic"))
                .putObject("remoteVirtualNetwork")
                .put("id", option("--remote-vnet"));
    }

    private void removePeering() {
        var id = group() + "/providers/Microsoft.Network/virtualNetworks/" + option("--vnet-name");
        removeNamed(properties(found(id)).withArray("virtualNetworkPeerings"), option("--name"));
    }

    private void removeRoute() {
        var id = group() + "/providers/Microsoft.Network/routeTables/" + option("--route-table-name");
        removeNamed(properties(found(id)).withArray("routes"), option("--name"));
    }

    private void addRuleGroup() {
        var group = added(
                policy() + "/ruleCollectionGroups/" + option("--name"),
                "Microsoft.Network/firewallPolicies/ruleCollectionGroups");
        group.put("priority", Integer.parseInt(option("--priority"))).putArray("ruleCollections");
    }

    private void addRules() {
        var group = found(policy() + "/ruleCollectionGroups/" + option("--rule-collection-group-name"));
        var collection = properties(group)
                .withArray("ruleCollections")
                .addObject()
                .put("ruleCollectionType", "FirewallPolicyFilterRuleCollection")
                .put("name", option("--name"))
                .put("priority", Integer.parseInt(option("--collection-priority")));
        collection.putObject("action").put("type", option("--action"));
        var rule = collection
                .putArray("rules")
                .addObject()
                .put("name", option("--rule-name"))
                .put("ruleType", option("--rule-type"));
        texts(rule.putArray("sourceAddresses"), "--source-addresses");
        if (option("--rule-type").equals("NetworkRule")) {
            texts(rule.putArray("ipProtocols"), "--ip-protocols");
            texts(rule.putArray("destinationAddresses"), "--destination-addresses");
            texts(rule.putArray("destinationPorts"), "--destination-ports");
        } else {
            var protocol = option("--protocols").split("=");
            rule.putArray("protocols")
                    .addObject()
                    .put("protocolType", protocol[0])
                    .put("port", Integer.parseInt(protocol[1]));
            texts(rule.putArray("targetFqdns"), "--target-fqdns");
        }
    }

    private ObjectNode attributes() {
        for (var resource : resources) {
            var id = resource.path("id").asText();
            if (id.endsWith("/vaults/" + option("--vault-name") + "/keys/" + option("--name"))) {
                return (ObjectNode) properties((ObjectNode) resource).path("attributes");
            }
        }
        throw new IllegalArgumentException("there is no such key");
    }

    private String group() {
        return "/subscriptions/" + option("--subscription") + "/resourceGroups/" + option("--resource-group");
    }

    private String zone() {
        return group() + "/providers/Microsoft.Network/privateDnsZones/" + option("--zone-name");
    }

    private String policy() {
        return group() + "/providers/Microsoft.Network/firewallPolicies/" + option("--policy-name");
    }

    private String option(String name) {
        return options.getOrDefault(name, List.of()).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(verb + " needs " + name));
    }

    private void texts(ArrayNode array, String option) {
        options.getOrDefault(option, List.of()).forEach(array::add);
    }

    /** Azure finds a resource whatever the case of its id; it does not find one that is not there. */
    private ObjectNode found(String id) {
        for (var resource : resources) {
            if (resource.path("id").asText().equalsIgnoreCase(id)) {
                return (ObjectNode) resource;
            }
        }
        throw new IllegalArgumentException("there is no " + id);
    }

    private static ObjectNode properties(ObjectNode resource) {
        return (ObjectNode) resource.path("properties");
    }

    private ObjectNode added(String id, String type) {
        found(id.substring(0, id.toLowerCase(Locale.ROOT).lastIndexOf('/', id.lastIndexOf('/') - 1)));
        return resources
                .addObject()
                .put("id", id)
                .put("name", id.substring(id.lastIndexOf('/') + 1))
                .put("type", type)
                .putObject("properties");
    }

    private void remove(String id) {
        for (var i = resources.size() - 1; i >= 0; i--) {
            if (resources.get(i).path("id").asText().equalsIgnoreCase(id)) {
                resources.remove(i);
            }
        }
    }

    private static void removeNamed(ArrayNode array, String name) {
        for (var i = array.size() - 1; i >= 0; i--) {
            if (array.get(i).path("name").asText().equals(name)) {
                array.remove(i);
            }
        }
    }
}
