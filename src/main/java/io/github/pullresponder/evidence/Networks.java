package io.github.pullresponder.evidence;

import io.github.pullresponder.cluster.NetworkInterface;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.DnsServer;
import io.github.pullresponder.network.Firewall;
import io.github.pullresponder.network.ForwardingRuleset;
import io.github.pullresponder.network.IpGroup;
import io.github.pullresponder.network.PrivateEndpoint;
import io.github.pullresponder.network.PrivateZone;
import io.github.pullresponder.network.RouteTable;
import io.github.pullresponder.network.RuleGroup;
import io.github.pullresponder.network.SecurityGroup;
import io.github.pullresponder.network.VirtualNetwork;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Questions about the networks between nodes and registries. */
public interface Networks {
    VirtualNetwork network(ResourceId id);

    /** The networks of a resource group: AKS makes one there where the cluster is given none. */
    List<VirtualNetwork> networksIn(ResourceId resourceGroup);

    NetworkInterface networkInterface(ResourceId id);

    SecurityGroup securityGroup(ResourceId id);

    RouteTable routeTable(ResourceId id);

    PrivateEndpoint privateEndpoint(ResourceId id);

    /**
     * Where to look: what is found here is read afterwards, because it may be minutes old.
     *
     * @param domain of the registries of the cloud: zones with another name are left out
     */
    Index index(String domain);

    /** The networks that a private DNS zone is linked to. */
    List<PrivateZone.Link> linksOf(ResourceId zone);

    /** The addresses of a name within a zone; absent if it has none. */
    Optional<List<AddressRange>> record(ResourceId zone, String name);

    /** The networks that a DNS forwarding ruleset is linked to. */
    List<ResourceId> networksOfRuleset(ResourceId ruleset);

    List<ForwardingRuleset.Rule> rulesOfRuleset(ResourceId ruleset);

    DnsServer.InboundEndpoint inboundEndpoint(ResourceId id);

    /** A firewall as DNS server. */
    DnsServer.Proxy dnsProxy(ResourceId firewall);

    /** A firewall, with the rules that are its own. */
    Firewall firewall(ResourceId id);

    /** The parent of a firewall policy. */
    Optional<ResourceId> parentOf(ResourceId policy);

    /** The rules of a policy, without its parent's, in the order in which they apply. */
    List<RuleGroup> rulesOf(ResourceId policy);

    IpGroup ipGroup(ResourceId id);

    /** The public IP addresses and prefixes of a NAT gateway. */
    List<ResourceId> addressesOfGateway(ResourceId natGateway);

    /** The public IP address or prefix with all others of its type and resource group; one that does not exist is missing. */
    Map<ResourceId, AddressRange> publicAddressesInGroupOf(ResourceId id);

    /**
     * What there is.
     *
     * @param firewalls by the private address that routes name
     * @param zones with the networks they are linked to
     * @param rulesets DNS forwarding rulesets, with their region
     * @param inboundEndpoints of DNS private resolvers, by address
     */
    record Index(
            Map<String, ResourceId> firewalls,
            Map<ResourceId, Set<ResourceId>> zones,
            Map<ResourceId, String> rulesets,
            Map<String, Set<ResourceId>> inboundEndpoints) {
        public Index {
            firewalls = Map.copyOf(firewalls);
            zones = Map.copyOf(zones);
            rulesets = Map.copyOf(rulesets);
            inboundEndpoints = Map.copyOf(inboundEndpoints);
        }

        public Index(Map<String, ResourceId> firewalls, Map<ResourceId, Set<ResourceId>> zones) {
            this(firewalls, zones, Map.of(), Map.of());
        }
    }
}
