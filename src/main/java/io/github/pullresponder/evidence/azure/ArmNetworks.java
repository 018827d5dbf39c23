package io.github.pullresponder.evidence.azure;

import static io.github.pullresponder.evidence.SdkValueConverter.orNone;

import com.azure.core.management.profile.AzureProfile;
import com.azure.json.JsonReader;
import com.azure.resourcemanager.network.fluent.models.AzureFirewallInner;
import com.azure.resourcemanager.network.fluent.models.FirewallPolicyInner;
import com.azure.resourcemanager.network.fluent.models.FirewallPolicyRuleCollectionGroupInner;
import com.azure.resourcemanager.network.fluent.models.IpGroupInner;
import com.azure.resourcemanager.network.fluent.models.NatGatewayInner;
import com.azure.resourcemanager.network.fluent.models.NetworkInterfaceInner;
import com.azure.resourcemanager.network.fluent.models.NetworkSecurityGroupInner;
import com.azure.resourcemanager.network.fluent.models.PrivateEndpointInner;
import com.azure.resourcemanager.network.fluent.models.PublicIpAddressInner;
import com.azure.resourcemanager.network.fluent.models.PublicIpPrefixInner;
import com.azure.resourcemanager.network.fluent.models.RouteTableInner;
import com.azure.resourcemanager.network.fluent.models.ServiceEndpointPolicyInner;
import com.azure.resourcemanager.network.fluent.models.VirtualNetworkInner;
import com.azure.resourcemanager.network.models.EffectiveConnectivityConfiguration;
import com.azure.resourcemanager.privatedns.fluent.models.RecordSetInner;
import com.azure.resourcemanager.privatedns.fluent.models.VirtualNetworkLinkInner;
import com.azure.resourcemanager.resourcegraph.ResourceGraphManager;
import io.github.pullresponder.cluster.NetworkInterface;
import io.github.pullresponder.evidence.Networks;
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
import io.github.pullresponder.read.Lazy;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Networks, private endpoints, DNS zones and firewalls, read from Azure Resource Manager. */
public final class ArmNetworks implements Networks {
    private static final String PROVIDER = "providers/Microsoft.Network/";

    /** "Azure Virtual Network REST API"; the SDK's models are of this version. */
    private static final String NETWORKS_API = "2025-03-01";

    /** "Azure DNS private zones REST API". */
    private static final String ZONES_API = "2024-06-01";

    private static final String GATEWAYS = "Microsoft.Network/natGateways";
    private static final String ROUTE_TABLES = "Microsoft.Network/routeTables";

    /** "Virtual Networks - List Network Manager Effective Connectivity Configurations". */
    private static final String CONNECTIVITY = "listNetworkManagerEffectiveConnectivityConfigurations";

    /** "Azure DNS Private Resolver REST API". */
    private static final String RESOLVERS_API = "2022-07-01";

    private static final String PREFIXES = "Microsoft.Network/publicIPPrefixes";

    private final AzureConnection azure;
    private final ResourceGraph graph;
    private final ArmResourceReader networks;
    private final ArmResourceReader zones;
    private final ArmResourceReader resolvers;
    /** Read once: firewalls and their policies also contain DNS settings. */
    private final Map<ResourceId, Supplier<AzureFirewallInner>> firewalls = new ConcurrentHashMap<>();

    private final Map<ResourceId, Supplier<FirewallPolicyInner>> policies = new ConcurrentHashMap<>();

    /** @param subscriptions the subscriptions to search; empty for all that are visible */
    public ArmNetworks(AzureConnection azure, List<String> subscriptions, RequestCounter tally) {
        this.azure = azure;
        var pipeline = azure.armPipeline(tally);
        this.networks = new ArmResourceReader(azure, pipeline, NETWORKS_API);
        this.zones = new ArmResourceReader(azure, pipeline, ZONES_API);
        this.resolvers = new ArmResourceReader(azure, pipeline, RESOLVERS_API);
        this.graph = new ResourceGraph(
                ResourceGraphManager.authenticate(pipeline, new AzureProfile(azure.environment())), subscriptions);
    }

    private AzureFirewallInner firewallAt(ResourceId id) {
        return firewalls
                .computeIfAbsent(id, key -> Lazy.of(() -> networks.get(key, AzureFirewallInner::fromJson)))
                .get();
    }

    private FirewallPolicyInner policyAt(ResourceId id) {
        return policies.computeIfAbsent(id, key -> Lazy.of(() -> networks.get(key, FirewallPolicyInner::fromJson)))
                .get();
    }

    @Override
    public VirtualNetwork network(ResourceId id) {
        return read(
                "virtual network", id, () -> NetworkMapper.network(networks.get(id, VirtualNetworkInner::fromJson)));
    }

    @Override
    public List<VirtualNetwork> networksIn(ResourceId group) {
        return read(
                "virtual networks of",
                group,
                () -> networks.list(group, PROVIDER + "virtualNetworks", VirtualNetworkInner::fromJson)
                        .map(NetworkMapper::network)
                        .toList());
    }

    @Override
    public List<ConnectedGroup> connectedGroups(ResourceId network) {
        return azure.read(
                "connectivity configurations of virtual network " + network.name(),
                Permission.READ_CONNECTIVITY,
                () ->
                        networks
                                .listByAction(network, CONNECTIVITY, EffectiveConnectivityConfiguration::fromJson)
                                .stream()
                                .flatMap(configuration ->
                                        ConnectivityConfigurationMapper.connectedGroups(configuration, network))
                                .toList());
    }

    @Override
    public NetworkInterface networkInterface(ResourceId id) {
        return read(
                "network interface",
                id,
                () -> NetworkMapper.networkInterface(networks.get(id, NetworkInterfaceInner::fromJson)));
    }

    @Override
    public SecurityGroup securityGroup(ResourceId id) {
        return read(
                "network security group",
                id,
                () -> NetworkMapper.securityGroup(networks.get(id, NetworkSecurityGroupInner::fromJson)));
    }

    @Override
    public RouteTable routeTable(ResourceId id) {
        return read("route table", id, () -> NetworkMapper.routeTable(networks.get(id, RouteTableInner::fromJson)));
    }

    @Override
    public PrivateEndpoint privateEndpoint(ResourceId id) {
        return read("private endpoint", id, () -> {
            var endpoint = networks.get(id, PrivateEndpointInner::fromJson);
            var addresses = NetworkMapper.addressesOf(endpoint);
            return new PrivateEndpoint(
                    ResourceId.parse(endpoint.id()),
                    ResourceId.parse(endpoint.subnet().id()),
                    addresses.isEmpty() ? ofInterfaces(endpoint) : addresses);
        });
    }

    private Map<String, List<AddressRange>> ofInterfaces(PrivateEndpointInner endpoint) {
        var addresses = new HashMap<String, List<AddressRange>>();
        for (var reference : orNone(endpoint.networkInterfaces())) {
            var id = ResourceId.parse(reference.id());
            addresses.putAll(NetworkMapper.addressesOf(networks.get(id, NetworkInterfaceInner::fromJson)));
        }
        return addresses;
    }

    @Override
    public VirtualNetworkTopology networkMap() {
        return azure.read(
                "the list of virtual networks", Permission.READ_NETWORKS, new VirtualNetworkTopologyQuery(graph)::ask);
    }

    @Override
    public Set<ResourceId> subnetsOf(ResourceId id) {
        return read("subnets of", id, () -> {
            if (id.isOfType(GATEWAYS)) {
                return Set.copyOf(NetworkMapper.ids(
                        networks.get(id, NatGatewayInner::fromJson).subnets()));
            }
            var subnets = id.isOfType(ROUTE_TABLES)
                    ? networks.get(id, RouteTableInner::fromJson).subnets()
                    : networks.get(id, NetworkSecurityGroupInner::fromJson).subnets();
            return orNone(subnets).stream()
                    .map(subnet -> ResourceId.parse(subnet.id()))
                    .collect(Collectors.toSet());
        });
    }

    @Override
    public NetworkResourceIndex index(String domain, String registryName) {
        return azure.read(
                "the list of firewalls and DNS zones",
                Permission.READ_NETWORKS,
                () -> NetworkIndexQuery.of(graph.rows(NetworkIndexQuery.query(domain, registryName))));
    }

    @Override
    public List<VirtualNetworkLink> linksOf(ResourceId zone) {
        return read(
                "links of DNS zone",
                zone,
                () -> zones.list(zone, "virtualNetworkLinks", VirtualNetworkLinkInner::fromJson)
                        .filter(link -> link.virtualNetwork() != null)
                        .map(ArmNetworks::link)
                        .toList());
    }

    private static VirtualNetworkLink link(VirtualNetworkLinkInner link) {
        return new VirtualNetworkLink(
                link.name(),
                ResourceId.parse(link.virtualNetwork().id()),
                Optional.ofNullable(link.resolutionPolicy())
                        .filter(policy -> policy.toString().equalsIgnoreCase("NxDomainRedirect"))
                        .isPresent());
    }

    /** Source: "Private DNS records overview": wildcard records answer for all names without a record of their own. */
    @Override
    public Optional<List<AddressRange>> record(ResourceId zone, String name) {
        return recordSet(zone, "A", name)
                .map(found -> orNone(found.aRecords()).stream()
                        .flatMap(record -> AddressRange.find(record.ipv4Address()).stream())
                        .toList());
    }

    @Override
    public boolean isAlias(ResourceId zone, String name) {
        return recordSet(zone, "CNAME", name).isPresent();
    }

    private Optional<RecordSetInner> recordSet(ResourceId zone, String type, String name) {
        return azure.find(
                "record %s of DNS zone %s".formatted(name, zone.name()),
                Permission.READ_NETWORKS,
                () -> zones.get(zone, type, name, RecordSetInner::fromJson));
    }

    @Override
    public List<ResourceId> networksOfRuleset(ResourceId ruleset) {
        return read(
                "links of DNS forwarding ruleset",
                ruleset,
                () -> resolvers
                        .list(ruleset, "virtualNetworkLinks", JsonReader::readUntyped)
                        .flatMap(link -> DnsMapper.linkedNetwork(link).stream())
                        .toList());
    }

    @Override
    public List<ForwardingRuleset.DnsForwardingRule> rulesOfRuleset(ResourceId ruleset) {
        return read(
                "rules of DNS forwarding ruleset",
                ruleset,
                () -> resolvers
                        .list(ruleset, "forwardingRules", JsonReader::readUntyped)
                        .map(DnsMapper::rule)
                        .toList());
    }

    @Override
    public AzureManagedDnsServer.InboundEndpoint inboundEndpoint(ResourceId id) {
        return read(
                "inbound endpoint",
                id,
                () -> new AzureManagedDnsServer.InboundEndpoint(
                        id, DnsMapper.networkOf(resolvers.get(id, JsonReader::readUntyped))));
    }

    @Override
    public FirewallDnsProxy dnsProxy(ResourceId firewall) {
        return read("DNS settings of firewall", firewall, () -> {
            var found = firewallAt(firewall);
            return NetworkMapper.id(found.firewallPolicy())
                    .map(policy -> DnsMapper.proxy(found, policyAt(policy)))
                    .orElseGet(() -> DnsMapper.proxy(found));
        });
    }

    @Override
    public Firewall firewall(ResourceId id) {
        return read("firewall", id, () -> FirewallMapper.firewall(firewallAt(id)));
    }

    @Override
    public Optional<ResourceId> parentOf(ResourceId policy) {
        return read(
                "firewall policy",
                policy,
                () -> NetworkMapper.id(policyAt(policy).basePolicy()));
    }

    @Override
    public List<RuleCollectionGroup> rulesOf(ResourceId policy) {
        return read(
                "rules of firewall policy",
                policy,
                () -> FirewallMapper.groups(
                        networks.list(policy, "ruleCollectionGroups", FirewallPolicyRuleCollectionGroupInner::fromJson)
                                .toList(),
                        policy));
    }

    @Override
    public IpGroup ipGroup(ResourceId id) {
        return read(
                "IP group",
                id,
                () -> new IpGroup(
                        id, orNone(networks.get(id, IpGroupInner::fromJson).ipAddresses())));
    }

    @Override
    public ServiceEndpointPolicy serviceEndpointPolicy(ResourceId id) {
        return read(
                "service endpoint policy",
                id,
                () -> new ServiceEndpointPolicy(
                        id,
                        orNone(networks.get(id, ServiceEndpointPolicyInner::fromJson)
                                        .serviceEndpointPolicyDefinitions())
                                .stream()
                                .flatMap(definition -> orNone(definition.serviceResources()).stream())
                                .toList()));
    }

    @Override
    public SecurityAdminRules adminRulesOf(ResourceId network) {
        return azure.read(
                "admin rules of virtual network " + network.name(),
                Permission.READ_ADMIN_RULES,
                () -> new EffectiveAdminRuleReader(networks).of(network));
    }

    @Override
    public List<ResourceId> addressesOfGateway(ResourceId id) {
        return read("NAT gateway", id, () -> {
            var gateway = networks.get(id, NatGatewayInner::fromJson);
            var addresses = new ArrayList<>(NetworkMapper.ids(gateway.publicIpAddresses()));
            addresses.addAll(NetworkMapper.ids(gateway.publicIpPrefixes()));
            return addresses;
        });
    }

    @Override
    public Map<ResourceId, AddressRange> publicAddressesInGroupOf(ResourceId id) {
        return read("public addresses of", id.resourceGroupNamed(id.resourceGroup()), () -> {
            var found = new HashMap<ResourceId, AddressRange>();
            addressesInGroupOf(id)
                    .forEach(entry ->
                            AddressRange.find(entry.getValue()).ifPresent(range -> found.put(entry.getKey(), range)));
            return found;
        });
    }

    /** Reads one list instead of each address. */
    private Stream<Map.Entry<ResourceId, String>> addressesInGroupOf(ResourceId id) {
        var group = id.resourceGroupNamed(id.resourceGroup());
        if (id.isOfType(PREFIXES)) {
            return networks.list(group, PROVIDER + "publicIPPrefixes", PublicIpPrefixInner::fromJson)
                    .filter(prefix -> prefix.ipPrefix() != null)
                    .map(prefix -> Map.entry(ResourceId.parse(prefix.id()), prefix.ipPrefix()));
        }
        return networks.list(group, PROVIDER + "publicIPAddresses", PublicIpAddressInner::fromJson)
                .filter(address -> address.ipAddress() != null)
                .map(address -> Map.entry(ResourceId.parse(address.id()), address.ipAddress()));
    }

    private <T> T read(String what, ResourceId id, Supplier<T> read) {
        return azure.read(what + " " + id.name(), Permission.READ_NETWORKS, read);
    }
}
