package io.github.pullresponder.evidence.azure;

import static io.github.pullresponder.evidence.SdkValueConverter.orNone;

import com.azure.resourcemanager.network.fluent.models.AzureFirewallInner;
import com.azure.resourcemanager.network.fluent.models.FirewallPolicyInner;
import com.azure.resourcemanager.network.models.AzureFirewallIpConfiguration;
import io.github.pullresponder.network.AzureManagedDnsServer.FirewallDnsProxy;
import io.github.pullresponder.network.ForwardingRuleset;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Converts DNS servers and forwarding of ARM into the model of package {@code network}. Resolvers and rulesets have no SDK models:
 * their service has a client library of its own.
 */
final class DnsMapper {
    private static final String ENABLE_PROXY = "Network.DNS.EnableProxy";
    private static final String SERVERS = "Network.DNS.Servers";

    private DnsMapper() {}

    static Optional<ResourceId> linkedNetwork(Object link) {
        return UntypedJsonReader.id(link, "properties", "virtualNetwork", "id");
    }

    static ForwardingRuleset.DnsForwardingRule rule(Object rule) {
        return new ForwardingRuleset.DnsForwardingRule(
                UntypedJsonReader.text(rule, "name").orElse(""),
                UntypedJsonReader.text(rule, "properties", "domainName").orElse(""),
                // Source: REST reference, "Forwarding Rules": enabled if the rule does not state it.
                UntypedJsonReader.text(rule, "properties", "forwardingRuleState")
                        .filter("Disabled"::equalsIgnoreCase)
                        .isEmpty(),
                UntypedJsonReader.items(rule, "properties", "targetDnsServers")
                        .map(server ->
                                UntypedJsonReader.text(server, "ipAddress").orElse(""))
                        .toList());
    }

    static Optional<ResourceId> networkOf(Object inboundEndpoint) {
        return UntypedJsonReader.items(inboundEndpoint, "properties", "ipConfigurations")
                .flatMap(configuration -> UntypedJsonReader.id(configuration, "subnet", "id").stream())
                .map(ResourceId::parent)
                .findFirst();
    }

    /** Returns the proxy of a firewall with its own rules and settings. */
    static FirewallDnsProxy proxy(AzureFirewallInner firewall) {
        var settings = Optional.ofNullable(firewall.additionalProperties()).orElse(Map.of());
        return proxy(
                firewall,
                "true".equalsIgnoreCase(settings.get(ENABLE_PROXY)),
                Stream.of(Objects.toString(settings.get(SERVERS), "").split(",", 0))
                        .map(String::strip)
                        .filter(server -> !server.isEmpty())
                        .toList());
    }

    static FirewallDnsProxy proxy(AzureFirewallInner firewall, FirewallPolicyInner policy) {
        var settings = policy.dnsSettings();
        if (settings == null && policy.basePolicy() != null) {
            throw EvidenceUnavailableException.beyond(
                    "policy %s of firewall %s has no DNS settings, and a parent", policy.name(), firewall.name());
        }
        return settings == null
                ? proxy(firewall, false, List.of())
                : proxy(firewall, Boolean.TRUE.equals(settings.enableProxy()), orNone(settings.servers()));
    }

    private static FirewallDnsProxy proxy(AzureFirewallInner firewall, boolean enabled, List<String> servers) {
        var network = orNone(firewall.ipConfigurations()).stream()
                .map(AzureFirewallIpConfiguration::subnet)
                .flatMap(subnet -> NetworkMapper.id(subnet).stream())
                .map(ResourceId::parent)
                .findFirst();
        return new FirewallDnsProxy(ResourceId.parse(firewall.id()), network, enabled, servers);
    }
}
