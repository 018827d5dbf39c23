package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopNetwork.HUB;
import static io.github.pullresponder.diagnosis.ShopNetwork.SHOP;
import static io.github.pullresponder.diagnosis.ShopNetwork.peering;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.ConnectedGroup;
import io.github.pullresponder.network.PeeredSubnets;
import io.github.pullresponder.network.Peering;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two checks of the peerings between the nodes' network and the private endpoint's: that they exist, and their state. */
class PeeringChecksTest {
    private static final String OF = " --resource-group rg-network --subscription " + CLUSTER.subscription();
    private static final String CREATE_SHOP = "az network vnet peering create" + OF
            + " --vnet-name vnet-shop --name to-vnet-hub --remote-vnet " + HUB
            + " --allow-vnet-access --allow-forwarded-traffic";
    private static final String CREATE_HUB = "az network vnet peering create" + OF
            + " --vnet-name vnet-hub --name to-vnet-shop --remote-vnet " + SHOP
            + " --allow-vnet-access --allow-forwarded-traffic";

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void thePrivateRegistryDoesNotAnswer() {
        shop.network.registryIsPrivate("Approved");
        shop.network.timesOut();
    }

    @Test
    void withoutAPeeringTheRemedyCreatesBothSides() {
        shop.network.ofShop.clear();
        shop.network.ofHub.clear();
        var examined = Examined.by(new PeeringExistsCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.VNET_NOT_PEERED);
        assertThat(examined.finding().summary()).isEqualTo("No peering carries traffic from vnet-shop to vnet-hub");
        assertThat(examined.facts())
                .containsExactly(
                        "private endpoint pe-registry of contososhop is in vnet-hub",
                        "no peering between vnet-shop and vnet-hub");
        assertThat(examined.commands()).containsExactly(CREATE_SHOP, CREATE_HUB);
        Examined.by(new PeeringStateCheck(), shop).isRuledOut("no peering on the network path is disconnected");
    }

    @Test
    void aOneSidedPeeringCountsAsMissing() {
        shop.network.ofHub.clear();
        assertThat(Examined.by(new PeeringExistsCheck(), shop).facts())
                .contains("vnet-hub has no peering with vnet-shop");
    }

    @Test
    void aPeeringOfBothSidesRulesTheCauseOut() {
        Examined.by(new PeeringExistsCheck(), shop).isRuledOut("a peering leads to the private endpoint's network");
        Examined.by(new PeeringStateCheck(), shop).isRuledOut("no peering on the network path is disconnected");
    }

    @Test
    void aPeeringWithoutAccessCountsAsMissing() {
        shop.network.ofShop.set(0, new Peering("to-hub", HUB, "Connected", false, true, false, false, List.of()));
        assertThat(Examined.by(new PeeringExistsCheck(), shop).facts())
                .contains("allowVirtualNetworkAccess of the peering is false");
    }

    @Test
    void anUnsynchronizedPeeringIsALikelyCause() {
        shop.network.ofShop.set(0, peeringTo("10.0.0.0/24"));
        var open = Examined.by(new PeeringExistsCheck(), shop).open();
        assertThat(open.detail())
                .isEqualTo(
                        "peering to-hub of vnet-shop carries traffic to 10.0.0.0/24, but not to 10.0.1.5, which is now in the"
                                + " address space of vnet-hub; it is not known if the private endpoint's own route still exists");
        var suspect = open.suspect().orElseThrow();
        assertThat(suspect.cause()).isEqualTo(Cause.VNET_NOT_PEERED);
        assertThat(suspect.remedies().get(0).commands())
                .extracting(command -> command.bash())
                .containsExactly("az network vnet peering sync" + OF + " --vnet-name vnet-shop --name to-hub");
    }

    @Test
    void missingUnrelatedAddressesDoNotMatter() {
        shop.network.ofShop.set(0, peeringTo("10.0.1.0/24"));
        Examined.by(new PeeringExistsCheck(), shop).isRuledOut("a peering leads to the private endpoint's network");
    }

    private static Peering peeringTo(String addresses) {
        return new Peering("to-hub", HUB, "Connected", true, true, false, false, List.of(AddressRange.of(addresses)));
    }

    @ParameterizedTest(name = "{0} with {1}, IPv6 only: {2}")
    @CsvSource({
        "snet-nodes, snet-pe, false, ",
        "SNET-NODES, SNET-PE, false, ",
        "snet-nodes, AzureFirewallSubnet, false, peering to-hub of vnet-shop does not include subnet snet-pe",
        "snet-other, snet-pe, false, peering to-hub of vnet-shop does not include subnet snet-nodes",
        "snet-nodes, snet-pe, true, peering to-hub of vnet-shop carries IPv6 only"
    })
    void aPeeringOfSubnetsCarriesTheTrafficBetweenThoseOnly(String local, String remote, boolean onlyIpv6, String gap) {
        shop.network.ofShop.set(
                0,
                new Peering(
                        "to-hub",
                        HUB,
                        "Connected",
                        true,
                        true,
                        false,
                        false,
                        List.of(),
                        Optional.of(new PeeredSubnets(List.of(local), List.of(remote), onlyIpv6))));
        var examined = Examined.by(new PeeringExistsCheck(), shop);
        if (gap == null) {
            examined.isRuledOut("a peering leads to the private endpoint's network");
        } else {
            assertThat(examined.open().detail()).startsWith(gap);
        }
    }

    @ParameterizedTest(name = "global: {0}, the hub''s region: {1}")
    @CsvSource({"true, ", "true, northeurope", "false, West Europe"})
    void networksThatANetworkManagerConnectsNeedNoPeering(boolean isGlobal, String regionOfHub) {
        networkManagerConnects(isGlobal, regionOfHub);
        Examined.by(new PeeringExistsCheck(), shop)
                .isRuledOut("connectivity configuration mesh of a network manager connects them directly");
        Examined.by(new RouteCheck(), shop)
                .isRuledOut("traffic to contososhop.azurecr.io (10.0.1.5) is routed directly");
    }

    @Test
    void aRegionalGroupDoesNotConnectDifferentRegions() {
        networkManagerConnects(false, "northeurope");
        assertThat(Examined.by(new PeeringExistsCheck(), shop).finding().cause())
                .isEqualTo(Cause.VNET_NOT_PEERED);
        networkManagerConnects(false, null);
        assertThat(Examined.by(new PeeringExistsCheck(), shop).open().detail())
                .isEqualTo(
                        "it is not known if connectivity configuration mesh connects vnet-shop, which may be in another region");
    }

    @Test
    void spokesAndTheirHubAreInOneGroup() {
        networkManagerConnects(true, null);
        shop.network.connectedGroups.clear();
        shop.network.connectedGroups.put(SHOP, List.of(new ConnectedGroup("spokes", "spokes", true, Set.of(HUB))));
        Examined.by(new PeeringExistsCheck(), shop)
                .isRuledOut("connectivity configuration spokes of a network manager connects them directly");
    }

    @Test
    void connectedGroupsAreReadOnlyForUnconnectedNetworks() {
        var forbidden = EvidenceUnavailableException.forbidden("groups", Permission.READ_CONNECTIVITY);
        shop.unreadable.put("connectedGroups vnet-shop", forbidden);
        Examined.by(new PeeringExistsCheck(), shop).isRuledOut("a peering leads to the private endpoint's network");
        shop.network.ofShop.clear();
        shop.network.ofHub.clear();
        var open = Examined.by(new PeeringExistsCheck(), shop).open();
        assertThat(open.needs()).contains(Permission.READ_CONNECTIVITY);
        assertThat(open.suspect().map(Finding::cause)).contains(Cause.VNET_NOT_PEERED);
    }

    private void networkManagerConnects(boolean isGlobal, String regionOfHub) {
        var group = new ConnectedGroup("mesh", "mesh", isGlobal, Set.of());
        shop.network.ofShop.clear();
        shop.network.ofHub.clear();
        shop.network.connectedGroups.put(SHOP, List.of(group));
        shop.network.connectedGroups.put(HUB, List.of(group));
        shop.network.regionOfHub = Optional.ofNullable(regionOfHub);
    }

    @Test
    void withoutAPrivateEndpointNoPeeringIsNeeded() {
        shop.network.registryAllows("20.84.11.9");
        shop.network.ofShop.clear();
        Examined.by(new PeeringExistsCheck(), shop).doesNotApply();
        Examined.by(new PeeringStateCheck(), shop).doesNotApply();
    }

    @Test
    void ifTheEndpointsNetworkIsUnreadTheNodesSideDecides() {
        shop.unreadable.put(
                "network", EvidenceUnavailableException.forbidden("virtual network", Permission.READ_NETWORKS));
        assertThat(Examined.by(new PeeringExistsCheck(), shop).open().needs()).contains(Permission.READ_NETWORKS);
        assertThat(Examined.by(new PeeringStateCheck(), shop).open().needs()).contains(Permission.READ_NETWORKS);
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"Connected, Disconnected", "Disconnected, Connected", "Initiated, Disconnected"})
    void aDisconnectedSideIsConfirmedAndBothAreRecreated(String here, String there) {
        shop.network.ofShop.set(0, peering("to-hub", HUB, here));
        shop.network.ofHub.set(0, peering("to-shop", SHOP, there));
        var examined = Examined.by(new PeeringStateCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.VNET_PEERING_DISCONNECTED);
        assertThat(examined.finding().summary())
                .isEqualTo("The peering between vnet-shop and vnet-hub is not connected");
        assertThat(examined.facts())
                .containsExactly("peering to-hub is %s, peering to-shop is %s".formatted(here, there));
        assertThat(examined.commands())
                .containsExactly(
                        "az network vnet peering delete" + OF + " --vnet-name vnet-shop --name to-hub",
                        "az network vnet peering delete" + OF + " --vnet-name vnet-hub --name to-shop",
                        CREATE_SHOP.replace("--name to-vnet-hub", "--name to-hub"),
                        CREATE_HUB.replace("--name to-vnet-shop", "--name to-shop"));
        Examined.by(new PeeringExistsCheck(), shop).isRuledOut("a peering leads to the private endpoint's network");
    }

    @Test
    void aDeletedSideIsCreated() {
        shop.network.ofShop.set(0, peering("to-hub", HUB, "Disconnected"));
        shop.network.ofHub.clear();
        assertThat(Examined.by(new PeeringStateCheck(), shop).commands())
                .containsExactly(
                        "az network vnet peering delete" + OF + " --vnet-name vnet-shop --name to-hub",
                        CREATE_SHOP.replace("--name to-vnet-hub", "--name to-hub"),
                        CREATE_HUB);
    }

    @Test
    void anInitiatedSideGetsTheMissingOtherSide() {
        shop.network.ofShop.set(0, peering("to-hub", HUB, "Initiated"));
        shop.network.ofHub.clear();
        assertThat(Examined.by(new PeeringStateCheck(), shop).commands()).containsExactly(CREATE_HUB);
    }

    @Test
    void aRecreatedPeeringKeepsItsGatewayFlags() {
        shop.network.ofShop.set(0, new Peering("to-hub", HUB, "Disconnected", true, false, true, false, List.of()));
        shop.network.ofHub.set(0, new Peering("to-shop", SHOP, "Disconnected", true, true, false, true, List.of()));
        var commands = Examined.by(new PeeringStateCheck(), shop).commands();
        assertThat(commands.get(2))
                .as("the side that offers its gateway comes first")
                .contains("--vnet-name vnet-hub")
                .endsWith(" --allow-vnet-access --allow-forwarded-traffic --allow-gateway-transit");
        assertThat(commands.get(3))
                .contains("--vnet-name vnet-shop")
                .endsWith(" --allow-vnet-access --use-remote-gateways");
    }

    @Test
    void aBrokenPeeringAndARuleThatDeniesAreBothNamed() {
        shop.network.ofShop.set(0, peering("to-hub", HUB, "Disconnected"));
        shop.network.nodeRules.add(ShopNetwork.rule("deny-hub", 200, false, "10.0.0.0/16"));
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .extracting(Finding::cause)
                .containsExactlyInAnyOrder(Cause.VNET_PEERING_DISCONNECTED, Cause.NSG_BLOCKS_REGISTRY);
    }
}
