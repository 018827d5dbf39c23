package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopNetwork.rule;
import static io.github.pullresponder.diagnosis.ShopNetwork.toFirewall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.network.SecurityRule;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityGroupCheckTest {
    private static final String CREATE = "az network nsg rule create --resource-group rg-network --subscription "
            + CLUSTER.subscription() + " --nsg-name %s --name allow-registry-%s --priority %d --direction %s"
            + " --access Allow --protocol Tcp --source-address-prefixes %s --destination-address-prefixes %s"
            + " --destination-port-ranges 443";

    private static String create(String group, int priority, String direction, String source, String destinations) {
        return CREATE.formatted(group, direction.toLowerCase(Locale.ROOT), priority, direction, source, destinations);
    }

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void thePrivateRegistryDoesNotAnswer() {
        shop.network.registryIsPrivate("Approved");
        shop.network.timesOut();
    }

    @Test
    void aDenyingRuleIsConfirmedWithAnAllowingRuleBeforeIt() {
        shop.network.nodeRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        var examined = examined();
        assertThat(examined.finding().cause()).isEqualTo(Cause.NSG_BLOCKS_REGISTRY);
        assertThat(examined.finding().summary())
                .isEqualTo("Rule deny-hub (priority 200) of nsg-nodes denies the traffic to contososhop");
        assertThat(examined.facts())
                .containsExactly(
                        "outbound traffic of subnet snet-nodes to contososhop.azurecr.io (10.0.1.5):443 is denied by"
                                + " deny-hub (priority 200)",
                        "outbound traffic of subnet snet-nodes to contososhop.westeurope.data.azurecr.io"
                                + " (10.0.1.4):443 is denied by deny-hub (priority 200)");
        assertThat(examined.commands())
                .containsExactly(create("nsg-nodes", 190, "Outbound", "'*'", "10.0.1.5 10.0.1.4"));
    }

    @Test
    void theVerdictDoesNotWaitForTheRulesOfAFirewall() {
        shop.network.nodeRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        shop.network.routes.add(toFirewall("0.0.0.0/0"));
        shop.network.rulesAnswered = new CountDownLatch(1);
        assertThat(examined().finding().cause()).isEqualTo(Cause.NSG_BLOCKS_REGISTRY);
        shop.network.rulesAnswered.countDown();
    }

    @Test
    void anAllowingRuleBeforeItRulesTheCauseOut() {
        shop.network.nodeRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        shop.network.nodeRules.add(rule("allow-endpoints", 150, true, "10.0.1.0/24"));
        examined().isRuledOut("the network security groups allow contososhop.azurecr.io");
    }

    @Test
    void aBlockOfTheLoginServerIsConfirmedWithAnUnknownDataEndpoint() {
        shop.network.nodeRules.add(rule("deny-login", 200, false, "10.0.1.5"));
        shop.network.nodeRules.add(new SecurityRule(
                "some-sources",
                210,
                false,
                false,
                "Tcp",
                List.of("*"),
                List.of("1024-2048"),
                List.of("10.0.1.4"),
                List.of("443"),
                false));
        assertThat(examined().facts())
                .containsExactly(
                        "outbound traffic of subnet snet-nodes to contososhop.azurecr.io (10.0.1.5):443 is denied"
                                + " by deny-login (priority 200)");
    }

    @Test
    void onThePublicPathItsTagIsAllowed() {
        shop.network.registryAllows("20.84.11.9");
        shop.network.nodeRules.add(rule("deny-internet", 4000, false, "Internet"));
        assertThat(examined().commands())
                .containsExactly(create("nsg-nodes", 3990, "Outbound", "'*'", "AzureContainerRegistry"));
    }

    @Test
    void rulesForTheInternetDoNotApplyOnThePrivatePath() {
        shop.network.nodeRules.add(rule("deny-internet", 200, false, "Internet"));
        examined().isRuledOut("the network security groups allow contososhop.azurecr.io");
    }

    @ParameterizedTest(name = "privateEndpointNetworkPolicies {0}: {1}")
    @CsvSource({
        "Enabled, true",
        "NetworkSecurityGroupEnabled, true",
        "Disabled, false",
        "RouteTableEnabled, false",
    })
    void theEndpointsSubnetDeniesOnlyWhereItsRulesApplyToEndpoints(String policies, boolean denies) {
        shop.network.endpointPolicies = policies;
        shop.network.endpointRules.add(inbound("deny-shop", 300, "10.1.0.0/16"));
        if (!denies) {
            examined().isRuledOut("the network security groups allow contososhop.azurecr.io");
            return;
        }
        assertThat(examined().facts())
                .contains("inbound traffic to contososhop.azurecr.io (10.0.1.5):443 is denied by deny-shop (priority"
                        + " 300)");
        assertThat(examined().commands())
                .containsExactly(create("nsg-pe", 290, "Inbound", "10.1.0.0/22", "10.0.1.5 10.0.1.4"));
    }

    /** A single rule would be evaluated too late for the second host, or be in the wrong group. */
    @Test
    void hostsThatDifferentRulesDenyAreAllowedBeforeTheFirst() {
        shop.network.nodeRules.add(rule("deny-login", 300, false, "10.0.1.5"));
        shop.network.nodeRules.add(rule("deny-data", 200, false, "10.0.1.4"));
        assertThat(examined().commands())
                .containsExactly(create("nsg-nodes", 190, "Outbound", "'*'", "10.0.1.5 10.0.1.4"));
    }

    @Test
    void hostsThatDifferentGroupsDenyAreAllowedInEach() {
        shop.network.endpointPolicies = "Enabled";
        shop.network.nodeRules.add(rule("deny-login", 300, false, "10.0.1.5"));
        shop.network.endpointRules.add(inbound("deny-shop", 200, "10.1.0.0/16"));
        assertThat(examined().commands())
                .containsExactly(
                        create("nsg-nodes", 290, "Outbound", "'*'", "10.0.1.5"),
                        create("nsg-pe", 190, "Inbound", "10.1.0.0/22", "10.0.1.5 10.0.1.4"));
        assertThat(examined().finding().summary())
                .isEqualTo(
                        "Rule deny-login (priority 300) of nsg-nodes and rule deny-shop (priority 200) of nsg-pe deny"
                                + " the traffic to contososhop");
    }

    @Test
    void aRuleByApplicationGroupsMakesTheVerdictUndetermined() {
        shop.network.nodeRules.add(new SecurityRule(
                "deny-group", 200, false, false, "*", List.of(), List.of("*"), List.of("*"), List.of("*"), true));
        assertThat(examined().open().detail())
                .isEqualTo("whether rule deny-group (priority 200) of nsg-nodes matches traffic to"
                        + " contososhop.azurecr.io (10.0.1.5) is not known");
    }

    @Test
    void aGroupThatCannotBeReadMakesTheVerdictUndetermined() {
        shop.unreadable.put(
                "securityGroup",
                EvidenceUnavailableException.forbidden("network security group nsg-nodes", Permission.READ_NETWORKS));
        assertThat(examined().open().needs()).contains(Permission.READ_NETWORKS);
    }

    @Test
    void aPendingEndpointIsNotApplicable() {
        shop.network.registryIsPrivate("Pending");
        shop.network.nodeRules.add(rule("deny-all", 200, false, "*"));
        examined().doesNotApply();
    }

    @Test
    void aRuleThatDeniesAndARouteThatDropsAreBothNamed() {
        shop.network.nodeRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        shop.network.routes.add(ShopNetwork.drop("10.0.1.5/32"));
        shop.network.routes.add(ShopNetwork.drop("10.0.1.4/32"));
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .extracting(Finding::cause)
                .containsExactlyInAnyOrder(Cause.NSG_BLOCKS_REGISTRY, Cause.ROUTE_DROPS_REGISTRY_TRAFFIC);
    }

    /** The data endpoint failed, so the login server had answered before. */
    @Test
    void aRuleCannotHaveStoppedALoginServerThatAnswered() {
        shop.network.nodeRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        shop.network.timesOutAt(ShopNetwork.DATA);
        assertThat(examined().open().detail())
                .isEqualTo("the node got as far as the layers, so contososhop.azurecr.io answered it");
        shop.network.failsWith(
                "[failed to resolve reference \"" + ShopEvidence.IMAGE
                        + "\": failed to authorize: failed to fetch oauth token: unexpected status from POST request to"
                        + " https://contososhop.azurecr.io/oauth2/token: 401 Unauthorized, failed to resolve reference \""
                        + ShopEvidence.IMAGE + "\": failed to do request: Head"
                        + " \"https://contososhop.azurecr.io/v2/shop/web/manifests/1.4.2\": dial tcp 10.0.1.5:443: i/o timeout]");
        assertThat(examined().open().detail())
                .isEqualTo("contososhop.azurecr.io answered another attempt of the node (401 unauthorized)");
    }

    private Examined examined() {
        return Examined.by(new SecurityGroupCheck(), shop);
    }

    private static SecurityRule inbound(String name, int priority, String source) {
        return new SecurityRule(
                name, priority, true, false, "*", List.of(source), List.of("*"), List.of("*"), List.of("*"), false);
    }
}
