package io.github.pullresponder.evidence.azure;

import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Context;
import com.azure.resourcemanager.network.NetworkManager;
import com.azure.resourcemanager.network.fluent.NetworkManagementClient;
import com.azure.resourcemanager.network.fluent.models.PrivateEndpointInner;
import com.azure.resourcemanager.privatedns.PrivateDnsZoneManager;
import com.azure.resourcemanager.privatedns.fluent.PrivateDnsManagementClient;
import com.azure.resourcemanager.privatedns.fluent.models.VirtualNetworkLinkInner;
import com.azure.resourcemanager.privatedns.models.RecordType;
import com.azure.resourcemanager.resourcegraph.ResourceGraphManager;
import io.github.pullresponder.evidence.CallTally;
import io.github.pullresponder.evidence.Networks;
import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.network.AddressRange;
import io.github.pullresponder.evidence.network.Firewall;
import io.github.pullresponder.evidence.network.IpGroup;
import io.github.pullresponder.evidence.network.PrivateEndpoint;
import io.github.pullresponder.evidence.network.PrivateZone;
import io.github.pullresponder.evidence.network.RouteTable;
import io.github.pullresponder.evidence.network.RuleCollection;
import io.github.pullresponder.evidence.network.SecurityGroup;
import io.github.pullresponder.evidence.network.VirtualNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Networks, private endpoints, DNS zones and firewalls, read from Azure Resource Manager. */
public final class ArmNetworks implements Networks {
    private static final String INDEX = "resources"
            + " | where type =~ 'microsoft.network/azurefirewalls'"
            + " or (type =~ 'microsoft.network/privatednszones' and name =~ %1$s)"
            + " or (type =~ 'microsoft.network/privatednszones/virtualnetworklinks' and id contains %2$s)"
            + " | project id, type, ipConfigurations = properties.ipConfigurations,"
            + " hubAddress = tostring(properties.hubIPAddresses.privateIPAddress),"
            + " network = tostring(properties.virtualNetwork.id)";
    private static final String FIREWALLS = "Microsoft.Network/azureFirewalls";
    private static final String ZONES = "Microsoft.Network/privateDnsZones";
    private static final String PREFIXES = "Microsoft.Network/publicIPPrefixes";

    private final AzureConnection azure;
    private final ResourceGraph graph;
    private final PerSubscription<NetworkManagementClient> clients;
    private final PerSubscription<PrivateDnsManagementClient> zoneClients;

    /** @param subscriptions where to look; empty for all that are visible */
    public ArmNetworks(AzureConnection azure, List<String> subscriptions, CallTally tally) {
        this.azure = azure;
        var pipeline = azure.armPipeline(tally);
        this.clients = new PerSubscription<>(
                azure.environment(),
                profile -> NetworkManager.authenticate(pipeline, profile).serviceClient());
        this.zoneClients = new PerSubscription<>(
                azure.environment(),
                profile -> PrivateDnsZoneManager.authenticate(pipeline, profile).serviceClient());
        this.graph = new ResourceGraph(
                ResourceGraphManager.authenticate(pipeline, new AzureProfile(azure.environment())), subscriptions);
    }

    @Override
    public VirtualNetwork network(ResourceId id) {
        return read(
                "virtual network",
                id,
                () -> NetworkAnswers.network(clients.of(id)
                        .getVirtualNetworks()
                        .getByResourceGroupWithResponse(id.resourceGroup(), id.name(), null, Context.NONE)
                        .getValue()));
    }

    @Override
    public List<VirtualNetwork> networksIn(ResourceId group) {
        return read(
                "virtual networks of",
                group,
                () ->
                        clients
                                .of(group)
                                .getVirtualNetworks()
                                .listByResourceGroup(group.resourceGroup(), Context.NONE)
                                .stream()
                                .map(NetworkAnswers::network)
                                .toList());
    }

    @Override
    public SecurityGroup securityGroup(ResourceId id) {
        return read(
                "network security group",
                id,
                () -> NetworkAnswers.securityGroup(clients.of(id)
                        .getNetworkSecurityGroups()
                        .getByResourceGroupWithResponse(id.resourceGroup(), id.name(), null, Context.NONE)
                        .getValue()));
    }

    @Override
    public RouteTable routeTable(ResourceId id) {
        return read(
                "route table",
                id,
                () -> NetworkAnswers.routeTable(clients.of(id)
                        .getRouteTables()
                        .getByResourceGroupWithResponse(id.resourceGroup(), id.name(), null, Context.NONE)
                        .getValue()));
    }

    @Override
    public PrivateEndpoint privateEndpoint(ResourceId id) {
        return read("private endpoint", id, () -> {
            var endpoint = clients.of(id)
                    .getPrivateEndpoints()
                    .getByResourceGroupWithResponse(id.resourceGroup(), id.name(), null, Context.NONE)
                    .getValue();
            var addresses = NetworkAnswers.addressesOf(endpoint);
            return new PrivateEndpoint(
                    ResourceId.parse(endpoint.id()),
                    ResourceId.parse(endpoint.subnet().id()),
                    addresses.isEmpty() ? ofInterfaces(endpoint) : addresses);
        });
    }

    private Map<String, List<AddressRange>> ofInterfaces(PrivateEndpointInner endpoint) {
        var addresses = new HashMap<String, List<AddressRange>>();
        for (var reference : NetworkAnswers.orNone(endpoint.networkInterfaces())) {
            var id = ResourceId.parse(reference.id());
            addresses.putAll(NetworkAnswers.addressesOf(clients.of(id)
                    .getNetworkInterfaces()
                    .getByResourceGroupWithResponse(id.resourceGroup(), id.name(), null, Context.NONE)
                    .getValue()));
        }
        return addresses;
    }

    @Override
    public Index index(String zoneName) {
        return azure.read("the list of firewalls and DNS zones", Permission.READ_NETWORKS, () -> {
            var firewalls = new HashMap<String, ResourceId>();
            var zones = new HashMap<ResourceId, Set<ResourceId>>();
            var query = INDEX.formatted(Kql.literal(zoneName), Kql.literal("/" + zoneName + "/"));
            for (var row : graph.rows(query)) {
                var id = ResourceId.parse((String) row.get("id"));
                if (id.isOfType(FIREWALLS)) {
                    privateAddresses(row).forEach(address -> firewalls.put(address, id));
                } else if (id.isOfType(ZONES)) {
                    zones.computeIfAbsent(id, key -> new HashSet<>());
                } else {
                    Optional.ofNullable((String) row.get("network"))
                            .filter(network -> !network.isEmpty())
                            .ifPresent(network -> zones.computeIfAbsent(id.parent(), key -> new HashSet<>())
                                    .add(ResourceId.parse(network)));
                }
            }
            return new Index(firewalls, zones);
        });
    }

    private static Stream<String> privateAddresses(Map<String, Object> row) {
        var configured = row.get("ipConfigurations") instanceof List<?> configurations
                ? configurations.stream().map(ArmNetworks::privateAddress)
                : Stream.<String>empty();
        return Stream.concat(configured, Stream.ofNullable((String) row.get("hubAddress")))
                .filter(address -> !address.isEmpty());
    }

    private static String privateAddress(Object configuration) {
        return configuration instanceof Map<?, ?> map
                        && map.get("properties") instanceof Map<?, ?> properties
                        && properties.get("privateIPAddress") instanceof String address
                ? address
                : "";
    }

    @Override
    public List<PrivateZone.Link> linksOf(ResourceId zone) {
        return read(
                "links of DNS zone",
                zone,
                () ->
                        zoneClients
                                .of(zone)
                                .getVirtualNetworkLinks()
                                .list(zone.resourceGroup(), zone.name(), null, Context.NONE)
                                .stream()
                                .filter(link -> link.virtualNetwork() != null)
                                .map(ArmNetworks::link)
                                .toList());
    }

    private static PrivateZone.Link link(VirtualNetworkLinkInner link) {
        return new PrivateZone.Link(
                link.name(),
                ResourceId.parse(link.virtualNetwork().id()),
                Optional.ofNullable(link.resolutionPolicy())
                        .filter(policy -> policy.toString().equalsIgnoreCase("NxDomainRedirect"))
                        .isPresent());
    }

    @Override
    public Optional<List<AddressRange>> record(ResourceId zone, String name) {
        return azure.find(
                "record %s of DNS zone %s".formatted(name, zone.name()),
                Permission.READ_NETWORKS,
                () -> NetworkAnswers.orNone(zoneClients
                                .of(zone)
                                .getRecordSets()
                                .getWithResponse(zone.resourceGroup(), zone.name(), RecordType.A, name, Context.NONE)
                                .getValue()
                                .aRecords())
                        .stream()
                        .flatMap(record -> AddressRange.find(record.ipv4Address()).stream())
                        .toList());
    }

    @Override
    public Firewall firewall(ResourceId id) {
        return read(
                "firewall",
                id,
                () -> FirewallAnswers.firewall(clients.of(id)
                        .getAzureFirewalls()
                        .getByResourceGroupWithResponse(id.resourceGroup(), id.name(), Context.NONE)
                        .getValue()));
    }

    @Override
    public Optional<ResourceId> parentOf(ResourceId policy) {
        return read(
                "firewall policy",
                policy,
                () -> NetworkAnswers.id(clients.of(policy)
                        .getFirewallPolicies()
                        .getByResourceGroupWithResponse(policy.resourceGroup(), policy.name(), null, Context.NONE)
                        .getValue()
                        .basePolicy()));
    }

    @Override
    public List<RuleCollection> rulesOf(ResourceId policy) {
        return read(
                "rules of firewall policy",
                policy,
                () -> FirewallAnswers.rules(
                        clients
                                .of(policy)
                                .getFirewallPolicyRuleCollectionGroups()
                                .list(policy.resourceGroup(), policy.name(), Context.NONE)
                                .stream()
                                .toList(),
                        policy.name()));
    }

    @Override
    public IpGroup ipGroup(ResourceId id) {
        return read(
                "IP group",
                id,
                () -> new IpGroup(
                        id,
                        NetworkAnswers.orNone(clients.of(id)
                                .getIpGroups()
                                .getByResourceGroupWithResponse(id.resourceGroup(), id.name(), null, Context.NONE)
                                .getValue()
                                .ipAddresses())));
    }

    @Override
    public List<ResourceId> addressesOfGateway(ResourceId id) {
        return read("NAT gateway", id, () -> {
            var gateway = clients.of(id)
                    .getNatGateways()
                    .getByResourceGroupWithResponse(id.resourceGroup(), id.name(), null, Context.NONE)
                    .getValue();
            var addresses = new ArrayList<>(NetworkAnswers.ids(gateway.publicIpAddresses()));
            addresses.addAll(NetworkAnswers.ids(gateway.publicIpPrefixes()));
            return addresses;
        });
    }

    @Override
    public Map<ResourceId, AddressRange> publicAddressesBeside(ResourceId id) {
        return read("public addresses of", id.resourceGroupNamed(id.resourceGroup()), () -> {
            var found = new HashMap<ResourceId, AddressRange>();
            addressesBeside(id)
                    .forEach(entry ->
                            AddressRange.find(entry.getValue()).ifPresent(range -> found.put(entry.getKey(), range)));
            return found;
        });
    }

    /** One list is read instead of each by itself. */
    private Stream<Map.Entry<ResourceId, String>> addressesBeside(ResourceId id) {
        if (id.isOfType(PREFIXES)) {
            return clients.of(id).getPublicIpPrefixes().listByResourceGroup(id.resourceGroup(), Context.NONE).stream()
                    .filter(prefix -> prefix.ipPrefix() != null)
                    .map(prefix -> Map.entry(ResourceId.parse(prefix.id()), prefix.ipPrefix()));
        }
        return clients.of(id).getPublicIpAddresses().listByResourceGroup(id.resourceGroup(), Context.NONE).stream()
                .filter(address -> address.ipAddress() != null)
                .map(address -> Map.entry(ResourceId.parse(address.id()), address.ipAddress()));
    }

    private <T> T read(String what, ResourceId id, Supplier<T> read) {
        return azure.read(what + " " + id.name(), Permission.READ_NETWORKS, read);
    }
}
