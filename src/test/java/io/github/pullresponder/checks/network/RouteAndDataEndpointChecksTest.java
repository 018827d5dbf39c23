package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopNetwork.DATA;
import static io.github.pullresponder.diagnosis.ShopNetwork.collection;
import static io.github.pullresponder.diagnosis.ShopNetwork.drop;
import static io.github.pullresponder.diagnosis.ShopNetwork.rule;
import static io.github.pullresponder.diagnosis.ShopNetwork.toFirewall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.FirewallRule.ApplicationRule;
import io.github.pullresponder.network.FirewallRule.NetworkRule;
import io.github.pullresponder.network.FirewallRule.RuleAddresses;
import io.github.pullresponder.network.Route;
import io.github.pullresponder.network.Route.NextHopType;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.RegistryNetwork;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests routes that drop the traffic, and rules that allow the login server but block the host of the layers. */
class RouteAndDataEndpointChecksTest {
    private static final String OF = " --resource-group rg-network --subscription " + CLUSTER.subscription();

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void thePrivateRegistryDoesNotAnswer() {
        shop.network.registryIsPrivate("Approved");
        shop.network.timesOut();
    }

    // Routes

    @Test
    void aDroppingRouteIsConfirmedWithItsRemoval() {
        shop.network.routes.add(drop("10.0.1.5/32"));
        var examined = route();
        assertThat(examined.finding().cause()).isEqualTo(Cause.ROUTE_DROPS_REGISTRY_TRAFFIC);
        assertThat(examined.finding().summary()).isEqualTo("Route drop (10.0.1.5/32) drops the traffic to contososhop");
        assertThat(examined.facts())
                .containsExactly(
                        "traffic from subnet snet-nodes to contososhop.azurecr.io (10.0.1.5) is dropped by route"
                                + " drop (10.0.1.5/32) (next hop None)");
        assertThat(examined.commands())
                .containsExactly(
                        "az network route-table route delete" + OF + " --route-table-name rt-nodes --name drop");
    }

    @Test
    void onThePublicPathOnlyTheRegistryIsRoutedAroundTheRoute() {
        shop.network.registryHas(RegistryNetwork.OPEN);
        shop.network.routes.add(drop("0.0.0.0/0"));
        assertThat(route().commands())
                .containsExactly(
                        "az network route-table route create" + OF + " --route-table-name rt-nodes"
                                + " --name to-AzureContainerRegistry --address-prefix AzureContainerRegistry"
                                + " --next-hop-type Internet",
                        "az network route-table route create" + OF + " --route-table-name rt-nodes"
                                + " --name to-Storage --address-prefix Storage --next-hop-type Internet");
    }

    @Test
    void aRouteWiderThanTheEndpointIsNotRemoved() {
        shop.network.endpointPolicies = "Enabled";
        shop.network.routes.add(drop("10.0.0.0/16"));
        assertThat(route().commands()).isEmpty();
    }

    @Test
    void aDroppingDefaultRouteDoesNotApplyToTheEndpoint() {
        shop.network.routes.add(drop("0.0.0.0/0"));
        route().isRuledOut("traffic to contososhop.azurecr.io (10.0.1.5) is routed directly");
    }

    @Test
    void withoutUserRoutesSystemRoutesApply() {
        route().isRuledOut("traffic to contososhop.azurecr.io (10.0.1.5) is routed directly");
    }

    @Test
    void anUnreadableApplianceIsUndetermined() {
        shop.network.routes.add(
                new Route("to-nva", "10.0.1.5/32", NextHopType.VIRTUAL_APPLIANCE, Optional.of("10.0.7.4")));
        assertThat(route().open().detail())
                .isEqualTo("route to-nva (10.0.1.5/32) leads to 10.0.7.4, which is not a visible Azure Firewall");
    }

    @Test
    void aRouteThatMayHoldThePublicRegistryMakesTheVerdictUndetermined() {
        shop.network.registryHas(RegistryNetwork.OPEN);
        shop.network.routes.add(drop("20.0.0.0/8"));
        assertThat(route().open().detail())
                .isEqualTo("the route to contososhop.azurecr.io is not known: the traffic may match more"
                        + " than one route, such as drop (20.0.0.0/8)");
    }

    @Test
    void withoutPeeringAndRouteTheCheckIsNotApplicable() {
        shop.network.ofShop.clear();
        shop.network.ofHub.clear();
        route().doesNotApply();
    }

    @Test
    void aTableThatCannotBeReadMakesTheVerdictUndetermined() {
        shop.unreadable.put(
                "routeTable", EvidenceUnavailableException.forbidden("route table rt-nodes", Permission.READ_NETWORKS));
        assertThat(route().open().needs()).contains(Permission.READ_NETWORKS);
        assertThat(data().open().needs()).contains(Permission.READ_NETWORKS);
    }

    // The host of the layers

    @Test
    void aGroupThatStopsOnlyTheDataEndpointIsConfirmed() {
        shop.network.timesOutAt(DATA);
        shop.network.nodeRules.add(rule("deny-data", 200, false, "10.0.1.4"));
        var examined = data();
        assertThat(examined.finding().cause()).isEqualTo(Cause.DATA_ENDPOINT_BLOCKED);
        assertThat(examined.finding().summary())
                .isEqualTo("Security group nsg-nodes allows contososhop.azurecr.io but blocks"
                        + " contososhop.westeurope.data.azurecr.io, which serves the layers");
        assertThat(examined.facts())
                .containsExactly("outbound traffic of subnet snet-nodes to contososhop.westeurope.data.azurecr.io"
                        + " (10.0.1.4):443 is denied by deny-data (priority 200)");
        assertThat(examined.commands())
                .containsExactly("az network nsg rule create" + OF
                        + " --nsg-name nsg-nodes --name allow-registry-outbound --priority 190 --direction Outbound"
                        + " --access Allow --protocol Tcp --source-address-prefixes '*'"
                        + " --destination-address-prefixes 10.0.1.4 --destination-port-ranges 443");
    }

    @Test
    void aFirewallThatStopsOnlyTheDataEndpointIsConfirmed() {
        shop.network.timesOutAt(DATA);
        shop.network.routes.add(toFirewall("10.0.1.5/32"));
        shop.network.routes.add(toFirewall("10.0.1.4/32"));
        shop.network.firewallRules.add(collection(
                true,
                new NetworkRule(
                        "login",
                        List.of("TCP"),
                        new RuleAddresses(List.of("*"), List.of()),
                        new RuleAddresses(List.of("10.0.1.5"), List.of()),
                        List.of(),
                        List.of("443"))));
        var examined = data();
        assertThat(examined.finding().summary())
                .startsWith("Firewall afw-hub allows contososhop.azurecr.io but blocks");
        assertThat(examined.commands().get(1))
                .contains(" --rule-type NetworkRule --ip-protocols TCP --destination-addresses 10.0.1.4 ");
    }

    @Test
    void aRouteThatDropsOnlyTheDataEndpointIsConfirmed() {
        shop.network.timesOutAt(DATA);
        shop.network.routes.add(drop("10.0.1.4/32"));
        assertThat(data().finding().summary())
                .startsWith("Route drop (10.0.1.4/32) allows contososhop.azurecr.io but blocks");
        route().isRuledOut("traffic to contososhop.azurecr.io (10.0.1.5) is routed directly");
    }

    /** The next layer can be in another storage account. */
    @Test
    void inAFirewallEveryAccountOfStorageIsAllowed() {
        shop.network.registryHas(RegistryNetwork.OPEN);
        shop.network.timesOutAt("weurcr1.blob.core.windows.net");
        shop.network.routes.add(toFirewall("0.0.0.0/0"));
        shop.network.firewallRules.add(collection(
                true,
                new ApplicationRule(
                        "login",
                        List.of("Https:443"),
                        new RuleAddresses(List.of("*"), List.of()),
                        List.of("*.azurecr.io"),
                        false,
                        false)));
        assertThat(data().commands().get(1)).endsWith(" --target-fqdns '*.blob.core.windows.net'");
    }

    @Test
    void withoutADataEndpointTheLayersComeFromStorage() {
        shop.network.timesOutAt("weurcr1.blob.core.windows.net");
        shop.network.registryHas(RegistryNetwork.OPEN);
        shop.network.nodeRules.add(rule("deny-storage", 200, false, "Storage.WestEurope"));
        assertThat(data().finding().summary())
                .isEqualTo(
                        "Security group nsg-nodes allows contososhop.azurecr.io but blocks weurcr1.blob.core.windows.net, which"
                                + " serves the layers");
        assertThat(data().commands().get(0)).contains(" --destination-address-prefixes Storage ");
    }

    @Test
    void aBlockOfBothHostsIsNotADataEndpointCause() {
        shop.network.nodeRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        data().isRuledOut(
                        "the same rules allow the login server contososhop.azurecr.io and the data endpoint contososhop.westeurope.data.azurecr.io");
    }

    @Test
    void aFailureAtTheLoginServerHasOnlyAnAdvisory() {
        shop.network.nodeRules.add(rule("deny-data", 200, false, "10.0.1.4"));
        var verdict = data().verdict();
        assertThat(verdict.detail()).isEqualTo("the failure is not at contososhop.westeurope.data.azurecr.io");
        assertThat(verdict).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdict.advisories()).extracting(Finding::cause).containsExactly(Cause.DATA_ENDPOINT_BLOCKED);
    }

    @Test
    void aBlockOfTheLoginServerDoesNotExplainADataEndpointFailure() {
        shop.network.timesOutAt(DATA);
        shop.network.nodeRules.add(rule("deny-login", 200, false, "10.0.1.5"));
        Examined.by(new SecurityGroupCheck(), shop)
                .isRuledOut("the network security groups allow contososhop.azurecr.io");
    }

    @Test
    void aDroppingRouteAndABrokenPeeringAreBothNamed() {
        shop.network.routes.add(drop("10.0.1.5/32"));
        shop.network.routes.add(drop("10.0.1.4/32"));
        shop.network.ofHub.clear();
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .extracting(Finding::cause)
                .containsExactlyInAnyOrder(Cause.ROUTE_DROPS_REGISTRY_TRAFFIC, Cause.VNET_NOT_PEERED);
    }

    private Examined route() {
        return Examined.by(new RouteCheck(), shop);
    }

    private Examined data() {
        return Examined.by(new DataEndpointCheck(), shop);
    }
}
