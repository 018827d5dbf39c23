package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopEvidence.NODE_SUBNET;
import static io.github.pullresponder.diagnosis.ShopEvidence.REGISTRY;
import static io.github.pullresponder.diagnosis.ShopEvidence.pool;
import static io.github.pullresponder.diagnosis.ShopNetwork.collection;
import static io.github.pullresponder.diagnosis.ShopNetwork.toFirewall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.cluster.Cluster.NetworkProfile;
import io.github.pullresponder.cluster.HttpProxy;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.network.FirewallRule.ApplicationRule;
import io.github.pullresponder.network.FirewallRule.RuleAddresses;
import io.github.pullresponder.network.Route;
import io.github.pullresponder.network.Route.NextHopType;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the checks of name resolution, egress, the proxy and certificates. */
class ResolutionEgressProxyTlsChecksTest {
    private static final String PROXY = "proxy.contoso.internal:3128";

    private final ShopEvidence shop = new ShopEvidence();

    // Names

    @Test
    void aPublicNameThatCustomDnsServersDoNotResolveIsConfirmed() {
        shop.network.isNotResolved();
        shop.network.dnsServers.add("10.0.9.4");
        var examined = resolution();
        assertThat(examined.finding().cause()).isEqualTo(Cause.REGISTRY_HOST_NOT_RESOLVED);
        assertThat(examined.finding().summary())
                .isEqualTo("contososhop.azurecr.io exists, but the nodes cannot resolve its name with 10.0.9.4");
        assertThat(examined.facts())
                .containsExactly(
                        "contososhop has the login server contososhop.azurecr.io",
                        "vnet-shop sends its DNS queries to 10.0.9.4");
        assertThat(examined.finding().remedies())
                .extracting(Remedy::title)
                .containsExactly(
                        "Configure 10.0.9.4 to forward names that they cannot resolve to 168.63.129.16, if they do not yet",
                        "Check the answer of the node's resolver");
        assertThat(examined.commands())
                .containsExactly(
                        "kubectl --context aks-shop debug node/aks-user-12345678-vmss000000 --stdin --tty --profile=sysadmin"
                                + " --image=mcr.microsoft.com/azurelinux/busybox:1.36 -- chroot /host resolvectl query"
                                + " contososhop.azurecr.io");
    }

    @Test
    void withAzureDnsTheRemedyExaminesTheNode() {
        shop.network.isNotResolved();
        assertThat(resolution().finding().summary()).endsWith("cannot resolve its name with Azure DNS");
        assertThat(resolution().commands())
                .singleElement()
                .asString()
                .startsWith("kubectl --context aks-shop debug node/");
    }

    @Test
    void withoutTheNodesNameThereIsNoNodeToExamine() {
        shop.network.isNotResolved();
        shop.node = Optional.empty();
        assertThat(resolution().commands()).isEmpty();
    }

    /** A linked zone answers for every name in it: a name without a record does not exist. */
    @Test
    void aMissingRecordInALinkedZoneIsAnotherCause() {
        shop.network.isNotResolved();
        shop.network.registryIsPrivate("Approved");
        shop.network.records.remove("contososhop");
        resolution().isRuledOut("privatelink.azurecr.io answers for contososhop.azurecr.io and has no record of it");
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .extracting(Finding::cause)
                .containsExactly(Cause.PRIVATE_DNS_RECORD_MISSING);
    }

    @Test
    void anotherErrorIsNotANameResolutionError() {
        shop.network.timesOut();
        resolution().doesNotApply();
    }

    @Test
    void anUnreadableNetworkIsUndetermined() {
        shop.network.isNotResolved();
        shop.unreadable.put(
                "network",
                EvidenceUnavailableException.forbidden("virtual network vnet-shop", Permission.READ_NETWORKS));
        assertThat(resolution().open().needs()).contains(Permission.READ_NETWORKS);
    }

    // Egress

    @ParameterizedTest
    @ValueSource(strings = {"none", "block", "None"})
    void aClusterWithoutEgressNeedsAPrivateEndpoint(String outboundType) {
        shop.network.timesOut();
        clusterHas(network(outboundType));
        var examined = egress();
        assertThat(examined.finding().cause()).isEqualTo(Cause.NO_EGRESS);
        assertThat(examined.finding().summary())
                .isEqualTo("aks-shop has no egress, and no private endpoint leads to contososhop");
        assertThat(examined.facts())
                .containsExactly(
                        "outboundType of aks-shop is " + outboundType,
                        "contososhop has no private endpoint for the nodes' network");
        assertThat(examined.commands())
                .first()
                .isEqualTo(
                        "az network private-endpoint create --resource-group rg-shop --name pe-contososhop --subscription "
                                + CLUSTER.subscription() + " --location westeurope --connection-name"
                                + " contososhop --private-connection-resource-id " + REGISTRY
                                + " --group-id registry --subnet " + NODE_SUBNET);
    }

    @Test
    void otherOutboundTypesProvideEgress() {
        shop.network.timesOut();
        egress().isRuledOut("outboundType of aks-shop is loadBalancer");
    }

    @Test
    void aPrivateEndpointNeedsNoEgress() {
        shop.network.timesOut();
        shop.network.registryIsPrivate("Approved");
        clusterHas(network("none"));
        egress().doesNotApply();
    }

    @Test
    void theBootstrapRegistryNeedsNoEgress() {
        shop.network.timesOut();
        clusterHas(new NetworkProfile("none", List.of(), Optional.empty(), Optional.of(REGISTRY)));
        egress().isRuledOut("contososhop is the bootstrap registry of aks-shop");
    }

    @Test
    void aNatGatewayOrAFirewallIsEgressThatAksDoesNotReport() {
        shop.network.timesOut();
        clusterHas(network("none"));
        shop.network.natGateway = Optional.of(ShopNetwork.id("natGateways/nat-shop"));
        egress().isRuledOut("traffic to contososhop.azurecr.io goes through a NAT gateway");
        shop.network.natGateway = Optional.empty();
        shop.network.routes.add(toFirewall("0.0.0.0/0"));
        egress().isRuledOut("traffic to contososhop.azurecr.io is routed to 10.0.0.4 by route to-firewall (0.0.0.0/0)");
        shop.network.routes.clear();
        shop.network.routes.add(
                new Route("on-premises", "0.0.0.0/0", NextHopType.VIRTUAL_NETWORK_GATEWAY, Optional.empty()));
        assertThat(egress().open().limitation()).isPresent();
    }

    @Test
    void anUnreadRouteTableLeavesTheEgressUndetermined() {
        shop.network.timesOut();
        clusterHas(network("none"));
        shop.unreadable.put(
                "routeTable", EvidenceUnavailableException.forbidden("route table rt-nodes", Permission.READ_NETWORKS));
        assertThat(egress().open().needs()).contains(Permission.READ_NETWORKS);
    }

    // The proxy

    @Test
    void aProxyForAPrivateRegistryIsConfirmed() {
        shop.network.timesOut();
        shop.network.registryIsPrivate("Approved");
        clusterHas(behindProxy("localhost", "10.0.0.0/8"));
        var examined = proxy();
        assertThat(examined.finding().cause()).isEqualTo(Cause.PROXY_MISCONFIGURED);
        assertThat(examined.finding().summary())
                .isEqualTo("The nodes use the proxy " + PROXY + " for contososhop.azurecr.io and"
                        + " contososhop.westeurope.data.azurecr.io, which has a private endpoint");
        assertThat(examined.facts())
                .containsExactly(
                        "noProxy of aks-shop is localhost, 10.0.0.0/8",
                        "private endpoint pe-registry leads to contososhop");
        assertThat(examined.commands())
                .containsExactly(
                        "az aks show --resource-group rg-shop --name aks-shop --subscription " + CLUSTER.subscription()
                                + " --query httpProxyConfig --output json | jq '.noProxy = ((.noProxy // []) +"
                                + " $ARGS.positional)' --args 'contososhop.azurecr.io'"
                                + " 'contososhop.westeurope.data.azurecr.io' > 'http-proxy-aks-shop.json'",
                        "az aks update --resource-group rg-shop --name aks-shop --subscription "
                                + CLUSTER.subscription() + " --http-proxy-config http-proxy-aks-shop.json");
    }

    @Test
    void onlyHostsMissingInNoProxyAreAdded() {
        shop.network.timesOut();
        shop.network.registryIsPrivate("Approved");
        clusterHas(behindProxy("contososhop.azurecr.io"));
        assertThat(proxy().commands().get(0)).contains(" --args 'contososhop.westeurope.data.azurecr.io' >");
    }

    @Test
    void aDomainInNoProxyRulesTheCauseOut() {
        shop.network.timesOut();
        shop.network.registryIsPrivate("Approved");
        clusterHas(behindProxy(".azurecr.io"));
        proxy().isRuledOut("noProxy contains contososhop.azurecr.io and contososhop.westeurope.data.azurecr.io");
    }

    @Test
    void withoutAProxyTheCheckIsNotApplicable() {
        shop.network.timesOut();
        proxy().doesNotApply();
    }

    @Test
    void aPublicRegistryBehindAProxyIsABlindSpot() {
        shop.network.timesOut();
        clusterHas(behindProxy("localhost"));
        assertThat(proxy().open().detail())
                .isEqualTo("the nodes send requests for contososhop.azurecr.io through the proxy " + PROXY);
    }

    @Test
    void aProxyAndARuleThatDeniesAreBothNamed() {
        shop.network.timesOut();
        shop.network.registryIsPrivate("Approved");
        clusterHas(behindProxy());
        shop.network.nodeRules.add(ShopNetwork.rule("deny-hub", 200, false, "10.0.0.0/16"));
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .extracting(Finding::cause)
                .containsExactlyInAnyOrder(Cause.PROXY_MISCONFIGURED, Cause.NSG_BLOCKS_REGISTRY);
    }

    // Certificates

    @Test
    void aProxyThatMayPresentItsOwnCertificateIsLikely() {
        doesNotTrust();
        clusterHas(behindProxy("localhost"));
        var finding = tls().open().suspect().orElseThrow();
        assertThat(finding.cause()).isEqualTo(Cause.TLS_INTERCEPTED);
        assertThat(finding.summary())
                .isEqualTo(
                        "The certificate that the nodes receive for contososhop.azurecr.io is not the registry's; the"
                                + " proxy " + PROXY + " is on the network path");
        assertThat(finding.evidence())
                .extracting(Evidence::fact)
                .containsExactly(
                        "the node does not trust the certificate of contososhop.azurecr.io",
                        "the nodes send requests for contososhop.azurecr.io through the proxy " + PROXY);
        assertThat(finding.remedies())
                .extracting(Remedy::title)
                .containsExactly(
                        "Exclude contososhop.azurecr.io from TLS inspection at the proxy",
                        "Add contososhop.azurecr.io to noProxy (AKS reimages the nodes)");
    }

    @Test
    void anInspectingFirewallRuleIsConfirmedWithANetworkRule() {
        doesNotTrust();
        shop.network.routes.add(toFirewall("0.0.0.0/0"));
        shop.network.firewallRules.add(collection(
                true,
                new ApplicationRule(
                        "inspected",
                        List.of("Https:443"),
                        new RuleAddresses(List.of("*"), List.of()),
                        List.of("*.azurecr.io"),
                        false,
                        true)));
        var examined = tls();
        assertThat(examined.finding().summary()).endsWith("; firewall afw-hub is on the network path");
        assertThat(examined.facts())
                .containsExactly(
                        "the node does not trust the certificate of contososhop.azurecr.io",
                        "traffic to contososhop.azurecr.io is routed to 10.0.0.4 by route to-firewall (0.0.0.0/0)",
                        "a rule that allows contososhop.azurecr.io inspects TLS");
        assertThat(examined.commands().get(1))
                .isEqualTo("az network firewall policy rule-collection-group collection add-filter-collection"
                        + " --resource-group rg-network --subscription " + CLUSTER.subscription()
                        + " --policy-name afwp-hub --rule-collection-group-name allow-registry --name allow-registry"
                        + " --collection-priority 150 --action Allow --rule-name allow-registry"
                        + " --source-addresses 10.1.0.0/22 --rule-type NetworkRule --ip-protocols TCP --destination-addresses"
                        + " AzureContainerRegistry --destination-ports 443");
    }

    @Test
    void behindAFirewallWithoutInspectionAnotherDeviceIsSuspected() {
        doesNotTrust();
        shop.network.routes.add(toFirewall("0.0.0.0/0"));
        assertThat(tls().open().detail())
                .isEqualTo("no rule of firewall afw-hub inspects the TLS connection to contososhop.azurecr.io");
        var finding = tls().open().suspect().orElseThrow();
        assertThat(finding.evidence())
                .extracting(Evidence::fact)
                .contains("no rule of afw-hub inspects TLS, but a device behind it may");
        assertThat(finding.remedies())
                .extracting(Remedy::title)
                .containsExactly(
                        "Exclude contososhop.azurecr.io from TLS inspection at the device behind firewall afw-hub");
    }

    @Test
    void anApplianceOnThePathIsReported() {
        doesNotTrust();
        shop.network.routes.add(
                new Route("to-nva", "0.0.0.0/0", NextHopType.VIRTUAL_APPLIANCE, Optional.of("10.0.7.4")));
        assertThat(tls().open().suspect().orElseThrow().summary())
                .endsWith("; the appliance 10.0.7.4 is on the network path");
    }

    @Test
    void withoutADeviceOnThePathTheOriginOfTheCertificateIsUnknown() {
        doesNotTrust();
        assertThat(tls().open().detail())
                .isEqualTo(
                        "the network path to contososhop.azurecr.io has no proxy, firewall or appliance that could present"
                                + " a certificate");
    }

    @Test
    void anInspectingAuthorityIsConfirmedWithoutAKnownDeviceOnThePath() {
        doesNotTrust(
                " (possibly because of \"crypto/rsa: verification error\" while trying to verify candidate authority"
                        + " certificate \"Contoso Zscaler CA\")");
        assertThat(tls().finding().summary()).endsWith("the certificate authority Contoso Zscaler CA issued it");
    }

    @Test
    void anotherAuthorityIsNoProofOfInspection() {
        doesNotTrust(
                " (possibly because of \"crypto/rsa: verification error\" while trying to verify candidate authority"
                        + " certificate \"Ingress Root\")");
        assertThat(tls().open().suspect()).isPresent();
    }

    @Test
    void aCertificateThatIsOutdatedMayMeanAWrongClock() {
        shop.network.routes.add(toFirewall("0.0.0.0/0"));
        doesNotTrust(" x509: certificate has expired or is not yet valid: current time 2024-01-01T00:00:00Z is before"
                + " 2026-01-01T00:00:00Z");
        assertThat(tls().open().suspect()).isEmpty();
        assertThat(tls().open().detail()).endsWith("a wrong clock on the node also explains that");
    }

    // Observations

    @Test
    void aFailedMirrorOnTheNodeSaysNothingAboutThePath() {
        shop.network.failsWith("failed to resolve reference \"" + ShopEvidence.IMAGE + "\": failed to do request: Head"
                + " \"http://localhost:8578/v2/shop/web/manifests/1.4.2\": dial tcp 127.0.0.1:8578: connect: connection"
                + " refused");
        assertThat(egress().open().detail())
                .isEqualTo("a mirror on the node failed (localhost:8578): the message says nothing about the path to"
                        + " contososhop.azurecr.io");
    }

    @Test
    void aNodeThatConnectsToTheEndpointDoesNotUseTheProxy() {
        shop.network.timesOutDialing("10.0.1.5");
        shop.network.registryIsPrivate("Approved");
        clusterHas(behindProxy());
        assertThat(proxy().open().detail())
                .isEqualTo("the node connected to 10.0.1.5 for contososhop.azurecr.io, not to the proxy " + PROXY);
    }

    @Test
    void aNameServerThatTheNetworkDoesNotNameContradictsTheModel() {
        shop.network.failsWith("failed to resolve reference \"" + ShopEvidence.IMAGE + "\": failed to do request: Head"
                + " \"https://contososhop.azurecr.io/v2/shop/web/manifests/1.4.2\": dial tcp: lookup"
                + " contososhop.azurecr.io on 10.9.9.9:53: no such host");
        assertThat(resolution().open().detail())
                .isEqualTo("the node used DNS server 10.9.9.9, but its network is configured with Azure DNS");
        shop.network.dnsServers.add("10.9.9.9");
        assertThat(resolution().finding().cause()).isEqualTo(Cause.REGISTRY_HOST_NOT_RESOLVED);
    }

    @Test
    void anotherErrorIsNotACertificateError() {
        shop.network.timesOut();
        shop.network.routes.add(toFirewall("0.0.0.0/0"));
        tls().doesNotApply();
    }

    private void doesNotTrust() {
        doesNotTrust("");
    }

    private void doesNotTrust(String more) {
        shop.network.failsWith("failed to resolve reference \"" + ShopEvidence.IMAGE
                + "\": failed to do request: Head \"https://" + ShopNetwork.LOGIN
                + "/v2/shop/web/manifests/1.4.2\": tls: failed to verify certificate: x509: certificate signed by"
                + " unknown authority" + more);
    }

    private Examined resolution() {
        return Examined.by(new HostResolutionCheck(), shop);
    }

    private Examined egress() {
        return Examined.by(new EgressCheck(), shop);
    }

    private Examined proxy() {
        return Examined.by(new ProxyCheck(), shop);
    }

    private Examined tls() {
        return Examined.by(new TlsInterceptionCheck(), shop);
    }

    private void clusterHas(NetworkProfile network) {
        shop.cluster =
                Optional.of(ShopEvidence.cluster(Optional.empty(), List.of(pool("system"), pool("user")), network));
    }

    private static NetworkProfile network(String outboundType, ResourceId... addresses) {
        return new NetworkProfile(outboundType, List.of(addresses), Optional.empty(), Optional.empty());
    }

    private static NetworkProfile behindProxy(String... exceptions) {
        return new NetworkProfile(
                "loadBalancer", List.of(), Optional.of(new HttpProxy(PROXY, List.of(exceptions))), Optional.empty());
    }
}
