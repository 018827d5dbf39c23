package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/** A DNS server that is a service of Azure. */
public sealed interface AzureManagedDnsServer {
    ResourceId id();

    /** The network of the server; absent in a virtual hub. */
    Optional<ResourceId> network();

    /**
     * An inbound endpoint of a DNS private resolver: Azure DNS answers there as for any machine in its network. Source: "Azure
     * DNS Private Resolver endpoints and rulesets", inbound endpoints.
     */
    record InboundEndpoint(ResourceId id, Optional<ResourceId> network) implements AzureManagedDnsServer {}

    /**
     * An Azure Firewall. Source: "Azure Firewall DNS settings": its DNS proxy is off by default, and uses Azure DNS unless it has custom
     * servers.
     *
     * @param enabled true if the DNS proxy is on; otherwise the firewall answers no DNS queries
     */
    record FirewallDnsProxy(ResourceId id, Optional<ResourceId> network, boolean enabled, List<String> servers)
            implements AzureManagedDnsServer {
        public FirewallDnsProxy {
            servers = List.copyOf(servers);
        }
    }
}
