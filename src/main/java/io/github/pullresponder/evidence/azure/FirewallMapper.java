package io.github.pullresponder.evidence.azure;

import static io.github.pullresponder.evidence.SdkValueConverter.orNone;

import com.azure.resourcemanager.network.fluent.models.AzureFirewallInner;
import com.azure.resourcemanager.network.fluent.models.FirewallPolicyRuleCollectionGroupInner;
import com.azure.resourcemanager.network.models.ApplicationRule;
import com.azure.resourcemanager.network.models.AzureFirewallApplicationRule;
import com.azure.resourcemanager.network.models.AzureFirewallIpConfiguration;
import com.azure.resourcemanager.network.models.AzureFirewallNatRuleCollection;
import com.azure.resourcemanager.network.models.AzureFirewallNetworkRule;
import com.azure.resourcemanager.network.models.AzureFirewallRCAction;
import com.azure.resourcemanager.network.models.AzureFirewallRCActionType;
import com.azure.resourcemanager.network.models.FirewallPolicyFilterRuleCollection;
import com.azure.resourcemanager.network.models.FirewallPolicyFilterRuleCollectionActionType;
import com.azure.resourcemanager.network.models.FirewallPolicyRule;
import com.azure.resourcemanager.network.models.FirewallPolicyRuleCollection;
import com.azure.resourcemanager.network.models.HubIpAddresses;
import com.azure.resourcemanager.network.models.NetworkRule;
import io.github.pullresponder.network.Firewall;
import io.github.pullresponder.network.FirewallRule;
import io.github.pullresponder.network.FirewallRule.RuleAddresses;
import io.github.pullresponder.network.FirewallRules;
import io.github.pullresponder.network.RuleCollection;
import io.github.pullresponder.network.RuleCollectionGroup;
import io.github.pullresponder.resource.ResourceId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Converts firewalls of ARM into the model of package {@code network}. */
final class FirewallMapper {
    private FirewallMapper() {}

    static Firewall firewall(AzureFirewallInner firewall) {
        var configurations = orNone(firewall.ipConfigurations());
        var hub = Optional.ofNullable(firewall.hubIpAddresses());
        return new Firewall(
                ResourceId.parse(firewall.id()),
                configurations.stream()
                        .flatMap(configuration -> NetworkMapper.id(configuration.subnet()).stream())
                        .findFirst(),
                privateAddresses(configurations, hub),
                configurations.stream()
                        .flatMap(configuration -> NetworkMapper.id(configuration.publicIpAddress()).stream())
                        .toList(),
                hub
                        .map(HubIpAddresses::publicIPs)
                        .map(addresses -> orNone(addresses.addresses()))
                        .orElse(List.of())
                        .stream()
                        .map(address -> address.address())
                        .toList(),
                NetworkMapper.id(firewall.firewallPolicy()),
                new FirewallRules(ownRules(firewall), Map.of()));
    }

    private static List<String> privateAddresses(
            List<AzureFirewallIpConfiguration> configurations, Optional<HubIpAddresses> hub) {
        return Stream.concat(
                        configurations.stream().map(AzureFirewallIpConfiguration::privateIpAddress),
                        hub.map(HubIpAddresses::privateIpAddress).stream())
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns classic rules, which are part of the firewall itself. */
    private static List<RuleCollectionGroup> ownRules(AzureFirewallInner firewall) {
        var network = orNone(firewall.networkRuleCollections()).stream()
                .map(collection -> new RuleCollection(
                        collection.name(),
                        collection.priority(),
                        allows(collection.action()),
                        orNone(collection.rules()).stream()
                                .map(FirewallMapper::rule)
                                .toList()));
        var application = orNone(firewall.applicationRuleCollections()).stream()
                .map(collection -> new RuleCollection(
                        collection.name(),
                        collection.priority(),
                        allows(collection.action()),
                        orNone(collection.rules()).stream()
                                .map(FirewallMapper::rule)
                                .toList()));
        var collections = Stream.concat(network, application)
                .sorted(Comparator.comparingInt(RuleCollection::priority))
                .toList();
        var translations = orNone(firewall.natRuleCollections()).stream()
                .map(AzureFirewallNatRuleCollection::priority)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return collections.isEmpty()
                ? List.of()
                : List.of(new RuleCollectionGroup(ResourceId.parse(firewall.id()), "", 0, collections, translations));
    }

    private static boolean allows(AzureFirewallRCAction action) {
        return action != null && AzureFirewallRCActionType.ALLOW.equals(action.type());
    }

    private static FirewallRule rule(AzureFirewallNetworkRule rule) {
        return new FirewallRule.NetworkRule(
                rule.name(),
                texts(rule.protocols()),
                places(rule.sourceAddresses(), rule.sourceIpGroups()),
                places(rule.destinationAddresses(), rule.destinationIpGroups()),
                orNone(rule.destinationFqdns()),
                orNone(rule.destinationPorts()));
    }

    private static FirewallRule rule(AzureFirewallApplicationRule rule) {
        return new FirewallRule.ApplicationRule(
                rule.name(),
                orNone(rule.protocols()).stream()
                        .map(protocol -> protocol.protocolType() + ":" + protocol.port())
                        .toList(),
                places(rule.sourceAddresses(), rule.sourceIpGroups()),
                orNone(rule.targetFqdns()),
                orNone(rule.fqdnTags()),
                false,
                false);
    }

    /** The rule collection groups of a policy, the one with the lowest number first. */
    static List<RuleCollectionGroup> groups(List<FirewallPolicyRuleCollectionGroupInner> groups, ResourceId policy) {
        return groups.stream()
                .sorted(Comparator.comparing(FirewallPolicyRuleCollectionGroupInner::priority))
                .map(group -> group(group, policy))
                .toList();
    }

    private static RuleCollectionGroup group(FirewallPolicyRuleCollectionGroupInner group, ResourceId policy) {
        var all = orNone(group.ruleCollections());
        return new RuleCollectionGroup(
                policy,
                group.name(),
                group.priority(),
                all.stream()
                        .filter(FirewallPolicyFilterRuleCollection.class::isInstance)
                        .map(FirewallPolicyFilterRuleCollection.class::cast)
                        .sorted(Comparator.comparing(collection -> collection.priority()))
                        .map(FirewallMapper::collection)
                        .toList(),
                all.stream()
                        .filter(collection -> !(collection instanceof FirewallPolicyFilterRuleCollection))
                        .map(FirewallPolicyRuleCollection::priority)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
    }

    private static RuleCollection collection(FirewallPolicyFilterRuleCollection collection) {
        return new RuleCollection(
                collection.name(),
                collection.priority(),
                collection.action() != null
                        && FirewallPolicyFilterRuleCollectionActionType.ALLOW.equals(
                                collection.action().type()),
                orNone(collection.rules()).stream()
                        .flatMap(rule -> rule(rule).stream())
                        .toList());
    }

    private static Optional<FirewallRule> rule(FirewallPolicyRule rule) {
        if (rule instanceof NetworkRule it) {
            return Optional.of(new FirewallRule.NetworkRule(
                    it.name(),
                    texts(it.ipProtocols()),
                    places(it.sourceAddresses(), it.sourceIpGroups()),
                    places(it.destinationAddresses(), it.destinationIpGroups()),
                    orNone(it.destinationFqdns()),
                    orNone(it.destinationPorts())));
        }
        if (rule instanceof ApplicationRule it) {
            return Optional.of(new FirewallRule.ApplicationRule(
                    it.name(),
                    orNone(it.protocols()).stream()
                            .map(protocol -> protocol.protocolType() + ":" + protocol.port())
                            .toList(),
                    places(it.sourceAddresses(), it.sourceIpGroups()),
                    orNone(it.targetFqdns()),
                    orNone(it.fqdnTags()),
                    !orNone(it.webCategories()).isEmpty()
                            || !orNone(it.targetUrls()).isEmpty(),
                    Boolean.TRUE.equals(it.terminateTls())));
        }
        return Optional.empty();
    }

    private static RuleAddresses places(List<String> addresses, List<String> groups) {
        return new RuleAddresses(
                orNone(addresses),
                orNone(groups).stream().map(ResourceId::parse).toList());
    }

    private static List<String> texts(List<?> values) {
        return values == null
                ? List.of()
                : values.stream().map(Object::toString).toList();
    }
}
