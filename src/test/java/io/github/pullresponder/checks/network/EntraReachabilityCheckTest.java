package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.ShopEvidence.IMAGE;
import static io.github.pullresponder.diagnosis.ShopNetwork.LOGIN;
import static io.github.pullresponder.diagnosis.ShopNetwork.collection;
import static io.github.pullresponder.diagnosis.ShopNetwork.drop;
import static io.github.pullresponder.diagnosis.ShopNetwork.toFirewall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.cluster.Cluster.NetworkProfile;
import io.github.pullresponder.cluster.HttpProxy;
import io.github.pullresponder.cluster.ServiceAccountAnnotations;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.network.FirewallRule.ApplicationRule;
import io.github.pullresponder.network.FirewallRule.RuleAddresses;
import io.github.pullresponder.network.Route;
import io.github.pullresponder.network.Route.NextHopType;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Limitation.NoticedBlindSpot;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.RegistryNetwork;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntraReachabilityCheckTest {
    private static final String SIGN_IN = "login.microsoftonline.com";

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void theRegistryIsPublicBehindTheFirewall() {
        shop.network.registryHas(RegistryNetwork.OPEN);
        shop.network.routes.add(toFirewall("0.0.0.0/0"));
        shop.network.firewallRules.add(collection(true, named("*.azurecr.io", "*.blob.core.windows.net")));
    }

    @Test
    void aFirewallThatBlocksTheSignInHostIsConfirmedWithTheRuleToAdd() {
        signInTimesOut();
        var examined = examined();
        assertThat(examined.finding().cause()).isEqualTo(Cause.ENTRA_SIGN_IN_BLOCKED);
        assertThat(examined.finding().summary())
                .isEqualTo(
                        "Firewall afw-hub blocks login.microsoftonline.com, where applications sign in to Microsoft Entra ID");
        assertThat(examined.facts())
                .containsExactly(
                        "route to-firewall (0.0.0.0/0) of subnet snet-nodes leads to firewall afw-hub",
                        "traffic from snet-nodes to login.microsoftonline.com:443: no rule allows it",
                        "the node did not reach login.microsoftonline.com, where it requested a token");
        assertThat(examined.commands())
                .hasSize(2)
                .last()
                .asString()
                .contains("--name allow-sign-in")
                .endsWith("--rule-type ApplicationRule --protocols Https=443 --target-fqdns " + SIGN_IN);
    }

    @Test
    void noCheckOfTheRegistrysPathIsConfirmedOrRuledOut() {
        signInTimesOut();
        shop.network.firewallRules.clear();
        var diagnosis = shop.diagnose(CheckCatalog.all());
        assertThat(diagnosis.causes()).extracting(Finding::cause).containsExactly(Cause.ENTRA_SIGN_IN_BLOCKED);
        Examined.by("firewall", shop).doesNotApply();
        Examined.by("route", shop).doesNotApply();
        Examined.by("security-groups", shop).doesNotApply();
    }

    @Test
    void aRuleForTheHostRulesTheCauseOut() {
        signInTimesOut();
        shop.network.firewallRules.add(collection(true, named(SIGN_IN)));
        examined()
                .isRuledOut(
                        "nothing blocks login.microsoftonline.com: the traffic is routed to 10.0.0.4 by route to-firewall"
                                + " (0.0.0.0/0)");
    }

    @Test
    void theFqdnTagOfAksRulesTheCauseOut() {
        signInTimesOut();
        shop.network.firewallRules.add(collection(true, tagged("AzureKubernetesService")));
        assertThat(examined().verdict().detail()).startsWith("nothing blocks login.microsoftonline.com");
    }

    @Test
    void theFqdnTagOfAnotherServiceMakesTheVerdictUndetermined() {
        signInTimesOut();
        shop.network.firewallRules.add(collection(true, tagged("AzureBackup")));
        assertThat(examined().open().detail())
                .startsWith("whether afw-hub matches traffic to login.microsoftonline.com");
    }

    @Test
    void rulesThatCannotBeReadMakeTheVerdictUndetermined() {
        signInTimesOut();
        shop.unreadable.put(
                "rules", EvidenceUnavailableException.forbidden("rules of firewall policy", Permission.READ_NETWORKS));
        assertThat(examined().open().needs()).contains(Permission.READ_NETWORKS);
    }

    @Test
    void anApplianceMakesTheVerdictUndetermined() {
        signInTimesOut();
        shop.network.routes.clear();
        shop.network.routes.add(
                new Route("to-nva", "0.0.0.0/0", NextHopType.VIRTUAL_APPLIANCE, Optional.of("10.0.7.4")));
        assertThat(blindSpot()).isEqualTo(BlindSpot.NETWORK_APPLIANCE);
    }

    @Test
    void aGatewayMakesTheVerdictUndetermined() {
        signInTimesOut();
        shop.network.routes.clear();
        shop.network.routes.add(
                new Route("to-site", "0.0.0.0/0", NextHopType.VIRTUAL_NETWORK_GATEWAY, Optional.empty()));
        assertThat(blindSpot()).isEqualTo(BlindSpot.VIRTUAL_NETWORK_GATEWAY);
    }

    @Test
    void aProxyMakesTheVerdictUndetermined() {
        signInTimesOut();
        shop.cluster = Optional.of(ShopEvidence.cluster(
                Optional.empty(),
                List.of(ShopEvidence.pool("user")),
                new NetworkProfile(
                        "loadBalancer",
                        List.of(),
                        Optional.of(new HttpProxy("http://10.0.9.4:3128/", List.of())),
                        Optional.empty())));
        assertThat(blindSpot()).isEqualTo(BlindSpot.HTTP_PROXY);
    }

    @Test
    void aSecurityGroupThatDeniesEntraIdIsConfirmed() {
        signInTimesOut();
        shop.network.routes.clear();
        shop.network.nodeRules.add(ShopNetwork.rule("allow-registry", 200, true, "AzureContainerRegistry"));
        shop.network.nodeRules.add(ShopNetwork.rule("deny-entra", 300, false, "AzureActiveDirectory"));
        assertThat(examined().finding().summary()).startsWith("Security group nsg-nodes blocks " + SIGN_IN);
        assertThat(examined().commands())
                .singleElement()
                .asString()
                .contains("--name allow-sign-in-outbound")
                .contains("--destination-address-prefixes AzureActiveDirectory");
    }

    @Test
    void aRouteThatDropsItIsConfirmed() {
        signInTimesOut();
        shop.network.routes.clear();
        shop.network.routes.add(drop("AzureActiveDirectory"));
        assertThat(examined().finding().summary()).startsWith("Route drop (AzureActiveDirectory) blocks " + SIGN_IN);
    }

    /** The metadata service issues the identity's tokens: the blocked host is an advisory, not the cause. */
    @Test
    void aManagedIdentityDoesNotSignIn() {
        onlyAnonymous();
        examined().doesNotApply();
        assertThat(examined().verdict().detail())
                .isEqualTo("the metadata service of the node issues the tokens of aks-shop-agentpool, not " + SIGN_IN);
        assertThat(examined().verdict().advisories())
                .extracting(Finding::cause)
                .containsExactly(Cause.ENTRA_SIGN_IN_BLOCKED);
        shop.network.firewallRules.add(collection(true, named(SIGN_IN)));
        assertThat(examined().verdict().advisories()).isEmpty();
    }

    @Test
    void theRegistryItselfChecksTheCredentialOfAServicePrincipal() {
        shop.cluster = Optional.of(ShopEvidence.cluster(Optional.of("5d0f6a1e-90f0-4a4e-8a6e-0a4f0b6f9c10")));
        onlyAnonymous();
        examined().doesNotApply();
        assertThat(examined().verdict().detail()).contains("the registry itself checks the credential of");
    }

    /** The nodes' exchange of the service account's token is not visible to Pull Responder. */
    @Test
    void forAnAnnotatedServiceAccountItIsLikely() {
        isAnnotated();
        onlyAnonymous();
        assertThat(blindSpot()).isEqualTo(BlindSpot.CREDENTIAL_PROVIDER_OF_NODES);
        assertThat(examined().suspect().cause()).isEqualTo(Cause.ENTRA_SIGN_IN_BLOCKED);
        shop.network.firewallRules.add(collection(true, named(SIGN_IN)));
        assertThat(examined().verdict().detail()).startsWith("nothing blocks " + SIGN_IN);
    }

    @Test
    void aNodeThatPresentedCredentialsHasSignedIn() {
        isAnnotated();
        examined().doesNotApply();
    }

    private void isAnnotated() {
        shop.annotations = new ServiceAccountAnnotations(
                Optional.of("0f6d3f7e-64f1-4f2b-9d5e-2b6b6d0c7a11"), Optional.of(ShopEvidence.TENANT));
    }

    private void signInTimesOut() {
        shop.network.failsWith("failed to resolve reference \"" + IMAGE
                + "\": failed to authorize: failed to fetch oauth token: Post \"https://" + SIGN_IN
                + "/common/oauth2/v2.0/token\": dial tcp 20.190.160.17:443: i/o timeout");
    }

    private void onlyAnonymous() {
        shop.network.failsWith("failed to resolve reference \"" + IMAGE
                + "\": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://"
                + LOGIN + "/oauth2/token: 401 Unauthorized");
    }

    private BlindSpot blindSpot() {
        return ((NoticedBlindSpot) examined().open().limitation().orElseThrow()).blindSpot();
    }

    private Examined examined() {
        return Examined.by(new EntraReachabilityCheck(), shop);
    }

    private static ApplicationRule named(String... hosts) {
        return new ApplicationRule(
                "names",
                List.of("Https:443"),
                new RuleAddresses(List.of("*"), List.of()),
                List.of(hosts),
                false,
                false);
    }

    private static ApplicationRule tagged(String tag) {
        return new ApplicationRule(
                "tagged",
                List.of("Https:443"),
                new RuleAddresses(List.of("*"), List.of()),
                List.of(),
                List.of(tag),
                false,
                false);
    }
}
