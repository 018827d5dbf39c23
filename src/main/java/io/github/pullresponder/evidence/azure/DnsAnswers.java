package io.github.pullresponder.evidence.azure;

import static io.github.pullresponder.evidence.SdkValues.orNone;

import com.azure.resourcemanager.network.fluent.models.AzureFirewallInner;
import com.azure.resourcemanager.network.fluent.models.FirewallPolicyInner;
import com.azure.resourcemanager.network.models.AzureFirewallIpConfiguration;
import io.github.pullresponder.network.DnsServer;
import io.github.pullresponder.network.ForwardingRuleset;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What ARM says about DNS servers and forwarding, in the words of {@code network}. There are no models of resolvers and rulesets: that
 * service has a client library of its own.
 */
final class DnsAnswers {
    private static final String ENABLE_PROXY = "Network.DNS.EnableProxy";
    private static final String SERVERS = "Network.DNS.Servers";

    private DnsAnswers() {}

    static Optional<ResourceId> linkedNetwork(Object link) {
        return id(at(link, "properties", "virtualNetwork"));
    }

    static ForwardingRuleset.Rule rule(Object rule) {
        return new ForwardingRuleset.Rule(
                text(at(rule, "name")),
                text(at(rule, "properties", "domainName")),
                // Source: REST reference, "Forwarding Rules": enabled where the rule does not say.
                !"Disabled".equalsIgnoreCase(text(at(rule, "properties", "forwardingRuleState"))),
                items(at(rule, "properties", "targetDnsServers"))
                        .map(server -> text(at(server, "ipAddress")))
                        .toList());
    }

    static Optional<ResourceId> networkOf(Object inboundEndpoint) {
        return items(at(inboundEndpoint, "properties", "ipConfigurations"))
                .flatMap(configuration -> id(at(configuration, "subnet")).stream())
                .map(ResourceId::parent)
                .findFirst();
    }

    static Stream<String> addresses(Object ipConfigurations) {
        return items(ipConfigurations)
                .map(configuration -> text(at(configuration, "privateIpAddress")))
                .filter(address -> !address.isEmpty());
    }

    /** A firewall with rules and settings of its own. */
    static DnsServer.Proxy proxy(AzureFirewallInner firewall) {
        var settings = Optional.ofNullable(firewall.additionalProperties()).orElse(Map.of());
        return proxy(
                firewall,
                "true".equalsIgnoreCase(settings.get(ENABLE_PROXY)),
                Stream.of(Objects.toString(settings.get(SERVERS), "").split(",", 0))
                        .map(String::strip)
                        .filter(server -> !server.isEmpty())
                        .toList());
    }

    static DnsServer.Proxy proxy(AzureFirewallInner firewall, FirewallPolicyInner policy) {
        var settings = policy.dnsSettings();
        if (settings == null && policy.basePolicy() != null) {
            throw EvidenceUnavailableException.beyond(
                    "policy %s of firewall %s has no DNS settings, and a parent", policy.name(), firewall.name());
        }
        return settings == null
                ? proxy(firewall, false, List.of())
                : proxy(firewall, Boolean.TRUE.equals(settings.enableProxy()), orNone(settings.servers()));
    }

    private static DnsServer.Proxy proxy(AzureFirewallInner firewall, boolean enabled, List<String> servers) {
        var network = orNone(firewall.ipConfigurations()).stream()
                .map(AzureFirewallIpConfiguration::subnet)
                .flatMap(subnet -> NetworkAnswers.id(subnet).stream())
                .map(ResourceId::parent)
                .findFirst();
        return new DnsServer.Proxy(ResourceId.parse(firewall.id()), network, enabled, servers);
    }

    private static Object at(Object json, String... path) {
        var value = json;
        for (var step : path) {
            value = value instanceof Map<?, ?> object ? Objects.requireNonNullElse(object.get(step), "") : "";
        }
        return value;
    }

    private static String text(Object value) {
        return value instanceof String text ? text : "";
    }

    private static Stream<?> items(Object value) {
        return value instanceof List<?> list ? list.stream() : Stream.empty();
    }

    private static Optional<ResourceId> id(Object reference) {
        return Optional.of(text(at(reference, "id")))
                .filter(id -> !id.isEmpty())
                .map(ResourceId::parse);
    }
}
