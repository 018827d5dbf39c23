package io.github.pullresponder.evidence;

import io.github.pullresponder.cluster.NetworkInterface;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.AzureManagedDnsServer;
import io.github.pullresponder.network.AzureManagedDnsServer.FirewallDnsProxy;
import io.github.pullresponder.network.ConnectedGroup;
import io.github.pullresponder.network.Firewall;
import io.github.pullresponder.network.ForwardingRuleset;
import io.github.pullresponder.network.IpGroup;
import io.github.pullresponder.network.PrivateDnsZone.VirtualNetworkLink;
import io.github.pullresponder.network.PrivateEndpoint;
import io.github.pullresponder.network.RouteTable;
import io.github.pullresponder.network.RuleCollectionGroup;
import io.github.pullresponder.network.SecurityAdminRules;
import io.github.pullresponder.network.SecurityGroup;
import io.github.pullresponder.network.ServiceEndpointPolicy;
import io.github.pullresponder.network.VirtualNetwork;
import io.github.pullresponder.network.VirtualNetworkTopology;
import io.github.pullresponder.resource.ResourceId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the networks between nodes and registries. */
public interface Networks {
    VirtualNetwork network(ResourceId id);

    /** The networks of a resource group. AKS creates one there for a cluster without a network of its own. */
    List<VirtualNetwork> networksIn(ResourceId resourceGroup);

    /** The groups by which a network manager connects a network with others directly. */
    List<ConnectedGroup> connectedGroups(ResourceId network);

    NetworkInterface networkInterface(ResourceId id);

    SecurityGroup securityGroup(ResourceId id);

    RouteTable routeTable(ResourceId id);

    PrivateEndpoint privateEndpoint(ResourceId id);

    /** All visible networks and how they are peered. */
    VirtualNetworkTopology networkMap();

    /** The subnets that name a network security group, a route table or a NAT gateway. */
    Set<ResourceId> subnetsOf(ResourceId id);

    /**
     * Finds the resources to read. The list can be minutes old, so each resource is read again before use.
     *
     * @param domain the registry domain of the cloud; zones with another name are left out
     * @param registryName the registry whose private endpoints to find
     */
    NetworkResourceIndex index(String domain, String registryName);

    /** The networks that a private DNS zone is linked to. */
    List<VirtualNetworkLink> linksOf(ResourceId zone);

    /** The addresses of a record in a zone; absent if the zone has no such record. The record {@code *} is for all other names. */
    Optional<List<AddressRange>> record(ResourceId zone, String name);

    /** Returns true if a name in a zone is an alias of another name. */
    boolean isAlias(ResourceId zone, String name);

    /** The networks that a DNS forwarding ruleset is linked to. */
    List<ResourceId> networksOfRuleset(ResourceId ruleset);

    List<ForwardingRuleset.DnsForwardingRule> rulesOfRuleset(ResourceId ruleset);

    AzureManagedDnsServer.InboundEndpoint inboundEndpoint(ResourceId id);

    /** The DNS proxy settings of a firewall. */
    FirewallDnsProxy dnsProxy(ResourceId firewall);

    /** A firewall with its own rules. */
    Firewall firewall(ResourceId id);

    /** The parent of a firewall policy. */
    Optional<ResourceId> parentOf(ResourceId policy);

    /** The rules of a policy, without its parent's, in the order in which they apply. */
    List<RuleCollectionGroup> rulesOf(ResourceId policy);

    IpGroup ipGroup(ResourceId id);

    /** The public IP addresses and prefixes of a NAT gateway. */
    List<ResourceId> addressesOfGateway(ResourceId natGateway);

    /** A service endpoint policy of subnets. */
    ServiceEndpointPolicy serviceEndpointPolicy(ResourceId id);

    /** The security admin rules of network managers that apply to a virtual network. */
    SecurityAdminRules adminRulesOf(ResourceId network);

    /** The public IP address or prefix with all others of its type and resource group; one that does not exist is missing. */
    Map<ResourceId, AddressRange> publicAddressesInGroupOf(ResourceId id);

    /**
     * The existing network resources.
     *
     * @param firewalls by the private address that routes name
     * @param zones with the networks they are linked to
     * @param rulesets DNS forwarding rulesets, with their region
     * @param inboundEndpoints of DNS private resolvers, by address
     * @param neighbors the relations between resources
     */
    record NetworkResourceIndex(
            Map<String, Set<ResourceId>> firewalls,
            Map<ResourceId, Set<ResourceId>> zones,
            Map<ResourceId, String> rulesets,
            Map<String, Set<ResourceId>> inboundEndpoints,
            ResourceRelations neighbors) {
        public NetworkResourceIndex {
            firewalls = Map.copyOf(firewalls);
            zones = Map.copyOf(zones);
            rulesets = Map.copyOf(rulesets);
            inboundEndpoints = Map.copyOf(inboundEndpoints);
        }

        /**
         * The firewalls with a private address. Addresses repeat in networks that are not connected: a firewall in the nodes' network or
         * in a peer of it has precedence over all others.
         */
        public Set<ResourceId> firewallsAt(String address, VirtualNetwork nodes) {
            var all = firewalls.getOrDefault(address, Set.of());
            var near = all.stream()
                    .filter(firewall -> Optional.ofNullable(neighbors.subnets().get(firewall))
                            .map(ResourceId::parent)
                            .filter(network -> network.equals(nodes.id())
                                    || nodes.peeringWith(network).isPresent())
                            .isPresent())
                    .collect(Collectors.toSet());
            return near.isEmpty() ? all : near;
        }
    }

    /**
     * Relations between resources. They determine what to read ahead and what to read first, and which of several firewalls with one
     * private address is near.
     *
     * @param subnets of private endpoints and of firewalls
     * @param policies of firewalls, and the parents of policies
     * @param natGateways by the subnet that they serve
     */
    record ResourceRelations(
            Map<ResourceId, ResourceId> subnets,
            Map<ResourceId, ResourceId> policies,
            Map<ResourceId, ResourceId> natGateways) {
        public static final ResourceRelations NONE = new ResourceRelations(Map.of(), Map.of(), Map.of());

        public ResourceRelations {
            subnets = Map.copyOf(subnets);
            policies = Map.copyOf(policies);
            natGateways = Map.copyOf(natGateways);
        }

        /** A firewall's policy and its parents, the nearest first. */
        public List<ResourceId> policiesOf(ResourceId firewall) {
            var found = new LinkedHashSet<ResourceId>();
            var next = policies.get(firewall);
            while (next != null && found.add(next)) {
                next = policies.get(next);
            }
            return List.copyOf(found);
        }
    }
}
