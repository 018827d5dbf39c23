package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopNetwork.ENDPOINT;
import static io.github.pullresponder.diagnosis.ShopNetwork.HUB;
import static io.github.pullresponder.diagnosis.ShopNetwork.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.ForwardingRuleset.DnsForwardingRule;
import io.github.pullresponder.network.PrivateDnsZone.VirtualNetworkLink;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.RegistryNetwork;
import io.github.pullresponder.registry.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The three checks of DNS for a registry's private addresses: zone, records and DNS servers. */
class PrivateDnsChecksTest {
    private static final String IN_NETWORK =
            " --resource-group rg-network --subscription " + CLUSTER.subscription() + " ";
    private static final String LINK = "az network private-dns link vnet create" + IN_NETWORK
            + "--zone-name privatelink.azurecr.io --name link-%s --virtual-network %s --registration-enabled false";

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void theRegistryIsPrivateAndRefuses() {
        shop.network.registryIsPrivate("Approved");
        shop.network.isForbidden();
    }

    // The zone

    @Test
    void anUnlinkedZoneIsConfirmedWithTheLinkToCreate() {
        unlink(SHOP.name());
        var examined = Examined.by(new PrivateDnsZoneLinkCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.PRIVATE_DNS_ZONE_NOT_LINKED);
        assertThat(examined.finding().summary())
                .isEqualTo("contososhop.azurecr.io resolves to its public address: the private DNS zone is not linked"
                        + " to vnet-shop");
        assertThat(examined.facts())
                .containsExactly(
                        "private endpoint pe-registry is approved and leads to contososhop",
                        "privatelink.azurecr.io is linked to vnet-hub only",
                        "vnet-shop has no custom DNS servers: it uses Azure DNS");
        assertThat(examined.commands()).containsExactly(LINK.formatted("vnet-shop", SHOP));
    }

    @Test
    void aLinkedZoneRulesTheCauseOut() {
        Examined.by(new PrivateDnsZoneLinkCheck(), shop).isRuledOut("the private DNS zone is linked to vnet-shop");
    }

    @Test
    void aZoneWithoutLinksIsReported() {
        shop.network.links.clear();
        assertThat(Examined.by(new PrivateDnsZoneLinkCheck(), shop).facts())
                .contains("privatelink.azurecr.io is linked to no network");
    }

    @Test
    void withoutAPrivateEndpointNoZoneMatters() {
        shop.network.registryAllows("20.84.11.9");
        shop.network.links.clear();
        Examined.by(new PrivateDnsZoneLinkCheck(), shop).doesNotApply();
        Examined.by(new PrivateDnsRecordCheck(), shop).doesNotApply();
        Examined.by(new CustomDnsCheck(), shop).doesNotApply();
    }

    /** The registry's public endpoint accepts the nodes, so the refusal has another reason. */
    @Test
    void aRefusalByAnOpenRegistryHasAnotherReason() {
        shop.network.links.clear();
        shop.network.registryHas(new RegistryNetwork(
                PublicAccess.ENABLED,
                false,
                List.of(),
                List.of(new EndpointConnection("pe-registry.1", Optional.of(ENDPOINT), "Approved")),
                List.of(ShopNetwork.DATA)));
        Examined.by(new PrivateDnsZoneLinkCheck(), shop).doesNotApply();
        shop.network.timesOut();
        Examined.by(new PrivateDnsZoneLinkCheck(), shop).doesNotApply();
        Examined.by(new PeeringExistsCheck(), shop).doesNotApply();
    }

    @Test
    void linksThatCannotBeReadMakeTheVerdictUndetermined() {
        shop.unreadable.put(
                "links", EvidenceUnavailableException.forbidden("links of DNS zone", Permission.READ_NETWORKS));
        assertThat(Examined.by(new PrivateDnsZoneLinkCheck(), shop).open().needs())
                .contains(Permission.READ_NETWORKS);
        assertThat(Examined.by(new PrivateDnsRecordCheck(), shop).open().needs())
                .contains(Permission.READ_NETWORKS);
    }

    @Test
    void zonesOfOtherNetworksDoNotMatter() {
        shop.network.zonesOfHub = 500;
        Examined.by(new PrivateDnsZoneLinkCheck(), shop).isRuledOut("the private DNS zone is linked to vnet-shop");
    }

    // Forwarding rulesets

    @Test
    void aRuleToALinkedNetworkNeedsNoLinkForTheNodesNetwork() {
        unlink(SHOP.name());
        shop.network.forwardingRules.add(new DnsForwardingRule("acr", "azurecr.io.", true, List.of("10.0.9.4")));
        Examined.by(new PrivateDnsZoneLinkCheck(), shop).isRuledOut("the private DNS zone is linked to vnet-hub");
    }

    @Test
    void theTargetNetworkOfARuleIsLinked() {
        unlink(HUB.name());
        shop.network.forwardingRules.add(new DnsForwardingRule("acr", "azurecr.io.", true, List.of("10.0.9.4")));
        var examined = Examined.by(new PrivateDnsZoneLinkCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.PRIVATE_DNS_ZONE_NOT_LINKED);
        assertThat(examined.facts())
                .endsWith(
                        "rule acr of DNS forwarding ruleset rs-hub, which is linked to vnet-shop, forwards queries for"
                                + " azurecr.io. to 10.0.9.4");
        assertThat(examined.commands()).containsExactly(LINK.formatted("vnet-hub", HUB));
    }

    @Test
    void rulesThatCannotBeReadMakeTheVerdictUndetermined() {
        shop.network.forwardingRules.add(new DnsForwardingRule("acr", "azurecr.io.", true, List.of("10.0.9.4")));
        shop.unreadable.put(
                "rules of ruleset", EvidenceUnavailableException.forbidden("rules", Permission.READ_NETWORKS));
        assertThat(Examined.by(new PrivateDnsZoneLinkCheck(), shop).open().needs())
                .contains(Permission.READ_NETWORKS);
    }

    // The records

    @Test
    void aMissingRecordIsConfirmedWithTheRecordToAdd() {
        shop.network.records.remove("contososhop");
        var examined = Examined.by(new PrivateDnsRecordCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.PRIVATE_DNS_RECORD_MISSING);
        assertThat(examined.finding().summary())
                .isEqualTo("privatelink.azurecr.io has no record for contososhop.azurecr.io");
        assertThat(examined.facts())
                .containsExactly(
                        "pe-registry has 10.0.1.5 for contososhop.azurecr.io",
                        "privatelink.azurecr.io is linked to vnet-hub, vnet-shop only");
        assertThat(examined.commands())
                .containsExactly("az network private-dns record-set a add-record" + IN_NETWORK
                        + "--zone-name privatelink.azurecr.io --record-set-name contososhop --ipv4-address 10.0.1.5");
    }

    @Test
    void aRecordWithAnUnknownAddressIsReplaced() {
        shop.network.records.put("contososhop.westeurope.data", List.of(AddressRange.of("10.0.1.77")));
        var examined = Examined.by(new PrivateDnsRecordCheck(), shop);
        assertThat(examined.finding().summary())
                .isEqualTo("privatelink.azurecr.io has 10.0.1.77 for contososhop.westeurope.data.azurecr.io");
        assertThat(examined.commands().subList(0, 2))
                .containsExactly(
                        "az network private-dns record-set a remove-record" + IN_NETWORK
                                + "--zone-name privatelink.azurecr.io --record-set-name contososhop.westeurope.data"
                                + " --ipv4-address 10.0.1.77 --keep-empty-record-set",
                        "az network private-dns record-set a add-record" + IN_NETWORK
                                + "--zone-name privatelink.azurecr.io --record-set-name contososhop.westeurope.data"
                                + " --ipv4-address 10.0.1.4");
    }

    @Test
    void bothRecordsAreNamedWhereBothAreMissing() {
        shop.network.records.clear();
        assertThat(Examined.by(new PrivateDnsRecordCheck(), shop).finding().summary())
                .isEqualTo("privatelink.azurecr.io has no record for contososhop.azurecr.io and no record for"
                        + " contososhop.westeurope.data.azurecr.io");
    }

    @Test
    void recordsWithTheEndpointsAddressesRuleTheCauseOut() {
        Examined.by(new PrivateDnsRecordCheck(), shop)
                .isRuledOut("the private DNS zone has the addresses of pe-registry");
    }

    @Test
    void recordsOfTheEndpointsHostsAreReadToo() {
        var it = shop.registry.network();
        shop.network.registryHas(new RegistryNetwork(
                it.publicAccess(), it.deniesByDefault(), it.allowedAddresses(), it.endpoints(), List.of()));
        Examined.by(new PrivateDnsRecordCheck(), shop)
                .isRuledOut("the private DNS zone has the addresses of pe-registry");
        shop.network.records.remove("contososhop.westeurope.data");
        assertThat(Examined.by(new PrivateDnsRecordCheck(), shop).finding().summary())
                .isEqualTo("privatelink.azurecr.io has no record for contososhop.westeurope.data.azurecr.io");
    }

    @Test
    void recordsOfUnlinkedZonesAreNotExamined() {
        unlink(SHOP.name());
        shop.network.records.clear();
        Examined.by(new PrivateDnsRecordCheck(), shop).doesNotApply();
    }

    // DNS servers of the network's own

    @Test
    void aDnsServerInANetworkWithoutTheLinkIsConfirmed() {
        shop.network.dnsServers.add("10.0.9.4");
        unlink(HUB.name());
        var examined = Examined.by(new CustomDnsCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.CUSTOM_DNS_BYPASSES_PRIVATE_ZONE);
        assertThat(examined.finding().summary())
                .isEqualTo(
                        "The nodes use DNS server 10.0.9.4, whose network vnet-hub is not linked to privatelink.azurecr.io");
        assertThat(examined.facts())
                .containsExactly(
                        "vnet-shop sends its DNS queries to 10.0.9.4",
                        "privatelink.azurecr.io is linked to vnet-shop only");
        assertThat(examined.commands()).containsExactly(LINK.formatted("vnet-hub", HUB));
        assertThat(examined.finding().remedies().get(1).title())
                .isEqualTo("Configure 10.0.9.4 to forward azurecr.io to 168.63.129.16, if they do not yet");
        Examined.by(new PrivateDnsZoneLinkCheck(), shop).doesNotApply();
    }

    @Test
    void aDnsServerInALinkedNetworkRulesTheCauseOut() {
        shop.network.dnsServers.add("10.0.9.4");
        unlink(SHOP.name());
        Examined.by(new CustomDnsCheck(), shop)
                .isRuledOut("the network of DNS server 10.0.9.4 is linked to the private DNS zone");
    }

    @Test
    void anInvisibleDnsServerIsUndetermined() {
        shop.network.dnsServers.add("192.168.7.10");
        assertThat(Examined.by(new CustomDnsCheck(), shop).open().detail())
                .isEqualTo("the nodes use DNS server 192.168.7.10, which is not in a visible virtual network");
    }

    @Test
    void azureDnsIsNotACustomServer() {
        Examined.by(new CustomDnsCheck(), shop).doesNotApply();
        shop.network.dnsServers.add("168.63.129.16");
        Examined.by(new CustomDnsCheck(), shop).doesNotApply();
    }

    @Test
    void aFirewallAsDnsServerAnswersWithTheZonesOfItsNetwork() {
        shop.network.dnsServers.add(ShopNetwork.FIREWALL_ADDRESS);
        Examined.by(new CustomDnsCheck(), shop)
                .isRuledOut("DNS server 10.0.0.4 forwards to vnet-hub, which is linked to the private DNS zone");
        unlink(HUB.name());
        var examined = Examined.by(new CustomDnsCheck(), shop);
        assertThat(examined.facts()).endsWith("the DNS proxy of firewall afw-hub forwards queries to Azure DNS");
        assertThat(examined.finding().remedies())
                .as("nothing is to be forwarded")
                .hasSize(1);
    }

    @Test
    void invisibleServersOfAFirewallAreUndetermined() {
        shop.network.dnsServers.add(ShopNetwork.FIREWALL_ADDRESS);
        shop.network.proxyServers.add("192.168.7.10");
        assertThat(Examined.by(new CustomDnsCheck(), shop).open().detail())
                .isEqualTo(
                        "the DNS proxy of firewall afw-hub forwards queries to 192.168.7.10, which is not in a visible virtual network");
    }

    @Test
    void aFirewallWithoutADnsProxyResolvesNoName() {
        shop.network.dnsServers.add(ShopNetwork.FIREWALL_ADDRESS);
        shop.network.isNotResolved();
        shop.network.dnsProxy = false;
        var examined = Examined.by(new HostResolutionCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.REGISTRY_HOST_NOT_RESOLVED);
        assertThat(examined.facts())
                .containsExactly(
                        "vnet-shop sends its DNS queries to 10.0.0.4", "the DNS proxy of firewall afw-hub is disabled");
        shop.network.dnsProxy = true;
        Examined.by(new HostResolutionCheck(), shop)
                .isRuledOut("privatelink.azurecr.io has an address for contososhop.azurecr.io");
    }

    // Observations

    @Test
    void aNodeThatConnectedToTheEndpointResolvedItsName() {
        unlink(SHOP.name());
        shop.network.timesOutDialing("10.0.1.5");
        Examined.by(new PrivateDnsZoneLinkCheck(), shop)
                .isRuledOut("the node resolved the name: it connected to 10.0.1.5, the address of private endpoint"
                        + " pe-registry");
        shop.network.timesOutDialing("20.61.97.5");
        assertThat(Examined.by(new PrivateDnsZoneLinkCheck(), shop).finding().cause())
                .isEqualTo(Cause.PRIVATE_DNS_ZONE_NOT_LINKED);
    }

    @Test
    void aNodeThatConnectedElsewhereContradictsTheZone() {
        shop.network.timesOutDialing("20.61.97.5");
        var why = "the node connected to 20.61.97.5 for contososhop.azurecr.io, ";
        assertThat(Examined.by(new PrivateDnsZoneLinkCheck(), shop).open().detail())
                .isEqualTo(why + "but the visible DNS returns 10.0.1.5");
        assertThat(Examined.by(new PrivateDnsRecordCheck(), shop).open().detail())
                .isEqualTo(why + "but the visible DNS returns 10.0.1.5");
        shop.network.nodeRules.add(ShopNetwork.rule("deny-hub", 200, false, "10.0.0.0/16"));
        assertThat(Examined.by(new SecurityGroupCheck(), shop).open().detail()).isEqualTo(why + "not to 10.0.1.5");
    }

    @Test
    void aPublicClientAddressContradictsAPrivateName() {
        shop.network.failsWith(
                "failed to authorize: failed to fetch oauth token: unexpected status from POST request to"
                        + " https://contososhop.azurecr.io/oauth2/token: 403 Forbidden: denied: client with IP '20.84.11.9' is not"
                        + " allowed access.");
        assertThat(Examined.by(new PrivateDnsZoneLinkCheck(), shop).open().detail())
                .isEqualTo("the registry received the request from the public address 20.84.11.9, but the visible DNS"
                        + " returns a private address");
    }

    // Together

    @Test
    void anUnlinkedZoneAndAnEndpointsDeniedSubnetAreBothNamed() {
        unlink(SHOP.name());
        shop.network.timesOut();
        shop.network.nodeRules.add(ShopNetwork.rule("deny-hub", 200, false, "10.0.0.0/16"));
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .extracting(Finding::cause)
                .containsExactlyInAnyOrder(Cause.PRIVATE_DNS_ZONE_NOT_LINKED, Cause.NSG_BLOCKS_REGISTRY);
    }

    @Test
    void aHealthyRegistryHasNoFinding() {
        shop.network.timesOut();
        assertThat(shop.diagnose(CheckCatalog.all()).causes()).isEmpty();
    }

    private void unlink(String network) {
        shop.network.links.removeIf(
                (VirtualNetworkLink link) -> link.network().name().equals(network));
    }
}
