package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopNetwork.collection;
import static io.github.pullresponder.diagnosis.ShopNetwork.toFirewall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.evidence.Networks.ResourceRelations;
import io.github.pullresponder.network.FirewallRule.ApplicationRule;
import io.github.pullresponder.network.FirewallRule.NetworkRule;
import io.github.pullresponder.network.FirewallRule.RuleAddresses;
import io.github.pullresponder.network.Route;
import io.github.pullresponder.network.Route.NextHopType;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AzureFirewallCheckTest {
    private static final String OF = " --resource-group rg-network --subscription " + CLUSTER.subscription();
    private static final String GROUP = "az network firewall policy rule-collection-group create" + OF
            + " --policy-name afwp-hub --name allow-registry --priority 150";
    private static final String COLLECTION =
            "az network firewall policy rule-collection-group collection add-filter-collection" + OF
                    + " --policy-name afwp-hub --rule-collection-group-name allow-registry --name allow-registry"
                    + " --collection-priority 150 --action Allow --rule-name allow-registry"
                    + " --source-addresses 10.1.0.0/22 ";

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void trafficToThePrivateRegistryGoesThroughTheFirewall() {
        shop.network.registryIsPrivate("Approved");
        shop.network.timesOut();
        shop.network.routes.add(toFirewall("10.0.1.5/32"));
        shop.network.routes.add(toFirewall("10.0.1.4/32"));
    }

    @Test
    void withoutARuleThatAllowsItIsConfirmedWithTheRulesToAdd() {
        var examined = examined();
        assertThat(examined.finding().cause()).isEqualTo(Cause.FIREWALL_BLOCKS_REGISTRY);
        assertThat(examined.finding().summary()).isEqualTo("Firewall afw-hub blocks contososhop");
        assertThat(examined.facts())
                .containsExactly(
                        "route to-firewall (10.0.1.5/32) of subnet snet-nodes leads to firewall afw-hub",
                        "traffic from snet-nodes to contososhop.azurecr.io (10.0.1.5):443: no rule allows it",
                        "traffic from snet-nodes to contososhop.westeurope.data.azurecr.io (10.0.1.4):443: no rule"
                                + " allows it");
        assertThat(examined.commands())
                .containsExactly(
                        GROUP,
                        COLLECTION + "--rule-type NetworkRule --ip-protocols TCP --destination-addresses 10.0.1.5"
                                + " 10.0.1.4 --destination-ports 443");
    }

    @Test
    void ofTwoFirewallsWithTheSameAddressThePeeredOneIsAssessed() {
        var elsewhere = ShopNetwork.id("azureFirewalls/afw-elsewhere");
        shop.network.firewalls.put(ShopNetwork.FIREWALL_ADDRESS, Set.of(ShopNetwork.FIREWALL, elsewhere));
        shop.network.neighbors = new ResourceRelations(
                Map.of(
                        ShopNetwork.FIREWALL,
                        ShopNetwork.id("virtualNetworks/vnet-hub/subnets/AzureFirewallSubnet"),
                        elsewhere,
                        ShopNetwork.id("virtualNetworks/vnet-elsewhere/subnets/AzureFirewallSubnet")),
                Map.of(),
                Map.of());
        assertThat(examined().finding().summary()).contains("afw-hub");
    }

    @Test
    void twoPossibleFirewallsWithTheSameAddressAreUndetermined() {
        shop.network.firewalls.put(
                ShopNetwork.FIREWALL_ADDRESS,
                Set.of(ShopNetwork.FIREWALL, ShopNetwork.id("azureFirewalls/afw-elsewhere")));
        assertThat(examined().open().detail())
                .isEqualTo("firewalls afw-elsewhere and afw-hub have the private address 10.0.0.4, and it is not"
                        + " known which of them the nodes reach");
    }

    @Test
    void aNetworkRuleForTheEndpointsRulesTheCauseOut() {
        shop.network.firewallRules.add(collection(true, network("10.0.1.0/24")));
        examined()
                .isRuledOut("afw-hub allows contososhop.azurecr.io: to-10.0.1.0/24 in rules of group of policy"
                        + " afwp-hub");
    }

    @Test
    void anApplicationRuleForTheNamesRulesTheCauseOut() {
        shop.network.firewallRules.add(collection(true, named("*.azurecr.io")));
        examined()
                .isRuledOut("afw-hub allows contososhop.azurecr.io: to-*.azurecr.io in rules of group of policy"
                        + " afwp-hub");
    }

    @Test
    void theRuleThatDeniesIsNamed() {
        shop.network.firewallRules.add(collection(false, network("10.0.0.0/8")));
        shop.network.firewallRules.add(collection(true, network("10.0.1.0/24")));
        assertThat(examined().facts())
                .contains("traffic from snet-nodes to contososhop.azurecr.io (10.0.1.5):443: to-10.0.0.0/8 in rules of"
                        + " group of policy afwp-hub");
    }

    @Test
    void onThePublicPathItsNamesAreAllowed() {
        shop.network.registryAllows("20.84.11.9");
        shop.network.routes.clear();
        shop.network.routes.add(toFirewall("0.0.0.0/0"));
        assertThat(examined().commands())
                .containsExactly(
                        GROUP,
                        COLLECTION + "--rule-type ApplicationRule --protocols Https=443 --target-fqdns"
                                + " contososhop.azurecr.io contososhop.westeurope.data.azurecr.io");
    }

    /** As in Microsoft's guide to restricted egress. */
    @Test
    void aRouteForTheFirewallsOwnAddressDoesNotAffectThePublicPath() {
        shop.network.registryHas(io.github.pullresponder.registry.RegistryNetwork.OPEN);
        shop.network.routes.clear();
        shop.network.routes.add(toFirewall("0.0.0.0/0"));
        shop.network.routes.add(
                new Route("firewall-internet", "20.84.11.9/32", NextHopType.INTERNET, Optional.empty()));
        assertThat(examined().finding().cause()).isEqualTo(Cause.FIREWALL_BLOCKS_REGISTRY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/24"})
    void aRouteForOtherTrafficPutsNoFirewallOnThePath(String prefix) {
        shop.network.routes.clear();
        shop.network.routes.add(toFirewall(prefix));
        examined().doesNotApply();
    }

    @Test
    void withEndpointPoliciesAShortRoutePutsTheFirewallOnThePath() {
        shop.network.routes.clear();
        shop.network.routes.add(toFirewall("10.0.1.0/24"));
        shop.network.endpointPolicies = "RouteTableEnabled";
        assertThat(examined().finding().cause()).isEqualTo(Cause.FIREWALL_BLOCKS_REGISTRY);
    }

    @Test
    void rulesThatCannotBeReadMakeTheVerdictUndetermined() {
        shop.unreadable.put(
                "rules", EvidenceUnavailableException.forbidden("rules of firewall policy", Permission.READ_NETWORKS));
        assertThat(examined().open().needs()).contains(Permission.READ_NETWORKS);
    }

    @Test
    void anIpGroupThatCannotBeReadIsUndeterminedWithThePermission() {
        shop.network.firewallRules.add(collection(true, ofGroup("10.0.1.0/24")));
        groupsAreForbidden();
        assertThat(examined().open().detail())
                .startsWith("IP group ipg-nodes: forbidden, needs Microsoft.Network/*/read");
        assertThat(examined().open().needs()).contains(Permission.READ_NETWORKS);
    }

    @Test
    void anIrrelevantIpGroupIsIgnored() {
        shop.network.firewallRules.add(collection(true, network("10.0.1.0/24")));
        shop.network.firewallRules.add(collection(true, ofGroup("10.0.1.0/24")));
        groupsAreForbidden();
        examined()
                .isRuledOut("afw-hub allows contososhop.azurecr.io: to-10.0.1.0/24 in rules of group of policy"
                        + " afwp-hub");
    }

    /** Azure does not delete an IP group that a rule uses: the group exists, but is not visible. */
    @Test
    void anIpGroupThatIsNotFoundMakesTheVerdictUndetermined() {
        shop.network.firewallRules.add(collection(true, ofGroup("10.0.1.0/24")));
        shop.unreadable.put(
                "ipGroup", EvidenceUnavailableException.because(UnavailabilityReason.NOT_FOUND, "IP group ipg-nodes"));
        assertThat(examined().open().detail()).isEqualTo("IP group ipg-nodes: does not exist, or is not visible");
    }

    @Test
    void anIpGroupThatDecidesOnTheDataEndpointAloneMakesThatUndetermined() {
        shop.network.firewallRules.add(collection(true, network("10.0.1.5")));
        shop.network.firewallRules.add(collection(true, ofGroup("10.0.1.4")));
        groupsAreForbidden();
        assertThat(Examined.by(new DataEndpointCheck(), shop).open().needs()).contains(Permission.READ_NETWORKS);
    }

    private void groupsAreForbidden() {
        shop.unreadable.put(
                "ipGroup", EvidenceUnavailableException.forbidden("IP group ipg-nodes", Permission.READ_NETWORKS));
    }

    private static NetworkRule ofGroup(String destination) {
        return new NetworkRule(
                "of-group",
                List.of("TCP"),
                new RuleAddresses(List.of(), List.of(ShopNetwork.id("ipGroups/ipg-nodes"))),
                new RuleAddresses(List.of(destination), List.of()),
                List.of(),
                List.of("443"));
    }

    @Test
    void anApplianceThatIsNoAzureFirewallMakesTheVerdictUndetermined() {
        shop.network.routes.clear();
        shop.network.routes.add(
                new Route("to-nva", "10.0.1.5/32", NextHopType.VIRTUAL_APPLIANCE, Optional.of("10.0.7.4")));
        assertThat(examined().open().detail())
                .isEqualTo("route to-nva (10.0.1.5/32) leads to 10.0.7.4, which is not a visible Azure Firewall");
    }

    @Test
    void aWebCategoryMakesTheVerdictUndetermined() {
        shop.network.firewallRules.add(collection(
                true,
                new ApplicationRule(
                        "category",
                        List.of("Https:443"),
                        new RuleAddresses(List.of("*"), List.of()),
                        List.of(),
                        true,
                        false)));
        assertThat(examined().open().detail())
                .isEqualTo("whether afw-hub matches traffic to contososhop.azurecr.io (10.0.1.5) is not known:"
                        + " category in rules of group of policy afwp-hub");
    }

    @Test
    void aFirewallAndASecurityGroupThatBothBlockAreBothNamed() {
        shop.network.nodeRules.add(ShopNetwork.rule("deny-hub", 200, false, "10.0.0.0/16"));
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .extracting(Finding::cause)
                .containsExactlyInAnyOrder(Cause.FIREWALL_BLOCKS_REGISTRY, Cause.NSG_BLOCKS_REGISTRY);
    }

    private Examined examined() {
        return Examined.by(new AzureFirewallCheck(), shop);
    }

    private static NetworkRule network(String destination) {
        return new NetworkRule(
                "to-" + destination,
                List.of("TCP"),
                new RuleAddresses(List.of("10.1.0.0/22"), List.of()),
                new RuleAddresses(List.of(destination), List.of()),
                List.of(),
                List.of("443"));
    }

    private static ApplicationRule named(String host) {
        return new ApplicationRule(
                "to-" + host,
                List.of("Https:443"),
                new RuleAddresses(List.of("10.1.0.0/22"), List.of()),
                List.of(host),
                false,
                false);
    }
}
