package io.github.pullresponder.network;

import static io.github.pullresponder.network.RegistryTraffic.NODE;
import static io.github.pullresponder.network.RegistryTraffic.id;
import static io.github.pullresponder.network.RegistryTraffic.network;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.network.AzureManagedDnsServer.FirewallDnsProxy;
import io.github.pullresponder.network.AzureManagedDnsServer.InboundEndpoint;
import io.github.pullresponder.network.DnsResolution.MissingRecord;
import io.github.pullresponder.network.DnsResolution.PrivateResolution;
import io.github.pullresponder.network.DnsResolution.PublicResolution;
import io.github.pullresponder.network.ForwardingRuleset.DnsForwardingRule;
import io.github.pullresponder.network.NetworkSnapshot.NodeLocation;
import io.github.pullresponder.network.PrivateDnsZone.VirtualNetworkLink;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the answers to DNS queries of the nodes, and the server that gives each answer. */
class DnsLookupSimulationTest {
    private static final String LOGIN = "contososhop.azurecr.io";
    private static final ResourceId SHOP = network("vnet-shop");
    private static final ResourceId HUB = network("vnet-hub");
    private static final ResourceId FAR = network("vnet-far");
    private static final List<AddressRange> ADDRESS = List.of(AddressRange.of("10.0.1.5"));
    private static final Map<String, List<AddressRange>> RECORD = Map.of("contososhop", ADDRESS);
    private static final String IN_HUB = "10.0.0.4";
    private static final String ELSEWHERE = "192.168.7.10";

    private final List<PrivateDnsZone> zones = new ArrayList<>();
    private final Map<ResourceId, Set<ResourceId>> zoneLinks = new HashMap<>();
    private final List<String> servers = new ArrayList<>();
    private final Map<String, AzureManagedDnsServer> services = new HashMap<>();
    private final List<ForwardingRuleset> rulesets = new ArrayList<>();
    private int leftOutNear;
    private int leftOutElsewhere;

    // Zones

    @Test
    void aLinkedZoneWithARecordResolvesToAPrivateAddress() {
        var zone = zone("privatelink.azurecr.io", RECORD, SHOP);
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
    }

    @Test
    void withoutALinkedZoneTheNameIsPublic() {
        zone("privatelink.azurecr.io", RECORD, HUB);
        assertThat(resolution()).isEqualTo(new PublicResolution(List.of(SHOP)));
    }

    @Test
    void aLinkedZoneWithoutTheRecordResolvesToNothing() {
        var zone = zone("privatelink.azurecr.io", Map.of("fabrikam", ADDRESS), SHOP);
        assertThat(resolution()).isEqualTo(new MissingRecord(zone, false));
    }

    @Test
    void aLinkWithFallbackResolvesMissingNamesInPublicDns() {
        var zone = new PrivateDnsZone(
                id("privateDnsZones/privatelink.azurecr.io"),
                List.of(new VirtualNetworkLink("link", SHOP, true)),
                Map.of());
        zones.add(zone);
        assertThat(resolution()).isEqualTo(new MissingRecord(zone, true));
    }

    @Test
    void aZoneOfThePublicDomainHasPrecedenceOverThePrivateLinkZone() {
        zone("privatelink.azurecr.io", RECORD, SHOP);
        var zone = zone("azurecr.io", Map.of(), SHOP);
        assertThat(resolution()).isEqualTo(new MissingRecord(zone, false));
    }

    @Test
    void aZoneOfThePublicDomainWithARecordNeedsNoPrivateLinkZone() {
        zone("privatelink.azurecr.io", RECORD, HUB);
        var zone = zone("azurecr.io", RECORD, SHOP);
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
    }

    /** Source: "Fallback to internet for Azure Private DNS zones": only for zones of private link. */
    @Test
    void aZoneOfThePublicDomainNeverFallsBack() {
        var zone = new PrivateDnsZone(
                id("privateDnsZones/azurecr.io"), List.of(new VirtualNetworkLink("link", SHOP, true)), Map.of());
        zones.add(zone);
        assertThat(resolution()).isEqualTo(new MissingRecord(zone, false));
    }

    @Test
    void theMostSpecificZoneAnswers() {
        zone("azurecr.io", Map.of(), SHOP);
        var zone = zone("contososhop.azurecr.io", Map.of("@", ADDRESS), SHOP);
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
    }

    @Test
    void anUnreadZoneMattersOnlyIfItIsLinked() {
        var zone = zone("privatelink.azurecr.io", RECORD, SHOP);
        zoneLinks.put(id("privateDnsZones/a/privateDnsZones/azurecr.io"), Set.of(HUB));
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
        zoneLinks.put(id("privateDnsZones/azurecr.io"), Set.of(SHOP));
        assertThatThrownBy(this::resolution).hasMessageContaining("private DNS zones");
    }

    // Servers of the network's own

    @Test
    void aServerInAPeeredNetworkUsesTheZonesLinkedThere() {
        servers.add(IN_HUB);
        var zone = zone("privatelink.azurecr.io", RECORD, HUB);
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
    }

    @Test
    void eachNetworkOfADnsServerNeedsTheLink() {
        servers.addAll(List.of(IN_HUB, "10.1.9.4"));
        zone("privatelink.azurecr.io", RECORD, HUB);
        assertThat(resolution()).isEqualTo(new PublicResolution(List.of(SHOP)));
    }

    @Test
    void aServerOutsideVisibleNetworksIsABlindSpot() {
        servers.add(ELSEWHERE);
        assertThatThrownBy(this::resolution)
                .hasMessage("the nodes use DNS server 192.168.7.10, which is not in a visible virtual network");
    }

    @Test
    void anInboundEndpointUsesTheZonesOfItsNetwork() {
        servers.add(ELSEWHERE);
        services.put(ELSEWHERE, new InboundEndpoint(id("dnsResolvers/r/inboundEndpoints/in"), Optional.of(FAR)));
        var zone = zone("privatelink.azurecr.io", RECORD, FAR);
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
    }

    @Test
    void aServiceOfAnotherNetworkWithTheSameAddressIsIgnored() {
        servers.add(IN_HUB);
        services.put(IN_HUB, new InboundEndpoint(id("dnsResolvers/r/inboundEndpoints/in"), Optional.of(FAR)));
        zone("privatelink.azurecr.io", RECORD, FAR);
        assertThat(resolution()).isEqualTo(new PublicResolution(List.of(HUB)));
    }

    // DNS proxies

    @Test
    void aProxyWithoutCustomServersUsesAzureDnsInItsNetwork() {
        servers.add(IN_HUB);
        proxy(true);
        var zone = zone("privatelink.azurecr.io", RECORD, HUB);
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
        proxy(true, "168.63.129.16");
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
        proxy(true, "10.1.9.4");
        assertThat(resolution()).isEqualTo(new PublicResolution(List.of(SHOP)));
        assertThat(answer().steps())
                .extracting(SimulatedDnsAnswer.DnsForwardingStep::description)
                .containsExactly("the DNS proxy of firewall afw-hub forwards queries to 10.1.9.4");
    }

    @Test
    void serversOfAProxyThatAreNotVisibleAreABlindSpot() {
        servers.add(IN_HUB);
        proxy(true, ELSEWHERE);
        assertThatThrownBy(this::resolution)
                .hasMessage(
                        "the DNS proxy of firewall afw-hub forwards queries to 192.168.7.10, which is not in a visible virtual network");
    }

    @Test
    void aFirewallWithoutADnsProxyAnswersNoQueries() {
        servers.add(IN_HUB);
        proxy(false);
        assertThatThrownBy(this::resolution)
                .hasMessage("the DNS proxy of firewall " + IN_HUB + " is off: it answers no DNS queries");
        servers.add("10.1.9.4");
        var zone = zone("privatelink.azurecr.io", RECORD, SHOP);
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
    }

    @Test
    void aProxyInAVirtualHubHasNoZones() {
        servers.add(ELSEWHERE);
        services.put(ELSEWHERE, new FirewallDnsProxy(id("azureFirewalls/afw-hub"), Optional.empty(), true, List.of()));
        assertThatThrownBy(this::resolution).hasMessageContaining("virtual hub");
    }

    // Rulesets

    @ParameterizedTest
    @CsvSource({"azurecr.io.", "privatelink.azurecr.io.", "contososhop.azurecr.io.", "AzureCR.io."})
    void aRuleForwardsTheQueryToTheServersNetwork(String domain) {
        ruleset(SHOP, new DnsForwardingRule("acr", domain, true, List.of(IN_HUB, ELSEWHERE)));
        var zone = zone("privatelink.azurecr.io", RECORD, HUB);
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
        assertThat(answer().network()).isEqualTo(HUB);
    }

    @Test
    void withoutALinkInTheServersNetworkTheNameIsPublic() {
        ruleset(SHOP, new DnsForwardingRule("acr", "azurecr.io.", true, List.of(IN_HUB)));
        zone("privatelink.azurecr.io", RECORD, FAR);
        assertThat(resolution()).isEqualTo(new PublicResolution(List.of(HUB)));
        assertThat(answer().steps())
                .extracting(SimulatedDnsAnswer.DnsForwardingStep::description)
                .containsExactly("rule acr of DNS forwarding ruleset rs-hub, which is linked to vnet-shop,"
                        + " forwards queries for azurecr.io. to 10.0.0.4");
    }

    @Test
    void disabledUnrelatedOrUnlinkedRulesAreIgnored() {
        ruleset(
                SHOP,
                new DnsForwardingRule("acr", "azurecr.io.", false, List.of(ELSEWHERE)),
                new DnsForwardingRule("other", "xazurecr.io.", true, List.of(ELSEWHERE)));
        ruleset(HUB, new DnsForwardingRule("acr", "azurecr.io.", true, List.of(ELSEWHERE)));
        var zone = zone("privatelink.azurecr.io", RECORD, SHOP);
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
    }

    @Test
    void theLongestDomainWins() {
        ruleset(
                SHOP,
                new DnsForwardingRule("io", "io.", true, List.of(ELSEWHERE)),
                new DnsForwardingRule("acr", "azurecr.io.", true, List.of(IN_HUB)));
        var zone = zone("privatelink.azurecr.io", RECORD, HUB);
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
    }

    /** Source: "What is Azure DNS Private Resolver?", DNS resolution process: linked zones come before rules. */
    @Test
    void aLinkedZoneHasPrecedenceOverARuleForTheSameName() {
        ruleset(SHOP, new DnsForwardingRule("acr", "privatelink.azurecr.io.", true, List.of(ELSEWHERE)));
        var zone = zone("privatelink.azurecr.io", RECORD, SHOP);
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
    }

    @Test
    void aRuleForThePublicNameHasPrecedenceOverThePrivateLinkZone() {
        ruleset(SHOP, new DnsForwardingRule("acr", "azurecr.io.", true, List.of(ELSEWHERE)));
        zone("privatelink.azurecr.io", RECORD, SHOP);
        assertThatThrownBy(this::resolution)
                .hasMessageContaining("192.168.7.10, which is not in a visible virtual network");
    }

    @Test
    void aRuleForAllNamesMayNotApplyToRegistries() {
        ruleset(SHOP, new DnsForwardingRule("all", ".", true, List.of(IN_HUB)));
        zone("privatelink.azurecr.io", RECORD, HUB);
        assertThatThrownBy(this::resolution).hasMessageContaining("rule all of DNS forwarding ruleset rs-hub");
        zones.clear();
        var both = zone("privatelink.azurecr.io", RECORD, HUB, SHOP);
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, both));
    }

    @Test
    void aForwardingLoopIsReported() {
        ruleset(SHOP, new DnsForwardingRule("acr", "azurecr.io.", true, List.of(IN_HUB)));
        ruleset(HUB, new DnsForwardingRule("acr", "azurecr.io.", true, List.of("10.1.9.4")));
        assertThatThrownBy(this::resolution)
                .hasMessage("the nodes' DNS servers forward queries for contososhop.azurecr.io in a loop");
    }

    @Test
    void unreadRulesetsMatterOnlyIfTheyCanBeLinked() {
        var zone = zone("privatelink.azurecr.io", RECORD, SHOP, HUB);
        leftOutElsewhere = 3;
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
        servers.add(IN_HUB);
        assertThatThrownBy(this::resolution).hasMessageContaining("DNS forwarding rulesets");
        servers.clear();
        leftOutNear = 1;
        assertThatThrownBy(this::resolution).hasMessageContaining("DNS forwarding rulesets");
    }

    // Several servers

    @Test
    void differentAnswersOfServersPutTheWorstAnswerInDoubt() {
        servers.addAll(List.of(IN_HUB, "10.1.9.4"));
        zone("privatelink.azurecr.io", RECORD, HUB);
        assertThat(resolution()).isEqualTo(new PublicResolution(List.of(SHOP)));
        assertThat(answer().doubt().orElseThrow())
                .hasMessage(
                        "DNS servers 10.0.0.4 and 10.1.9.4 return different answers, and it is not known which of them the nodes use");
    }

    @Test
    void equalAnswersOfServersAreCertain() {
        servers.addAll(List.of(IN_HUB, "10.1.9.4"));
        zone("privatelink.azurecr.io", RECORD, HUB, SHOP);
        assertThat(answer().doubt()).isEmpty();
        zones.clear();
        zone("privatelink.azurecr.io", RECORD, FAR);
        assertThat(resolution()).isEqualTo(new PublicResolution(List.of(HUB, SHOP)));
        assertThat(answer().doubt()).isEmpty();
    }

    @Test
    void aDoubtBehindOneServerIsADoubtOfAll() {
        servers.addAll(List.of("10.1.9.4", IN_HUB));
        proxy(true, "168.63.129.16", "10.1.9.5");
        zone("privatelink.azurecr.io", RECORD, HUB);
        assertThat(resolution()).isInstanceOf(PublicResolution.class);
        assertThat(answer().doubt()).isPresent();
    }

    @Test
    void azureDnsInAListOfServersIsUsedToo() {
        servers.addAll(List.of(IN_HUB, "168.63.129.16"));
        var zone = zone("privatelink.azurecr.io", RECORD, HUB, SHOP);
        assertThat(resolution()).isEqualTo(new PrivateResolution(ADDRESS, zone));
        zones.clear();
        zone("privatelink.azurecr.io", RECORD, SHOP);
        assertThat(resolution()).isEqualTo(new PublicResolution(List.of(HUB)));
        assertThat(answer().doubt()).isPresent();
    }

    // Names

    @ParameterizedTest(name = "{0} is {1} in {2}")
    @CsvSource({
        "contososhop.azurecr.io, contososhop, privatelink.azurecr.io",
        "ContosoShop.azurecr.io, contososhop, privatelink.azurecr.io",
        "contososhop.westeurope.data.azurecr.io, contososhop.westeurope.data, privatelink.azurecr.io",
        "contososhop.azurecr.cn, contososhop, privatelink.azurecr.cn",
        "contososhop.azurecr.us, contososhop, privatelink.azurecr.us",
    })
    void aHostHasItsRecordInTheZoneOfItsCloud(String host, String record, String zone) {
        assertThat(PrivateDnsZone.recordName(zone, host)).isEqualTo(record);
        assertThat(PrivateDnsZone.zoneName(host)).isEqualTo(zone);
    }

    @ParameterizedTest(name = "{1} is {2} in {0}")
    @CsvSource({
        "azurecr.io, contososhop.azurecr.io, contososhop",
        "azurecr.io, contososhop.westeurope.data.azurecr.io, contososhop.westeurope.data",
        "contososhop.azurecr.io, contososhop.azurecr.io, @",
        "contososhop.privatelink.azurecr.io, contososhop.azurecr.io, @",
        "westeurope.data.azurecr.io, contososhop.westeurope.data.azurecr.io, contososhop",
    })
    void zonesOfOtherNamesHaveOtherRecordNames(String zone, String host, String record) {
        assertThat(PrivateDnsZone.mayHold(zone, host)).isTrue();
        assertThat(PrivateDnsZone.recordName(zone, host)).isEqualTo(record);
    }

    @ParameterizedTest
    @CsvSource({"fabrikam.azurecr.io", "fabrikam.privatelink.azurecr.io", "myazurecr.io", "data.azurecr.io"})
    void unrelatedZonesDoNotContainTheHost(String zone) {
        assertThat(PrivateDnsZone.mayHold(zone, LOGIN)).isFalse();
    }

    private DnsResolution resolution() {
        return answer().resolution();
    }

    private SimulatedDnsAnswer answer() {
        return DnsLookupSimulation.of(LOGIN, snapshot());
    }

    private PrivateDnsZone zone(String name, Map<String, List<AddressRange>> records, ResourceId... linked) {
        var zone = new PrivateDnsZone(
                id("privateDnsZones/" + name),
                Stream.of(linked)
                        .map(network -> new VirtualNetworkLink("link-" + network.name(), network, false))
                        .toList(),
                records);
        zones.add(zone);
        return zone;
    }

    private void proxy(boolean enabled, String... itsServers) {
        services.put(
                IN_HUB,
                new FirewallDnsProxy(id("azureFirewalls/afw-hub"), Optional.of(HUB), enabled, List.of(itsServers)));
    }

    private void ruleset(ResourceId linked, DnsForwardingRule... rules) {
        rulesets.add(new ForwardingRuleset(id("dnsForwardingRulesets/rs-hub"), List.of(linked), List.of(rules)));
    }

    private NetworkSnapshot snapshot() {
        var subnet = new Subnet(
                id("virtualNetworks/vnet-shop/subnets/snet-nodes"),
                List.of(AddressRange.of("10.1.0.0/22")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "Disabled");
        var toHub = new Peering(
                "to-hub", HUB, "Connected", true, true, false, false, List.of(AddressRange.of("10.0.0.0/16")));
        var shop = new VirtualNetwork(
                SHOP, List.of(AddressRange.of("10.1.0.0/16")), servers, List.of(subnet), List.of(toHub));
        var known = new HashMap<String, ReadResult<AzureManagedDnsServer>>();
        services.forEach((address, service) -> known.put(address, ReadResult.of(service)));
        return FixedSnapshot.ofDns(
                new NodeLocation(shop, subnet, NODE),
                Map.of(),
                zones,
                zoneLinks,
                new DnsForwarding(known, rulesets, leftOutNear, leftOutElsewhere));
    }
}
