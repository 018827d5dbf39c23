package io.github.pullresponder;

import static io.github.pullresponder.AzureEvidenceSourcesTest.sources;
import static io.github.pullresponder.AzureEvidenceSourcesTest.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.Networks;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.AzureManagedDnsServer;
import io.github.pullresponder.network.AzureManagedDnsServer.FirewallDnsProxy;
import io.github.pullresponder.network.ConnectedGroup;
import io.github.pullresponder.network.FirewallRule;
import io.github.pullresponder.network.FirewallRule.ApplicationRule;
import io.github.pullresponder.network.FirewallRule.NetworkRule;
import io.github.pullresponder.network.FirewallRule.RuleAddresses;
import io.github.pullresponder.network.FirewallRules;
import io.github.pullresponder.network.ForwardingRuleset;
import io.github.pullresponder.network.IpGroup;
import io.github.pullresponder.network.Peering;
import io.github.pullresponder.network.PrivateDnsZone.VirtualNetworkLink;
import io.github.pullresponder.network.Route;
import io.github.pullresponder.network.Route.NextHopType;
import io.github.pullresponder.network.RouteTable;
import io.github.pullresponder.network.RuleCollection;
import io.github.pullresponder.network.RuleCollectionGroup;
import io.github.pullresponder.network.SecurityRule;
import io.github.pullresponder.network.Subnet;
import io.github.pullresponder.network.VirtualNetwork;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.registry.KeyVault;
import io.github.pullresponder.registry.VaultKey;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.estate.Estate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads networks and key vaults with the real SDK: the results of reads and of their failures. */
@Tag("scenario")
class NetworkEvidenceTest {
    private static final String NODES = "/subscriptions/3b368987-6d97-5dc0-96d9-52bbf2100085/resourceGroups/";
    private static final String CENTRAL = "/subscriptions/826cc495-9b52-5814-8889-435e4e7aa4e2/resourceGroups/";
    private static final String NETWORK = "/providers/Microsoft.Network/";

    private static final ResourceId HARBOR = harbor("virtualNetworks/vnet-harbor");
    private static final ResourceId NODE_GROUP = harbor("networkSecurityGroups/nsg-harbor-nodes");
    private static final ResourceId ROUTES = harbor("routeTables/rt-harbor-nodes");
    private static final ResourceId HUB = hub("virtualNetworks/vnet-hub");
    private static final ResourceId FIREWALL = hub("azureFirewalls/afw-hub");
    private static final ResourceId RULESET = hub("dnsForwardingRulesets/rs-hub");
    private static final ResourceId INBOUND = hub("dnsResolvers/dnspr-hub/inboundEndpoints/in");
    private static final ResourceId POLICY = hub("firewallPolicies/afwp-hub");
    private static final ResourceId ENDPOINT = hub("privateEndpoints/pe-tailspin");
    private static final ResourceId IP_GROUP = hub("ipGroups/ipg-registry-endpoints");
    private static final ResourceId ZONE =
            ResourceId.parse(CENTRAL + "rg-private-dns" + NETWORK + "privateDnsZones/privatelink.azurecr.io");
    private static final ResourceId VAULT =
            ResourceId.parse(NODES + "rg-tailspin/providers/Microsoft.KeyVault/vaults/kv-tailspin");
    private static final ResourceId KEY = ResourceId.parse(VAULT + "/keys/registry-key");
    private static final ResourceId FIRST_ADDRESS = market("publicIPAddresses/pip-market-1");
    private static final ResourceId SECOND_ADDRESS = market("publicIPAddresses/pip-market-2");
    private static final ResourceId PREFIX = market("publicIPPrefixes/ippre-market");
    private static final ResourceId NAT_GATEWAY = market("natGateways/ng-market");
    private static final String REGISTRY_IDENTITY = "4c434402-7398-587d-8ec6-a30d01aeb4e8";

    @TempDir
    Path folder;

    @Test
    void aNetworkIsReadWithItsSubnetsAndPeerings() {
        ask(
                "harbor",
                networks -> assertThat(networks.network(HARBOR))
                        .isEqualTo(new VirtualNetwork(
                                HARBOR,
                                ranges("10.40.0.0/16"),
                                List.of(),
                                List.of(new Subnet(
                                        ResourceId.parse(HARBOR + "/subnets/snet-nodes"),
                                        ranges("10.40.0.0/22"),
                                        Optional.of(NODE_GROUP),
                                        Optional.of(ROUTES),
                                        Optional.empty(),
                                        "Disabled")),
                                List.of(new Peering(
                                        "to-hub", HUB, "Connected", true, true, false, false, ranges("10.30.0.0/16"))),
                                Optional.of("westeurope"))));
    }

    @Test
    void theGroupsOfANetworkManagerAreRead() {
        var configuration = "/subscriptions/826cc495-9b52-5814-8889-435e4e7aa4e2/resourcegroups/rg-hub/providers/"
                + "microsoft.network/networkmanagers/nm-central/connectivityconfigurations/connect-clusters";
        ask(
                "vnet-connected-by-network-manager",
                networks -> assertThat(networks.connectedGroups(HARBOR))
                        .containsExactly(new ConnectedGroup(configuration, "connect-clusters", false, Set.of())));
        ask(
                "vnet-connected-by-network-manager-as-spokes",
                networks -> assertThat(networks.connectedGroups(HARBOR))
                        .containsExactly(new ConnectedGroup(
                                configuration
                                        + " /subscriptions/826cc495-9b52-5814-8889-435e4e7aa4e2/resourcegroups/rg-hub/providers"
                                        + "/microsoft.network/networkmanagers/nm-central/networkgroups/clusters",
                                "connect-clusters",
                                false,
                                Set.of(HUB))));
        ask(
                "vnet-not-connected-by-network-manager",
                networks -> assertThat(networks.connectedGroups(HARBOR)).isEmpty());
        ask("harbor", networks -> assertThat(networks.connectedGroups(HARBOR)).isEmpty());
    }

    @Test
    void theNetworkThatAksMadeIsFoundInTheNodeResourceGroup() {
        var group = ResourceId.parse(NODES + "MC_rg-market_aks-market_swedencentral");
        ask(
                "market",
                networks -> assertThat(networks.networksIn(group))
                        .singleElement()
                        .satisfies(network -> {
                            assertThat(network.name()).isEqualTo("aks-vnet-12345678");
                            assertThat(network.subnets())
                                    .singleElement()
                                    .satisfies(subnet ->
                                            assertThat(subnet.addresses()).isEqualTo(ranges("10.224.0.0/16")));
                        }));
    }

    @Test
    void theMapOfNetworksShowsPeeringsFirewallsAndEndpoints() {
        ask("harbor", networks -> {
            var map = networks.networkMap();
            assertThat(map.lists(HARBOR) && map.lists(HUB)).isTrue();
            assertThat(map.peersOf(HARBOR)).containsExactly(HUB);
            assertThat(map.peersOf(HUB)).containsExactly(HARBOR);
            assertThat(map.holdsFirewall(HUB)).isTrue();
            assertThat(map.holdsFirewall(HARBOR)).isFalse();
            assertThat(map.holdsEndpoint(ResourceId.parse(HUB + "/subnets/snet-endpoints")))
                    .isTrue();
            assertThat(map.holdsEndpoint(ResourceId.parse(HUB + "/subnets/AzureFirewallSubnet")))
                    .isFalse();
        });
        ask(
                "vnet-peering-deleted-on-the-hub-side",
                networks -> assertThat(networks.networkMap().peersOf(HUB)).containsExactly(HARBOR));
        ask(
                "custom-dns-bypasses-zone",
                networks -> assertThat(networks.networkMap()
                                .holdsDnsServerOf(
                                        Set.of(HARBOR),
                                        ResourceId.parse(CENTRAL + "rg-dns" + NETWORK + "virtualNetworks/vnet-dns")))
                        .isTrue());
    }

    @Test
    void theMapOfHundredsOfNetworksNeedsTwoRequests() throws IOException {
        var json = new ObjectMapper();
        var spokes = IntStream.range(0, 300)
                .mapToObj(number -> harbor("virtualNetworks/vnet-spoke-" + number))
                .map(id -> Map.of("id", id.toString(), "type", id.type(), "name", id.name(), "properties", Map.of()))
                .toList();
        json.writeValue(
                folder.resolve("base.json").toFile(),
                Map.of(
                        "base",
                        Path.of("target", "test-classes", "estates", "harbor")
                                .toAbsolutePath()
                                .toString()));
        json.writeValue(folder.resolve("arm.json").toFile(), spokes);
        var requests = new RequestCounter();
        try (var azure = SimulatedAzure.serve(BundledEstates.load(folder))) {
            var map = sources(azure, requests).networks().networkMap();
            assertThat(map.lists(harbor("virtualNetworks/vnet-spoke-299"))).isTrue();
        }
        assertThat(requests.calls()).containsEntry(RemoteSystem.ARM, 2L);
    }

    @Test
    void subnetResourcesNameTheirSubnets() {
        ask("harbor", networks -> {
            var nodes = ResourceId.parse(HARBOR + "/subnets/snet-nodes");
            assertThat(networks.subnetsOf(NODE_GROUP)).containsExactly(nodes);
            assertThat(networks.subnetsOf(ROUTES)).containsExactly(nodes);
        });
        ask(
                "egress-through-nat-gateway-allowed",
                networks -> assertThat(networks.subnetsOf(NAT_GATEWAY))
                        .containsExactly(
                                ResourceId.parse(market("virtualNetworks/vnet-market") + "/subnets/snet-nodes")));
        ask(
                "nsg-on-endpoint-subnet-denies",
                networks -> assertThat(networks.subnetsOf(hub("networkSecurityGroups/nsg-endpoints")))
                        .containsExactly(ResourceId.parse(HUB + "/subnets/snet-endpoints")));
    }

    @Test
    void dnsServersOfANetworkAreRead() {
        ask(
                "custom-dns-out-of-sight",
                networks -> assertThat(networks.network(HARBOR).dnsServers()).isNotEmpty());
    }

    @Test
    void aGroupIsReadWithItsOwnRules() {
        ask("harbor", networks -> {
            var group = networks.securityGroup(NODE_GROUP);
            assertThat(group.rules())
                    .extracting(SecurityRule::name)
                    .containsExactly("allow-registry", "allow-https", "allow-load-balancer-probes");
            assertThat(group.rules().get(0))
                    .isEqualTo(new SecurityRule(
                            "allow-registry",
                            300,
                            false,
                            true,
                            "Tcp",
                            List.of("10.40.0.0/22"),
                            List.of("*"),
                            List.of("10.30.4.0/24"),
                            List.of("443"),
                            false));
            assertThat(group.rules().get(2).inbound()).isTrue();
        });
    }

    @Test
    void aTableIsReadWithItsRoutes() {
        ask(
                "harbor",
                networks -> assertThat(networks.routeTable(ROUTES))
                        .isEqualTo(new RouteTable(
                                ROUTES,
                                List.of(new Route(
                                        "default",
                                        "0.0.0.0/0",
                                        NextHopType.VIRTUAL_APPLIANCE,
                                        Optional.of("10.30.0.4"))),
                                false)));
    }

    /** With a zone group, the addresses are listed by the endpoint's network interface, not by the endpoint. */
    @ParameterizedTest
    @ValueSource(strings = {"harbor", "private-endpoint-with-zone-group"})
    void anEndpointIsReadWithItsAddressesByHost(String estate) {
        ask(estate, networks -> {
            var endpoint = networks.privateEndpoint(ENDPOINT);
            assertThat(endpoint.network()).isEqualTo(HUB);
            assertThat(endpoint.addresses())
                    .isEqualTo(Map.of(
                            "tailspin.azurecr.io",
                            ranges("10.30.4.5"),
                            "tailspin.westeurope.data.azurecr.io",
                            ranges("10.30.4.4")));
        });
    }

    @Test
    void firewallsAndZonesAreFoundWithTheirAddressesAndLinks() {
        ask("harbor", networks -> {
            var index = networks.index("azurecr.io", "tailspin");
            assertThat(index.firewalls()).isEqualTo(Map.of("10.30.0.4", Set.of(FIREWALL)));
            assertThat(index.zones()).isEqualTo(Map.of(ZONE, Set.of(HARBOR, HUB)));
        });
    }

    @Test
    void policiesAndSubnetsAreFoundBeforeTheyAreRead() {
        ask("harbor", networks -> {
            var neighbors = networks.index("azurecr.io", "tailspin").neighbors();
            assertThat(neighbors.policiesOf(FIREWALL))
                    .containsExactly(POLICY, hub("firewallPolicies/afwp-organization"));
            assertThat(neighbors.subnets())
                    .containsEntry(FIREWALL, hub("virtualNetworks/vnet-hub/subnets/AzureFirewallSubnet"))
                    .containsEntry(
                            hub("privateEndpoints/pe-tailspin"),
                            hub("virtualNetworks/vnet-hub/subnets/snet-endpoints"));
        });
    }

    @Test
    void endpointsOfOtherRegistriesAreNotListed() {
        ask(
                "harbor",
                networks -> assertThat(
                                networks.index("azurecr.io", "tail").neighbors().subnets())
                        .doesNotContainKey(hub("privateEndpoints/pe-tailspin")));
    }

    @Test
    void rulesetsAndInboundEndpointsAreFoundAndRead() {
        ask("dns-ruleset-leads-to-linked-hub", networks -> {
            var index = networks.index("azurecr.io", "tailspin");
            assertThat(index.rulesets()).isEqualTo(Map.of(RULESET, "westeurope"));
            assertThat(index.inboundEndpoints()).isEqualTo(Map.of("10.30.5.4", Set.of(INBOUND)));
            assertThat(networks.networksOfRuleset(RULESET)).containsExactly(HARBOR);
            assertThat(networks.rulesOfRuleset(RULESET))
                    .containsExactlyInAnyOrder(
                            new ForwardingRuleset.DnsForwardingRule(
                                    "registries", "azurecr.io.", true, List.of("10.30.5.4")),
                            new ForwardingRuleset.DnsForwardingRule(
                                    "corp", "corp.tailspintoys.com.", true, List.of("192.168.7.10")));
            assertThat(networks.inboundEndpoint(INBOUND))
                    .isEqualTo(new AzureManagedDnsServer.InboundEndpoint(INBOUND, Optional.of(HUB)));
        });
        ask(
                "dns-ruleset-rule-disabled",
                networks -> assertThat(networks.rulesOfRuleset(RULESET))
                        .filteredOn(rule -> !rule.enabled())
                        .extracting(ForwardingRuleset.DnsForwardingRule::name)
                        .containsExactly("registries"));
    }

    @Test
    void aFirewallIsReadAsDnsServer() {
        ask(
                "harbor",
                networks -> assertThatThrownBy(() -> networks.dnsProxy(FIREWALL))
                        .as("its policy has a parent, and no DNS settings")
                        .hasMessage("policy afwp-hub of firewall afw-hub has no DNS settings, and a parent"));
        ask(
                "custom-dns-is-the-firewall",
                networks -> assertThat(networks.dnsProxy(FIREWALL))
                        .isEqualTo(new FirewallDnsProxy(FIREWALL, Optional.of(HUB), true, List.of())));
        ask(
                "firewall-classic-rules-allow",
                networks -> assertThat(networks.dnsProxy(FIREWALL))
                        .isEqualTo(new FirewallDnsProxy(FIREWALL, Optional.of(HUB), false, List.of())));
        ask(
                "custom-dns-is-the-classic-firewall",
                networks -> assertThat(networks.dnsProxy(FIREWALL))
                        .isEqualTo(new FirewallDnsProxy(FIREWALL, Optional.of(HUB), true, List.of("168.63.129.16"))));
    }

    @Test
    void aZoneIsReadWithItsLinksAndRecords() {
        ask("harbor", networks -> {
            assertThat(networks.linksOf(ZONE))
                    .containsExactlyInAnyOrder(
                            new VirtualNetworkLink("link-harbor", HARBOR, false),
                            new VirtualNetworkLink("link-hub", HUB, false));
            assertThat(networks.record(ZONE, "tailspin")).contains(ranges("10.30.4.5"));
            assertThat(networks.record(ZONE, "tailspin.westeurope.data")).contains(ranges("10.30.4.4"));
        });
    }

    @Test
    void aFirewallIsReadWithItsSubnetAndItsPolicy() {
        ask("harbor", networks -> {
            var firewall = networks.firewall(FIREWALL);
            assertThat(firewall.network()).contains(HUB);
            assertThat(firewall.privateAddress()).containsExactly("10.30.0.4");
            assertThat(firewall.publicAddresses()).containsExactly(hub("publicIPAddresses/pip-afw-hub"));
            assertThat(firewall.policy()).contains(POLICY);
            assertThat(firewall.rules().groups()).isEmpty();
        });
    }

    @Test
    void aFirewallWithoutAPolicyHasRulesOfItsOwn() {
        var nodes = places("10.40.0.0/22");
        ask(
                "firewall-classic-rules-allow",
                networks -> assertThat(networks.firewall(FIREWALL))
                        .satisfies(firewall -> assertThat(firewall.policy()).isEmpty())
                        .satisfies(firewall -> assertThat(firewall.rules())
                                .isEqualTo(new FirewallRules(
                                        List.of(new RuleCollectionGroup(
                                                FIREWALL,
                                                "",
                                                0,
                                                List.of(
                                                        new RuleCollection(
                                                                "registry",
                                                                300,
                                                                true,
                                                                List.of(network("registry-endpoint", nodes))),
                                                        new RuleCollection(
                                                                "aks", 400, true, List.of(ofAks("aks", nodes)))),
                                                Set.of())),
                                        Map.of()))));
    }

    @Test
    void aPolicyIsReadWithItsParentAndItsRulesInTheirOrder() {
        var nodes = places("10.40.0.0/22");
        ask("harbor", networks -> {
            assertThat(networks.parentOf(POLICY)).contains(hub("firewallPolicies/afwp-organization"));
            assertThat(networks.parentOf(hub("firewallPolicies/afwp-organization")))
                    .isEmpty();
            var groups = networks.rulesOf(POLICY);
            assertThat(groups).extracting(RuleCollectionGroup::owner).containsOnly(POLICY);
            assertThat(groups.get(0).name()).isEqualTo("rcg-registry");
            var rules = groups.stream()
                    .flatMap(group -> group.collections().stream())
                    .toList();
            assertThat(rules)
                    .extracting(RuleCollection::name)
                    .containsExactly("allow-registry", "allow-registry-names", "aks-network", "aks-fqdns");
            assertThat(rules.get(0))
                    .isEqualTo(new RuleCollection(
                            "allow-registry", 300, true, List.of(network("registry-endpoint", nodes))));
            assertThat(rules.get(1).rules()).containsExactly(application("registries", nodes, "*.azurecr.io"));
        });
    }

    @Test
    void anIpGroupIsReadWithItsAddresses() {
        ask(
                "firewall-allows-by-ip-group",
                networks -> assertThat(networks.ipGroup(IP_GROUP))
                        .isEqualTo(new IpGroup(IP_GROUP, List.of("10.30.4.4", "10.30.4.5"))));
    }

    @Test
    void aNatGatewayIsReadWithItsAddressesAndPrefixes() {
        ask(
                "egress-through-nat-gateway-not-allowed",
                networks -> assertThat(networks.addressesOfGateway(NAT_GATEWAY))
                        .containsExactly(
                                market("publicIPAddresses/pip-ng-market"), market("publicIPPrefixes/ippre-ng-market")));
    }

    @Test
    void publicAddressesAndPrefixesAreReadAndThoseThatAreGoneAreMissing() {
        ask("market", networks -> {
            assertThat(networks.publicAddressesInGroupOf(FIRST_ADDRESS))
                    .containsEntry(FIRST_ADDRESS, AddressRange.of("198.51.100.17"))
                    .containsEntry(SECOND_ADDRESS, AddressRange.of("198.51.100.18"))
                    .doesNotContainKey(market("publicIPAddresses/gone"));
            assertThat(networks.publicAddressesInGroupOf(PREFIX))
                    .containsEntry(PREFIX, AddressRange.of("203.0.113.8/30"));
        });
    }

    @Test
    void aVaultAndAKeyAreReadWithTheirRestrictions() {
        with(BundledEstates.named("customer-key-reachable"), sources -> {
            assertThat(sources.keyVaults().vault("kv-tailspin"))
                    .contains(new KeyVault(VAULT, false, true, Optional.of(Set.of())));
            assertThat(sources.keyVaults().key(VAULT, "registry-key"))
                    .contains(new VaultKey(KEY, true, Optional.empty(), Optional.empty()));
        });
        with(
                BundledEstates.named("customer-key-vault-denies"),
                sources -> assertThat(sources.keyVaults().vault("KV-Tailspin"))
                        .hasValueSatisfying(
                                vault -> assertThat(vault.deniesServices()).isTrue()));
        with(
                BundledEstates.named("customer-key-access-policy"),
                sources -> assertThat(sources.keyVaults().vault("kv-tailspin"))
                        .contains(new KeyVault(VAULT, false, false, Optional.of(Set.of(REGISTRY_IDENTITY)))));
        with(
                BundledEstates.named("customer-key-expired"),
                sources -> assertThat(sources.keyVaults().key(VAULT, "registry-key"))
                        .hasValueSatisfying(
                                key -> assertThat(key.expires()).contains(Instant.ofEpochSecond(1_795_219_200))));
    }

    @Test
    void missingResourcesAreAbsentOrFail() {
        with(BundledEstates.named("harbor"), sources -> {
            assertThat(sources.networks().record(ZONE, "fabrikam")).isEmpty();
            assertThat(sources.networks().networksIn(ResourceId.parse(NODES + "rg-harbor")))
                    .isEmpty();
            assertThat(sources.networks().index("azurecr.cn", "tailspin").zones())
                    .isEmpty();
            assertThat(sources.keyVaults().vault("kv-none")).isEmpty();
            assertThat(sources.keyVaults().key(VAULT, "none")).isEmpty();
        });
        ask(
                "harbor",
                networks -> Stream.<Consumer<Networks>>of(
                                subnet -> subnet.network(ResourceId.parse(HARBOR + "-2")),
                                item -> item.securityGroup(ResourceId.parse(NODE_GROUP + "-2")),
                                item -> item.routeTable(ResourceId.parse(ROUTES + "-2")),
                                item -> item.privateEndpoint(ResourceId.parse(ENDPOINT + "-2")),
                                item -> item.firewall(ResourceId.parse(FIREWALL + "-2")),
                                item -> item.ipGroup(IP_GROUP),
                                item -> item.addressesOfGateway(NAT_GATEWAY),
                                item -> item.subnetsOf(NAT_GATEWAY))
                        .forEach(read -> assertThatThrownBy(() -> read.accept(networks))
                                .isInstanceOfSatisfying(
                                        EvidenceUnavailableException.class,
                                        e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.NOT_FOUND))));
    }

    @Test
    void listsAreReadToTheirLastPage() {
        askPaged("harbor", networks -> {
            assertThat(networks.linksOf(ZONE)).hasSize(2);
            assertThat(networks.rulesOf(POLICY))
                    .flatExtracting(RuleCollectionGroup::collections)
                    .hasSize(4);
            assertThat(networks.index("azurecr.io", "tailspin").zones()).isEqualTo(Map.of(ZONE, Set.of(HARBOR, HUB)));
        });
        askPaged(
                "market",
                networks -> assertThat(networks.publicAddressesInGroupOf(FIRST_ADDRESS))
                        .containsKeys(FIRST_ADDRESS, SECOND_ADDRESS));
    }

    /** The request of a read, and the permission that the read names if the request is forbidden. */
    static Stream<Arguments> reads() {
        return Stream.of(
                read("virtualNetworks/vnet-harbor\\?", networks -> networks.network(HARBOR)),
                read(
                        "rg-harbor-network/providers/Microsoft.Network/virtualNetworks\\?",
                        networks -> networks.networksIn(ResourceId.parse(NODES + "rg-harbor-network"))),
                arguments(
                        "listNetworkManagerEffectiveConnectivityConfigurations",
                        Permission.READ_CONNECTIVITY,
                        sourcesRead(evidence -> evidence.networks().connectedGroups(HARBOR))),
                read("networkSecurityGroups/", networks -> networks.securityGroup(NODE_GROUP)),
                read("routeTables/", networks -> networks.routeTable(ROUTES)),
                read("privateEndpoints/", networks -> networks.privateEndpoint(ENDPOINT)),
                read("ResourceGraph", networks -> networks.index("azurecr.io", "tailspin")),
                read("ResourceGraph", Networks::networkMap),
                read("routeTables/", networks -> networks.subnetsOf(ROUTES)),
                read("virtualNetworkLinks", networks -> networks.linksOf(ZONE)),
                read(
                        "dnsForwardingRulesets/rs-hub/virtualNetworkLinks",
                        networks -> networks.networksOfRuleset(RULESET)),
                read("dnsForwardingRulesets/rs-hub/forwardingRules", networks -> networks.rulesOfRuleset(RULESET)),
                read("inboundEndpoints/in", networks -> networks.inboundEndpoint(INBOUND)),
                read("azureFirewalls/", networks -> networks.dnsProxy(FIREWALL)),
                read("/A/tailspin", networks -> networks.record(ZONE, "tailspin")),
                read("azureFirewalls/", networks -> networks.firewall(FIREWALL)),
                read("firewallPolicies/afwp-hub\\?", networks -> networks.parentOf(POLICY)),
                read("ruleCollectionGroups", networks -> networks.rulesOf(POLICY)),
                read("ipGroups/", networks -> networks.ipGroup(IP_GROUP)),
                read("natGateways/", networks -> networks.addressesOfGateway(NAT_GATEWAY)),
                read("publicIPAddresses", networks -> networks.publicAddressesInGroupOf(FIRST_ADDRESS)),
                read("publicIPPrefixes", networks -> networks.publicAddressesInGroupOf(PREFIX)),
                arguments(
                        "ResourceGraph",
                        Permission.READ_KEY_VAULT,
                        sourcesRead(evidence -> evidence.keyVaults().vault("kv-tailspin"))),
                arguments(
                        "vaults/kv-tailspin\\?",
                        Permission.READ_KEY_VAULT,
                        sourcesRead(evidence -> evidence.keyVaults().vault("kv-tailspin"))),
                arguments(
                        "vaults/kv-tailspin/keys/",
                        Permission.READ_KEY_VAULT,
                        sourcesRead(evidence -> evidence.keyVaults().key(VAULT, "registry-key"))));
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("reads")
    void aRefusalNamesThePermission(String request, Permission needs, Consumer<EvidenceSources> read) {
        with(
                failing(Map.of("match", request, "status", 403)),
                sources -> assertThatThrownBy(() -> read.accept(sources))
                        .isInstanceOfSatisfying(EvidenceUnavailableException.class, e -> {
                            assertThat(e.reason()).isEqualTo(UnavailabilityReason.FORBIDDEN);
                            assertThat(e.needs()).contains(needs);
                        }));
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("reads")
    void anAnswerThatIsNoAnswerIsMalformed(String request, Permission needs, Consumer<EvidenceSources> read) {
        with(
                failing(Map.of("match", request, "status", 200, "body", "<html>s3cret-gateway</html>")),
                sources -> assertThatThrownBy(() -> read.accept(sources))
                        .isInstanceOfSatisfying(
                                EvidenceUnavailableException.class,
                                e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.MALFORMED))
                        .hasMessageNotContaining("s3cret")
                        .hasNoCause());
    }

    private static Arguments read(String request, Consumer<Networks> read) {
        return arguments(request, Permission.READ_NETWORKS, sourcesRead(sources -> read.accept(sources.networks())));
    }

    private static Consumer<EvidenceSources> sourcesRead(Consumer<EvidenceSources> read) {
        return read;
    }

    private static void ask(String estate, Consumer<Networks> test) {
        with(BundledEstates.named(estate), sources -> test.accept(sources.networks()));
    }

    private static void askPaged(String estate, Consumer<Networks> test) {
        try (var azure = SimulatedAzure.serve(BundledEstates.named(estate))) {
            azure.armPageSize(1);
            test.accept(sources(azure, new RequestCounter()).networks());
        }
    }

    /** An estate with a key vault and one fault in Azure. */
    private Estate failing(Map<String, ?> fault) {
        var json = new ObjectMapper();
        var base = Path.of("target", "test-classes", "estates", "customer-key-reachable");
        try {
            json.writeValue(
                    folder.resolve("base.json").toFile(),
                    Map.of("base", base.toAbsolutePath().toString()));
            json.writeValue(folder.resolve("faults.json").toFile(), List.of(fault));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return BundledEstates.load(folder);
    }

    private static NetworkRule network(String name, RuleAddresses nodes) {
        return new NetworkRule(name, List.of("TCP"), nodes, places("10.30.4.0/24"), List.of(), List.of("443"));
    }

    private static FirewallRule application(String name, RuleAddresses nodes, String... hosts) {
        return new ApplicationRule(name, List.of("Https:443"), nodes, List.of(hosts), false, false);
    }

    private static FirewallRule ofAks(String name, RuleAddresses nodes) {
        var tags = List.of("AzureKubernetesService");
        return new ApplicationRule(name, List.of("Https:443"), nodes, List.of(), tags, false, false);
    }

    private static RuleAddresses places(String... addresses) {
        return new RuleAddresses(List.of(addresses), List.of());
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::of).toList();
    }

    private static ResourceId harbor(String text) {
        return ResourceId.parse(NODES + "rg-harbor-network" + NETWORK + text);
    }

    private static ResourceId market(String text) {
        return ResourceId.parse(NODES + "rg-market" + NETWORK + text);
    }

    private static ResourceId hub(String text) {
        return ResourceId.parse(CENTRAL + "rg-hub" + NETWORK + text);
    }
}
