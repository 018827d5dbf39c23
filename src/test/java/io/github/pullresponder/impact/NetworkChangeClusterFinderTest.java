package io.github.pullresponder.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.ResourceGraphVirtualNetwork;
import io.github.pullresponder.network.VirtualNetworkTopology;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The shop is on a spoke of the hub, which has the firewall and an endpoint; another endpoint and the DNS server are on spokes
 * beyond the hub; the island has no connection.
 */
class NetworkChangeClusterFinderTest {
    private static final String SUBSCRIPTION = "/subscriptions/" + ShopEvidence.CLUSTER.subscription();
    private static final String NETWORKS =
            SUBSCRIPTION + "/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/";
    private static final ResourceId ENDPOINTS = network("vnet-endpoints");
    private static final ResourceId DNS = network("vnet-dns");
    private static final ResourceId OFFICE = network("vnet-office");
    private static final ResourceId ISLAND = network("vnet-island");
    private static final String OTHERS =
            "/subscriptions/5a7b4d3c-0000-4000-8000-3f0c9e0a5a7b/resourceGroups/rg/providers/Microsoft.Network/";
    private static final ResourceId ELSEWHERE = ResourceId.parse(OTHERS + "virtualNetworks/vnet");

    private final ShopEvidence shop = new ShopEvidence();
    private final List<ResourceGraphVirtualNetwork> networks = new ArrayList<>(List.of(
            new ResourceGraphVirtualNetwork(
                    ShopNetwork.SHOP, ranges("10.1.0.0/16"), List.of("10.3.0.4"), Set.of(ShopNetwork.HUB)),
            listed(ShopNetwork.HUB, ShopNetwork.SHOP, ENDPOINTS, DNS, OFFICE),
            listed(ENDPOINTS, ShopNetwork.HUB),
            new ResourceGraphVirtualNetwork(DNS, ranges("10.3.0.0/24"), List.of(), Set.of(ShopNetwork.HUB)),
            listed(OFFICE, ShopNetwork.HUB),
            listed(ISLAND)));
    private final Set<ResourceId> firewalls =
            new HashSet<>(Set.of(ResourceId.parse(ShopNetwork.HUB + "/subnets/AzureFirewallSubnet")));
    private final Set<ResourceId> endpoints =
            new HashSet<>(Set.of(ShopNetwork.ENDPOINTS, ResourceId.parse(ENDPOINTS + "/subnets/snet-pe")));

    private Set<ResourceId> subnetsOfDepot = Set.of(ResourceId.parse(ISLAND + "/subnets/snet"));
    private String outboundType = "loadBalancer";

    private static ResourceId network(String name) {
        return ResourceId.parse(NETWORKS + name);
    }

    private static ResourceGraphVirtualNetwork listed(ResourceId id, ResourceId... peers) {
        return new ResourceGraphVirtualNetwork(id, List.of(), List.of(), Set.of(peers));
    }

    private static List<AddressRange> ranges(String text) {
        return List.of(AddressRange.of(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    the nodes' network          | vnet-shop                                  | both
                    the hub's side of a peering | vnet-hub/virtualNetworkPeerings/to-shop    | both
                    any subnet of the hub       | vnet-hub/subnets/snet-new                  | both
                    the endpoint's network      | vnet-endpoints/virtualNetworkPeerings/hub  | both
                    the endpoint's subnet       | vnet-endpoints/subnets/snet-pe             | both
                    another subnet there        | vnet-endpoints/subnets/snet-machines       | depot
                    the network of the DNS      | vnet-dns/subnets/snet-dns                  | both
                    a spoke of others           | vnet-office/subnets/snet-desks             | depot
                    a network by itself         | vnet-island                                | depot
                    a network not yet listed    | vnet-new                                   | depot
                    """)
    void aChangeOfANetworkAffectsClustersThatMayPassIt(String what, String changed, String who) {
        isOnNetworkOutOfSight();
        assertThat(affectedBy(NETWORKS + changed))
                .as(what)
                .containsExactly(
                        who.equals("both") ? new String[] {"aks-shop", "aks-depot"} : new String[] {"aks-depot"});
    }

    /** Resource Graph omits very recent networks, and those that Pull Responder has no permission to read. */
    private void isOnNetworkOutOfSight() {
        subnetsOfDepot = Set.of(ResourceId.parse(ELSEWHERE + "/subnets/snet"));
    }

    @Test
    void oneSideOfAPeeringIsEnough() {
        networks.removeIf(network -> network.id().equals(ShopNetwork.HUB));
        networks.add(listed(ShopNetwork.HUB));
        assertThat(affectedBy(ShopNetwork.HUB + "/virtualNetworkPeerings/to-shop"))
                .containsExactly("aks-shop");

        networks.removeIf(network -> network.id().equals(ShopNetwork.SHOP));
        networks.add(listed(ShopNetwork.SHOP));
        networks.removeIf(network -> network.id().equals(ShopNetwork.HUB));
        networks.add(listed(ShopNetwork.HUB, ShopNetwork.SHOP));
        assertThat(affectedBy(ShopNetwork.HUB + "/virtualNetworkPeerings/to-shop"))
                .containsExactly("aks-shop");
    }

    @Test
    void aPeerThatIsNotListedIsStillAPeer() {
        networks.removeIf(network -> network.id().equals(ShopNetwork.HUB));
        assertThat(affectedBy(ShopNetwork.HUB + "/subnets/snet-pe")).containsExactly("aks-shop");
    }

    @Test
    void theRulesOfASubnetAffectClustersThatMayPassIt() {
        assertThat(affectedBy(ShopNetwork.GROUP_OF_ENDPOINTS + "/securityRules/deny"))
                .containsExactly("aks-shop");
        assertThat(affectedBy(ShopNetwork.ROUTES + "/routes/default")).containsExactly("aks-shop");
        assertThat(affectedBy(part("networkSecurityGroups/nsg-on-no-subnet"))).isEmpty();
        assertThat(affectedBy(part("natGateways/ng-on-no-subnet"))).isEmpty();
    }

    /** Such a resource and its network are in one subscription. */
    @Test
    void ifItsSubnetsCannotBeReadTheRulesAffectThatSubscription() {
        shop.unreadable.put("subnetsOf", EvidenceUnavailableException.because(UnavailabilityReason.FORBIDDEN, "group"));
        assertThat(affectedBy(ShopNetwork.GROUP_OF_ENDPOINTS.toString())).containsExactly("aks-shop", "aks-depot");
        assertThat(affectedBy(OTHERS + "networkSecurityGroups/nsg")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "azureFirewalls/afw-hub",
        "firewallPolicies/afwp-organization/ruleCollectionGroups/rules",
        "ipGroups/ipg-nodes",
        "publicIPAddresses/pip-afw"
    })
    void aFirewallAffectsClustersInPeeredNetworksRegardlessOfTheOutboundType(String changed) {
        var inAnotherSubscription = OTHERS + changed;
        assertThat(affectedBy(inAnotherSubscription)).containsExactly("aks-shop");

        firewalls.clear();
        assertThat(affectedBy(inAnotherSubscription)).isEmpty();

        outboundType = "userDefinedRouting";
        assertThat(affectedBy(inAnotherSubscription)).containsExactly("aks-depot");
    }

    /** The network of a virtual WAN hub is in a subscription of Microsoft. */
    @Test
    void aPeerOutOfSightMayHaveAFirewall() {
        firewalls.clear();
        networks.removeIf(network -> network.id().equals(ISLAND));
        networks.add(listed(ISLAND, ELSEWHERE));
        assertThat(affectedBy(part("firewallPolicies/afwp-wan"))).containsExactly("aks-depot");
    }

    @Test
    void aPublicAddressThatAksCreatedAffectsItsCluster() {
        assertThat(affectedBy(SUBSCRIPTION
                        + "/resourceGroups/MC_rg-depot/providers/Microsoft.Network/publicIPAddresses/kubernetes-a1"))
                .containsExactly("aks-depot");
        assertThat(affectedBy(part("publicIPAddresses/egress-1"))).containsExactly("aks-shop", "aks-depot");
    }

    @ParameterizedTest
    @EnumSource(
            value = UnavailabilityReason.class,
            names = {"FORBIDDEN", "TOO_LARGE", "MALFORMED"})
    void ifTheNetworksCannotBeListedTheChangeAffectsAllClusters(UnavailabilityReason reason) {
        shop.unreadable.put("networkMap", EvidenceUnavailableException.because(reason, "networks"));
        assertThat(affectedBy(ISLAND.toString())).containsExactly("aks-shop", "aks-depot");
    }

    @Test
    void ifTheListMayBeReadLaterTheChangeIsExaminedLater() {
        shop.unreadable.put(
                "networkMap", EvidenceUnavailableException.because(UnavailabilityReason.THROTTLED, "networks"));
        assertThatThrownBy(() -> affectedBy(ISLAND.toString())).isInstanceOf(EvidenceUnavailableException.class);
    }

    @Test
    void theNetworkThatAksMadeIsTheClustersOwn() {
        subnetsOfDepot = Set.of();
        networks.add(listed(ResourceId.parse(
                SUBSCRIPTION + "/resourceGroups/MC_rg-depot/providers/Microsoft.Network/virtualNetworks/aks-vnet-1")));
        assertThat(
                        affectedBy(
                                SUBSCRIPTION
                                        + "/resourceGroups/mc_rg-depot/providers/Microsoft.Network/virtualNetworks/aks-vnet-1/subnets/aks"))
                .containsExactly("aks-depot");
        assertThat(affectedBy(ISLAND.toString())).isEmpty();
    }

    @Test
    void theyAreListedOnceRegardlessOfTheirNumber() {
        var spokes = IntStream.range(0, 300)
                .mapToObj(number -> network("vnet-spoke-" + number))
                .toList();
        networks.addAll(
                spokes.stream().map(spoke -> listed(spoke, ShopNetwork.HUB)).toList());
        shop.network.map = new VirtualNetworkTopology(networks, firewalls, endpoints);
        var clusters = spokes.subList(0, 100).stream()
                .map(spoke -> cluster(
                        "aks-" + spoke.name(), Set.of(ResourceId.parse(spoke + "/subnets/snet-nodes")), "loadBalancer"))
                .toList();
        var changes = new NetworkChangeClusterFinder(new SeenClusters(shop, clusters));

        assertThat(changes.affectedBy(ShopNetwork.GROUP_OF_ENDPOINTS)).hasSize(100);
        assertThat(shop.asked).containsExactly("networkMap", "subnetsOf");
        assertThat(changes.affectedBy(spokes.get(7))).containsExactly(clusters.get(7));
        assertThat(changes.affectedBy(spokes.get(299))).isEmpty();
    }

    private static String part(String name) {
        return SUBSCRIPTION + "/resourceGroups/rg-network/providers/Microsoft.Network/" + name;
    }

    private List<String> affectedBy(String changed) {
        shop.network.map = new VirtualNetworkTopology(networks, firewalls, endpoints);
        var clusters = List.of(
                cluster("aks-shop", Set.of(ShopEvidence.NODE_SUBNET), "loadBalancer"),
                cluster("aks-depot", subnetsOfDepot, outboundType));
        return new NetworkChangeClusterFinder(new SeenClusters(shop, clusters))
                .affectedBy(ResourceId.parse(changed)).stream()
                        .map(cluster -> cluster.id().name())
                        .toList();
    }

    private static ResourceGraphCluster cluster(String name, Set<ResourceId> subnets, String outboundType) {
        return new ResourceGraphCluster(
                ResourceId.parse(SUBSCRIPTION + "/resourceGroups/rg-" + name
                        + "/providers/Microsoft.ContainerService/managedClusters/" + name),
                "westeurope",
                name.replace("aks-", "MC_rg-"),
                subnets,
                outboundType,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
