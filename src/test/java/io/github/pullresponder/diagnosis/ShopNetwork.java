package io.github.pullresponder.diagnosis;

import io.github.pullresponder.cluster.NetworkInterface;
import io.github.pullresponder.evidence.Networks;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.AzureManagedDnsServer;
import io.github.pullresponder.network.AzureManagedDnsServer.FirewallDnsProxy;
import io.github.pullresponder.network.ConnectedGroup;
import io.github.pullresponder.network.Firewall;
import io.github.pullresponder.network.FirewallRule;
import io.github.pullresponder.network.FirewallRules;
import io.github.pullresponder.network.ForwardingRuleset;
import io.github.pullresponder.network.IpGroup;
import io.github.pullresponder.network.Peering;
import io.github.pullresponder.network.PrivateDnsZone.VirtualNetworkLink;
import io.github.pullresponder.network.PrivateEndpoint;
import io.github.pullresponder.network.ResourceGraphVirtualNetwork;
import io.github.pullresponder.network.Route;
import io.github.pullresponder.network.Route.NextHopType;
import io.github.pullresponder.network.RouteTable;
import io.github.pullresponder.network.RuleCollection;
import io.github.pullresponder.network.RuleCollectionGroup;
import io.github.pullresponder.network.SecurityAdminRule;
import io.github.pullresponder.network.SecurityAdminRules;
import io.github.pullresponder.network.SecurityGroup;
import io.github.pullresponder.network.SecurityRule;
import io.github.pullresponder.network.ServiceEndpointPolicy;
import io.github.pullresponder.network.Subnet;
import io.github.pullresponder.network.VirtualNetwork;
import io.github.pullresponder.network.VirtualNetworkTopology;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.registry.RegistryNetwork;
import io.github.pullresponder.registry.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * The shop's network in memory: nodes in {@code vnet-shop}, a hub with a firewall and the registry's private endpoint, all of
 * it healthy. Each test breaks a part of it.
 */
public final class ShopNetwork implements Networks {
    private static final String GROUP = "/subscriptions/8d7c1a52-0c55-4b58-9f0e-6a1d2b3c4e5f/resourceGroups/rg-network"
            + "/providers/Microsoft.Network/";
    public static final String LOGIN = "contososhop.azurecr.io";
    public static final String DATA = "contososhop.westeurope.data.azurecr.io";
    public static final String FIREWALL_ADDRESS = "10.0.0.4";
    public static final ResourceId SHOP = id("virtualNetworks/vnet-shop");
    public static final ResourceId HUB = id("virtualNetworks/vnet-hub");
    public static final ResourceId NODES = ShopEvidence.NODE_SUBNET;
    public static final ResourceId ENDPOINTS = id("virtualNetworks/vnet-hub/subnets/snet-pe");
    public static final ResourceId ENDPOINT = id("privateEndpoints/pe-registry");
    public static final ResourceId ZONE = id("privateDnsZones/privatelink.azurecr.io");
    public static final ResourceId GROUP_OF_NODES = id("networkSecurityGroups/nsg-nodes");
    public static final ResourceId GROUP_OF_ENDPOINTS = id("networkSecurityGroups/nsg-pe");
    /** The security group that AKS manages. */
    public static final ResourceId GROUP_OF_INTERFACES = ResourceId.parse(
            "/subscriptions/8d7c1a52-0c55-4b58-9f0e-6a1d2b3c4e5f/resourceGroups/MC_rg-shop_aks-shop_westeurope"
                    + "/providers/Microsoft.Network/networkSecurityGroups/aks-agentpool-12345678-nsg");

    public static final ResourceId ROUTES = id("routeTables/rt-nodes");
    public static final ResourceId FIREWALL = id("azureFirewalls/afw-hub");
    public static final ResourceId POLICY = id("firewallPolicies/afwp-hub");
    public static final ResourceId RULESET = id("dnsForwardingRulesets/rs-hub");
    public static final ResourceId PUBLIC_ADDRESS = id("publicIPAddresses/egress-1");

    private final ShopEvidence shop;

    public String endpointPolicies = "Disabled";
    public List<String> dnsServers = new ArrayList<>();
    public List<Peering> ofShop = new ArrayList<>(List.of(peering("to-hub", HUB, "Connected")));
    public List<Peering> ofHub = new ArrayList<>(List.of(peering("to-shop", SHOP, "Connected")));
    public List<SecurityRule> nodeRules = new ArrayList<>();
    public List<SecurityRule> endpointRules = new ArrayList<>();
    public List<SecurityRule> interfaceRules = new ArrayList<>();
    public Optional<ResourceId> interfaceGroup = Optional.empty();
    public List<Route> routes = new ArrayList<>();
    public List<VirtualNetworkLink> links = new ArrayList<>(
            List.of(new VirtualNetworkLink("link-shop", SHOP, false), new VirtualNetworkLink("link-hub", HUB, false)));
    public Map<String, List<AddressRange>> records = new HashMap<>(Map.of(
            "contososhop",
            List.of(AddressRange.of("10.0.1.5")),
            "contososhop.westeurope.data",
            List.of(AddressRange.of("10.0.1.4"))));
    /** The number of zones of the same name to which the hub is linked, according to Resource Graph. */
    public int zonesOfHub;
    /** The rules of the ruleset that is linked to the shop's network. An empty list means that there is no ruleset. */
    public List<ForwardingRuleset.DnsForwardingRule> forwardingRules = new ArrayList<>();
    /** True if the firewall's DNS proxy is on. */
    public boolean dnsProxy = true;

    public List<String> proxyServers = new ArrayList<>();
    /** The firewalls by private address, according to Resource Graph. */
    public Map<String, Set<ResourceId>> firewalls = new HashMap<>(Map.of(FIREWALL_ADDRESS, Set.of(FIREWALL)));

    public ResourceRelations neighbors = ResourceRelations.NONE;
    public List<RuleCollection> firewallRules = new ArrayList<>();
    /** Delays the answers to reads of firewall policy rules until it reaches zero. */
    public CountDownLatch rulesAnswered = new CountDownLatch(0);

    public Optional<ResourceId> natGateway = Optional.empty();
    public boolean acceptsLearnedRoutes = true;
    public Set<String> serviceEndpoints = Set.of();
    public Optional<String> regionOfHub = Optional.of("westeurope");
    public Map<ResourceId, List<ConnectedGroup>> connectedGroups = new HashMap<>();
    /** The service endpoint policies of the nodes' subnet, with what each allows. */
    public Map<ResourceId, List<String>> storagePolicies = new LinkedHashMap<>();

    public List<SecurityAdminRule> adminRules = new ArrayList<>();
    /** Subnets of the shop's network that come before the nodes' own. */
    public List<Subnet> firstSubnets = new ArrayList<>();

    public VirtualNetworkTopology map = new VirtualNetworkTopology(
            List.of(
                    new ResourceGraphVirtualNetwork(SHOP, List.of(), List.of(), Set.of(HUB)),
                    new ResourceGraphVirtualNetwork(HUB, List.of(), List.of(), Set.of(SHOP))),
            Set.of(id("virtualNetworks/vnet-hub/subnets/AzureFirewallSubnet")),
            Set.of(ENDPOINTS));

    public Map<ResourceId, AddressRange> publicAddresses =
            new HashMap<>(Map.of(PUBLIC_ADDRESS, AddressRange.of("20.84.11.9")));

    ShopNetwork(ShopEvidence shop) {
        this.shop = shop;
    }

    public static ResourceId id(String text) {
        return ResourceId.parse(GROUP + text);
    }

    /** Gives the registry its private endpoint, whose connection has this status. */
    public void registryIsPrivate(String status) {
        registryHas(new RegistryNetwork(
                PublicAccess.DISABLED,
                false,
                List.of(),
                List.of(new EndpointConnection("pe-registry.1", Optional.of(ENDPOINT), status)),
                List.of(DATA)));
    }

    /** Makes the registry public, for these addresses only. */
    public void registryAllows(String... addresses) {
        registryHas(new RegistryNetwork(PublicAccess.ENABLED, true, List.of(addresses), List.of(), List.of(DATA)));
    }

    public void registryHas(RegistryNetwork network) {
        var it = shop.registry;
        shop.registry = new io.github.pullresponder.registry.Registry(
                it.id(),
                it.loginServer(),
                it.roleAssignmentMode(),
                it.anonymousPullEnabled(),
                it.adminUserEnabled(),
                it.acceptsArmTokens(),
                network,
                it.state());
    }

    /** Sets the last event of the pod to a message with this error. */
    public void failsWith(String symptom) {
        shop.events = List.of(ShopEvidence.failed("Failed to pull image \"" + ShopEvidence.IMAGE
                + "\": failed to pull and unpack image \"" + ShopEvidence.IMAGE + "\": " + symptom));
    }

    public void isForbidden() {
        failsWith("failed to resolve reference \"" + ShopEvidence.IMAGE
                + "\": failed to authorize: failed to fetch oauth"
                + " token: unexpected status from GET request to https://" + LOGIN + "/oauth2/token: 403 Forbidden");
    }

    /** Sets a message without the dialed address, because tests change the result of name resolution. */
    public void timesOut() {
        failsWith("failed to resolve reference \"" + ShopEvidence.IMAGE + "\": failed to do request: Head \"https://"
                + LOGIN
                + "/v2/shop/web/manifests/1.4.2\": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting"
                + " headers)");
    }

    /** Sets a message with the address that the node dialed for the login server. */
    public void timesOutDialing(String address) {
        failsWith("failed to resolve reference \"" + ShopEvidence.IMAGE + "\": failed to do request: Head \"https://"
                + LOGIN + "/v2/shop/web/manifests/1.4.2\": dial tcp " + address + ":443: i/o timeout");
    }

    public void timesOutAt(String dataHost) {
        failsWith("failed to copy: httpReadSeeker: failed open: failed to do request: Get \"https://" + dataHost
                + "/x\": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting"
                + " headers)");
    }

    public void isNotResolved() {
        failsWith("failed to resolve reference \"" + ShopEvidence.IMAGE + "\": failed to do request: Head \"https://"
                + LOGIN + "/v2/shop/web/manifests/1.4.2\": dial tcp: lookup " + LOGIN
                + ": no such host");
    }

    public static Peering peering(String name, ResourceId remote, String state) {
        return new Peering(name, remote, state, true, true, false, false, List.of());
    }

    public static SecurityRule rule(String name, int priority, boolean allows, String destination) {
        return new SecurityRule(
                name,
                priority,
                false,
                allows,
                "Tcp",
                List.of("*"),
                List.of("*"),
                List.of(destination),
                List.of("443"),
                false);
    }

    public static Route toFirewall(String prefix) {
        return new Route("to-firewall", prefix, NextHopType.VIRTUAL_APPLIANCE, Optional.of(FIREWALL_ADDRESS));
    }

    public static Route drop(String prefix) {
        return new Route("drop", prefix, NextHopType.NONE, Optional.empty());
    }

    public static RuleCollection collection(boolean allows, FirewallRule... rules) {
        return new RuleCollection("rules", 100, allows, List.of(rules));
    }

    @Override
    public VirtualNetwork network(ResourceId id) {
        return shop.answer("network " + id.name(), () -> {
            if (id.equals(SHOP)) {
                return new VirtualNetwork(
                        SHOP,
                        List.of(AddressRange.of("10.1.0.0/16")),
                        dnsServers,
                        subnetsOfShop(),
                        ofShop,
                        Optional.of("westeurope"));
            }
            if (id.equals(HUB)) {
                return new VirtualNetwork(
                        HUB,
                        List.of(AddressRange.of("10.0.0.0/16")),
                        List.of(),
                        List.of(
                                new Subnet(
                                        ENDPOINTS,
                                        List.of(AddressRange.of("10.0.1.0/24")),
                                        Optional.of(GROUP_OF_ENDPOINTS),
                                        Optional.empty(),
                                        Optional.empty(),
                                        endpointPolicies),
                                new Subnet(
                                        id("virtualNetworks/vnet-hub/subnets/AzureFirewallSubnet"),
                                        List.of(AddressRange.of("10.0.0.0/26")),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        "Disabled")),
                        ofHub,
                        regionOfHub);
            }
            throw EvidenceUnavailableException.because(UnavailabilityReason.NOT_FOUND, "virtual network " + id.name());
        });
    }

    private List<Subnet> subnetsOfShop() {
        var subnets = new ArrayList<>(firstSubnets);
        subnets.add(new Subnet(
                NODES,
                List.of(AddressRange.of("10.1.0.0/22")),
                Optional.of(GROUP_OF_NODES),
                Optional.of(ROUTES),
                natGateway,
                serviceEndpoints,
                List.copyOf(storagePolicies.keySet()),
                "Disabled"));
        return subnets;
    }

    @Override
    public List<VirtualNetwork> networksIn(ResourceId resourceGroup) {
        return shop.answer("networksIn", () -> List.of(network(SHOP)));
    }

    @Override
    public List<ConnectedGroup> connectedGroups(ResourceId network) {
        return shop.answer("connectedGroups " + network.name(), () -> connectedGroups.getOrDefault(network, List.of()));
    }

    @Override
    public NetworkInterface networkInterface(ResourceId id) {
        return shop.answer("interface", () -> new NetworkInterface(NODES, interfaceGroup));
    }

    @Override
    public SecurityGroup securityGroup(ResourceId id) {
        return shop.answer("securityGroup " + id.name(), () -> new SecurityGroup(id, rulesOfGroup(id)));
    }

    private List<SecurityRule> rulesOfGroup(ResourceId id) {
        if (id.equals(GROUP_OF_NODES)) {
            return nodeRules;
        }
        return id.equals(GROUP_OF_ENDPOINTS) ? endpointRules : interfaceRules;
    }

    @Override
    public RouteTable routeTable(ResourceId id) {
        return shop.answer("routeTable", () -> new RouteTable(id, routes, acceptsLearnedRoutes));
    }

    @Override
    public PrivateEndpoint privateEndpoint(ResourceId id) {
        return shop.answer(
                "privateEndpoint",
                () -> new PrivateEndpoint(
                        id,
                        ENDPOINTS,
                        Map.of(
                                LOGIN,
                                List.of(AddressRange.of("10.0.1.5")),
                                DATA,
                                List.of(AddressRange.of("10.0.1.4")))));
    }

    @Override
    public VirtualNetworkTopology networkMap() {
        return shop.answer("networkMap", () -> map);
    }

    @Override
    public Set<ResourceId> subnetsOf(ResourceId id) {
        return shop.answer("subnetsOf", () -> {
            if (id.equals(GROUP_OF_ENDPOINTS)) {
                return Set.of(ENDPOINTS);
            }
            return id.equals(GROUP_OF_NODES) || id.equals(ROUTES) ? Set.of(NODES) : Set.of();
        });
    }

    @Override
    public NetworkResourceIndex index(String domain, String registryName) {
        return shop.answer(
                "index", () -> new NetworkResourceIndex(firewalls, zones(), rulesets(), Map.of(), neighbors));
    }

    private Map<ResourceId, Set<ResourceId>> zones() {
        var zones = new HashMap<>(Map.of(ZONE, Set.of(SHOP)));
        for (var i = 0; i < zonesOfHub; i++) {
            zones.put(ResourceId.parse(ZONE.toString().replace("rg-network", "rg-" + i)), Set.of(HUB));
        }
        return zones;
    }

    private Map<ResourceId, String> rulesets() {
        return forwardingRules.isEmpty() ? Map.of() : Map.of(RULESET, "westeurope");
    }

    @Override
    public List<ResourceId> networksOfRuleset(ResourceId ruleset) {
        return shop.answer("links of ruleset", () -> List.of(SHOP));
    }

    @Override
    public List<ForwardingRuleset.DnsForwardingRule> rulesOfRuleset(ResourceId ruleset) {
        return shop.answer("rules of ruleset", () -> List.copyOf(forwardingRules));
    }

    @Override
    public AzureManagedDnsServer.InboundEndpoint inboundEndpoint(ResourceId id) {
        return shop.answer("inboundEndpoint", () -> new AzureManagedDnsServer.InboundEndpoint(id, Optional.of(HUB)));
    }

    @Override
    public FirewallDnsProxy dnsProxy(ResourceId firewall) {
        return shop.answer("dnsProxy", () -> new FirewallDnsProxy(firewall, Optional.of(HUB), dnsProxy, proxyServers));
    }

    @Override
    public List<VirtualNetworkLink> linksOf(ResourceId zone) {
        return shop.answer("links", () -> List.copyOf(links));
    }

    @Override
    public Optional<List<AddressRange>> record(ResourceId zone, String name) {
        return shop.answer("record " + name, () -> Optional.ofNullable(records.get(name)));
    }

    @Override
    public boolean isAlias(ResourceId zone, String name) {
        return shop.answer("alias " + name, () -> false);
    }

    @Override
    public Firewall firewall(ResourceId id) {
        return shop.answer(
                "firewall",
                () -> new Firewall(
                        id,
                        Optional.of(id("virtualNetworks/vnet-hub/subnets/AzureFirewallSubnet")),
                        List.of(FIREWALL_ADDRESS),
                        List.of(PUBLIC_ADDRESS),
                        List.of(),
                        Optional.of(POLICY),
                        new FirewallRules(List.of(), Map.of())));
    }

    @Override
    public Optional<ResourceId> parentOf(ResourceId policy) {
        return shop.answer("parent", Optional::empty);
    }

    @Override
    public List<RuleCollectionGroup> rulesOf(ResourceId policy) {
        awaitRules();
        return shop.answer(
                "rules",
                () -> List.of(new RuleCollectionGroup(POLICY, "group", 200, List.copyOf(firewallRules), Set.of())));
    }

    private void awaitRules() {
        try {
            rulesAnswered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public IpGroup ipGroup(ResourceId id) {
        return shop.answer("ipGroup", () -> new IpGroup(id, List.of("10.0.1.0/24")));
    }

    @Override
    public ServiceEndpointPolicy serviceEndpointPolicy(ResourceId id) {
        return shop.answer(
                "serviceEndpointPolicy",
                () -> new ServiceEndpointPolicy(id, Objects.requireNonNull(storagePolicies.get(id))));
    }

    @Override
    public SecurityAdminRules adminRulesOf(ResourceId network) {
        return shop.answer("adminRules", () -> new SecurityAdminRules(adminRules));
    }

    @Override
    public List<ResourceId> addressesOfGateway(ResourceId natGateway) {
        return shop.answer("natGateway", () -> List.of(PUBLIC_ADDRESS));
    }

    @Override
    public Map<ResourceId, AddressRange> publicAddressesInGroupOf(ResourceId id) {
        return shop.answer("publicAddresses", () -> Map.copyOf(publicAddresses));
    }
}
