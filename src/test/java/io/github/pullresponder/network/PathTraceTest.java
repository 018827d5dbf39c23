package io.github.pullresponder.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.cluster.Cluster.NetworkProfile;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks that the drawn path to the registry stops at one hop only. */
class PathTraceTest {
    private final ShopEvidence shop = new ShopEvidence();
    private final ShopNetwork network = shop.network;

    @Test
    void aHealthyPathPassesAllHops() {
        network.registryIsPrivate("Approved");
        network.timesOut();
        assertThat(path()).extracting(NetworkHop::state).containsOnly(HopResult.PASSES);
        assertThat(path())
                .extracting(NetworkHop::kind)
                .containsExactly("node pool", "DNS", "NSG", "route", "peering", "private endpoint", "registry");
        assertThat(path()).allMatch(hop -> hop.source().isPresent());
    }

    @Test
    void anUnlinkedZoneStopsAtDns() {
        network.registryIsPrivate("Approved");
        network.links.removeIf(link -> link.network().equals(ShopNetwork.SHOP));
        network.isForbidden();
        stopsAt("DNS", "contososhop.azurecr.io resolves to its public address");
    }

    @Test
    void aDialedAddressProvesNameResolution() {
        network.registryIsPrivate("Approved");
        network.links.clear();
        network.timesOutDialing("10.0.1.5");
        assertThat(path())
                .filteredOn(hop -> hop.kind().equals("DNS"))
                .singleElement()
                .satisfies(hop -> {
                    assertThat(hop.state()).isEqualTo(HopResult.PASSES);
                    assertThat(hop.why()).isEqualTo("the node connected to 10.0.1.5");
                });
    }

    @Test
    void aMissingRecordStopsAtDns() {
        network.registryIsPrivate("Approved");
        network.records.remove("contososhop");
        network.isNotResolved();
        stopsAt("DNS", "privatelink.azurecr.io has no record for contososhop.azurecr.io");
    }

    @Test
    void anUnresolvedNameStopsAtDns() {
        network.registryAllows("20.84.11.9");
        clusterLeavesBy("loadBalancer");
        network.isNotResolved();
        stopsAt("DNS", "the nodes cannot resolve contososhop.azurecr.io");
    }

    @Test
    void aBrokenPeeringStopsAtThePeering() {
        network.registryIsPrivate("Approved");
        network.ofShop.set(0, ShopNetwork.peering("to-hub", ShopNetwork.HUB, "Disconnected"));
        network.timesOut();
        stopsAt("peering", "peering to-hub is Disconnected, peering to-shop is Connected");
    }

    @Test
    void aMissingFirewallRuleStopsAtTheFirewall() {
        network.registryIsPrivate("Approved");
        network.endpointPolicies = "Enabled";
        network.routes.add(ShopNetwork.toFirewall("10.0.1.0/24"));
        network.timesOut();
        stopsAt("firewall", "no rule allows it");
    }

    @Test
    void aDisallowedAddressStopsAtThePublicAddress() {
        network.registryAllows("20.0.0.1");
        clusterLeavesBy("loadBalancer");
        network.isForbidden();
        stopsAt("public address", "no network rule of contososhop contains 20.84.11.9");
    }

    @Test
    void aClusterWithoutEgressStopsAtThePublicAddress() {
        clusterLeavesBy("none");
        network.timesOut();
        stopsAt("public address", "outboundType is none");
    }

    @Test
    void aPendingEndpointStopsAtTheRegistry() {
        network.registryIsPrivate("Pending");
        network.isForbidden();
        stopsAt("registry", "private endpoint connection pe-registry.1 is Pending");
    }

    @Test
    void aProxyForAPrivateRegistryStopsAtTheProxy() {
        network.registryIsPrivate("Approved");
        shop.cluster = Optional.of(ShopEvidence.cluster(
                Optional.empty(),
                List.of(ShopEvidence.pool("user")),
                new NetworkProfile(
                        "loadBalancer",
                        List.of(),
                        Optional.of(new io.github.pullresponder.cluster.HttpProxy("proxy.example:3128", List.of())),
                        Optional.empty())));
        network.timesOut();
        stopsAt("proxy", "the nodes send requests for contososhop.azurecr.io through the proxy");
    }

    @Test
    void onlyUnreadableHopsAreUnknown() {
        network.registryIsPrivate("Approved");
        network.timesOut();
        shop.unreadable.put(
                "securityGroup",
                EvidenceUnavailableException.forbidden("network security group nsg-nodes", Permission.READ_NETWORKS));
        assertThat(path())
                .filteredOn(hop -> hop.state() == HopResult.UNKNOWN)
                .singleElement()
                .satisfies(hop -> assertThat(hop.why()).startsWith("network security group nsg-nodes: forbidden"));
    }

    @Test
    void aOneSidedPeeringStopsAtThePeering() {
        network.registryIsPrivate("Approved");
        network.ofHub = List.<Peering>of();
        network.timesOut();
        stopsAt("peering", "vnet-hub has no peering with vnet-shop");
    }

    @Test
    void ofPoolsWithDifferentRoutesTheOneOfTheFailingNodeIsDrawn() {
        network.registryIsPrivate("Approved");
        network.timesOut();
        network.routes.add(ShopNetwork.toFirewall("10.0.1.5/32"));
        network.firstSubnets.add(new Subnet(
                ShopNetwork.id("virtualNetworks/vnet-shop/subnets/snet-without-routes"),
                List.of(AddressRange.of("10.1.8.0/24")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "Disabled"));
        assertThat(path()).extracting(NetworkHop::kind).contains("firewall");

        shop.node = Optional.of(new Node(
                "aks-user-12345678-vmss000000",
                Optional.of("user"),
                Optional.empty(),
                Optional.of("10.1.8.7"),
                Set.of()));
        assertThat(path()).extracting(NetworkHop::kind).doesNotContain("firewall");
        assertThat(path()).extracting(NetworkHop::state).containsOnly(HopResult.PASSES);
    }

    private void clusterLeavesBy(String outboundType) {
        shop.cluster = Optional.of(ShopEvidence.cluster(
                Optional.empty(),
                List.of(ShopEvidence.pool("user")),
                new NetworkProfile(
                        outboundType, List.of(ShopNetwork.PUBLIC_ADDRESS), Optional.empty(), Optional.empty())));
    }

    private List<NetworkHop> path() {
        return shop.diagnose(CheckCatalog.all()).path();
    }

    private void stopsAt(String kind, String why) {
        assertThat(path())
                .filteredOn(hop -> hop.state() == HopResult.STOPS)
                .singleElement()
                .satisfies(hop -> {
                    assertThat(hop.kind()).isEqualTo(kind);
                    assertThat(hop.why()).isEqualTo(why);
                });
    }
}
