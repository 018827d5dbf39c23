package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.ShopNetwork.collection;
import static io.github.pullresponder.diagnosis.ShopNetwork.drop;
import static io.github.pullresponder.diagnosis.ShopNetwork.rule;
import static io.github.pullresponder.diagnosis.ShopNetwork.toFirewall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.cluster.Cluster.NetworkProfile;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.network.FirewallRule.ApplicationRule;
import io.github.pullresponder.network.FirewallRule.NetworkRule;
import io.github.pullresponder.network.FirewallRule.RuleAddresses;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks of the network for the images of AKS, which are in Microsoft's own registry. */
class MicrosoftRegistryChecksTest {
    private static final String IMAGE = "mcr.microsoft.com/oss/kubernetes/coredns:v1.11.3";
    private static final RuleAddresses NODES = new RuleAddresses(List.of("10.1.0.0/22"), List.of());

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void theImageTimesOutBehindTheFirewall() {
        shop.pulls(
                IMAGE,
                "failed to resolve reference \"" + IMAGE
                        + "\": failed to do request: Head \"https://mcr.microsoft.com/v2/oss/kubernetes/coredns/manifests/v1.11.3\":"
                        + " dial tcp 150.171.69.10:443: i/o timeout");
        shop.network.routes.add(toFirewall("0.0.0.0/0"));
    }

    @Test
    void aFirewallWithoutARuleForItIsConfirmedWithBothHosts() {
        var diagnosis = shop.diagnose(CheckCatalog.all());
        assertThat(diagnosis.causes()).extracting(Finding::cause).containsExactly(Cause.FIREWALL_BLOCKS_REGISTRY);
        assertThat(diagnosis.path()).isNotEmpty();
        var examined = Examined.by(new AzureFirewallCheck(), shop);
        assertThat(examined.finding().summary()).isEqualTo("Firewall afw-hub blocks mcr.microsoft.com");
        assertThat(examined.commands())
                .last()
                .asString()
                .endsWith("--target-fqdns mcr.microsoft.com '*.data.mcr.microsoft.com'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AzureKubernetesService", "azurekubernetesservice"})
    void theFqdnTagOfAksAllowsBothHosts(String tag) {
        shop.network.firewallRules.add(collection(true, tagged(tag)));
        assertThat(Examined.by(new AzureFirewallCheck(), shop).verdict().detail())
                .startsWith("afw-hub allows mcr.microsoft.com: tagged in rules");
        assertThat(Examined.by(new DataEndpointCheck(), shop).verdict().detail())
                .isEqualTo(
                        "the same rules allow the login server mcr.microsoft.com and the data endpoint *.data.mcr.microsoft.com");
    }

    @Test
    void anFqdnTagOfWindowsDoesNot() {
        shop.network.firewallRules.add(collection(true, tagged("WindowsUpdate")));
        assertThat(Examined.by(new AzureFirewallCheck(), shop).finding().cause())
                .isEqualTo(Cause.FIREWALL_BLOCKS_REGISTRY);
    }

    @Test
    void ifOnlyTheLoginServerIsAllowedLayersAreBlocked() {
        shop.network.firewallRules.add(collection(true, named("mcr.microsoft.com")));
        shop.pulls(
                IMAGE,
                "failed to copy: httpReadSeeker: failed open: failed to do request: Get"
                        + " \"https://westeurope.data.mcr.microsoft.com/01031d61\": dial tcp 150.171.70.10:443: i/o timeout");
        assertThat(Examined.by(new DataEndpointCheck(), shop).finding().cause()).isEqualTo(Cause.DATA_ENDPOINT_BLOCKED);
    }

    /** "Microsoft Artifact Registry (MAR) client firewall rules configuration": both service tags are needed. */
    @Test
    void networkRulesNeedBothServiceTags() {
        shop.network.firewallRules.add(collection(true, addressed("MicrosoftContainerRegistry")));
        assertThat(Examined.by(new AzureFirewallCheck(), shop).open().detail()).contains("no rule allows it");
        shop.network.firewallRules.add(collection(true, addressed("AzureFrontDoor.FirstParty")));
        assertThat(Examined.by(new AzureFirewallCheck(), shop).verdict().detail())
                .startsWith("afw-hub allows mcr.microsoft.com");
    }

    @Test
    void aSecurityGroupThatDeniesTheInternetGetsARuleForEachServiceTag() {
        shop.network.routes.clear();
        shop.network.nodeRules.add(rule("deny-internet", 300, false, "Internet"));
        var examined = Examined.by(new SecurityGroupCheck(), shop);
        assertThat(examined.finding().summary())
                .isEqualTo("Rule deny-internet (priority 300) of nsg-nodes denies the traffic to mcr.microsoft.com");
        assertThat(examined.commands()).hasSize(2);
        assertThat(examined.commands().get(0))
                .contains(
                        "--name allow-registry-outbound ",
                        "--destination-address-prefixes MicrosoftContainerRegistry ");
        assertThat(examined.commands().get(1))
                .contains(
                        "--name allow-registry-outbound-2 ",
                        "--destination-address-prefixes AzureFrontDoor.FirstParty ");
        shop.network.nodeRules.add(rule("allow-mcr", 200, true, "MicrosoftContainerRegistry"));
        assertThat(Examined.by(new SecurityGroupCheck(), shop).open().detail()).contains("deny-internet");
        shop.network.nodeRules.add(rule("allow-front-door", 210, true, "AzureFrontDoor.FirstParty"));
        Examined.by(new SecurityGroupCheck(), shop).isRuledOut("the network security groups allow mcr.microsoft.com");
    }

    @Test
    void aRouteThatDropsItIsConfirmed() {
        shop.network.routes.clear();
        shop.network.routes.add(drop("0.0.0.0/0"));
        assertThat(Examined.by(new RouteCheck(), shop).finding().summary())
                .isEqualTo("Route drop (0.0.0.0/0) drops the traffic to mcr.microsoft.com");
    }

    @Test
    void rulesThatCannotBeReadMakeTheVerdictUndetermined() {
        shop.unreadable.put(
                "rules", EvidenceUnavailableException.forbidden("rules of firewall policy", Permission.READ_NETWORKS));
        assertThat(Examined.by(new AzureFirewallCheck(), shop).open().needs()).contains(Permission.READ_NETWORKS);
    }

    /** Its nodes pull these images from the bootstrap registry. */
    @Test
    void aNetworkIsolatedClusterDoesNotUseIt() {
        shop.cluster = Optional.of(ShopEvidence.cluster(
                Optional.empty(),
                List.of(ShopEvidence.pool("user")),
                new NetworkProfile("none", List.of(), Optional.empty(), Optional.of(ShopEvidence.REGISTRY))));
        Examined.by(new AzureFirewallCheck(), shop).doesNotApply();
    }

    @ParameterizedTest
    @ValueSource(strings = {"egress-address", "private-dns-zone", "egress", "public-access", "proxy"})
    void checksOfAzureRegistriesDoNotApply(String check) {
        Examined.by(check, shop).doesNotApply();
    }

    @Test
    void otherPublicRegistriesAreNotAssessed() {
        shop.pulls("quay.io/shop/web:1", "failed to do request: Head \"https://quay.io/v2/\": dial tcp: i/o timeout");
        Examined.by(new AzureFirewallCheck(), shop).doesNotApply();
    }

    private static NetworkRule addressed(String destination) {
        return new NetworkRule(
                "to-" + destination,
                List.of("TCP"),
                NODES,
                new RuleAddresses(List.of(destination), List.of()),
                List.of(),
                List.of("443"));
    }

    private static ApplicationRule named(String host) {
        return new ApplicationRule("named", List.of("Https:443"), NODES, List.of(host), false, false);
    }

    private static ApplicationRule tagged(String tag) {
        return new ApplicationRule("tagged", List.of("Https:443"), NODES, List.of(), List.of(tag), false, false);
    }
}
