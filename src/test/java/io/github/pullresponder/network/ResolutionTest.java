package io.github.pullresponder.network;

import static io.github.pullresponder.network.RegistryTraffic.id;
import static io.github.pullresponder.network.RegistryTraffic.network;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.network.PrivateZone.Link;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolutionTest {
    private static final String LOGIN = "contososhop.azurecr.io";
    private static final ResourceId SHOP = network("vnet-shop");
    private static final ResourceId HUB = network("vnet-hub");
    private static final List<AddressRange> ADDRESS = List.of(AddressRange.of("10.0.1.5"));
    private static final Map<String, List<AddressRange>> RECORD = Map.of("contososhop", ADDRESS);

    @Test
    void aLinkedZoneWithARecordAnswersPrivately() {
        var zone = zone("a", RECORD, SHOP);
        assertThat(Resolution.of(LOGIN, List.of(SHOP), List.of(zone))).isEqualTo(new Resolution.Private(ADDRESS, zone));
    }

    @Test
    void aZoneThatIsNotLinkedLeavesTheNamePublic() {
        assertThat(Resolution.of(LOGIN, List.of(SHOP), List.of(zone("a", RECORD, HUB))))
                .isEqualTo(new Resolution.Public(List.of(SHOP)));
    }

    @Test
    void aLinkedZoneWithoutTheRecordAnswersThatThereIsNone() {
        var zone = zone("a", Map.of("fabrikam", ADDRESS), SHOP);
        assertThat(Resolution.of(LOGIN, List.of(SHOP), List.of(zone))).isEqualTo(new Resolution.Absent(zone, false));
    }

    @Test
    void unlessItsLinkFallsBackToThePublicName() {
        var zone = new PrivateZone(zoneId("a"), List.of(new Link("link", SHOP, true)), Map.of());
        assertThat(Resolution.of(LOGIN, List.of(SHOP), List.of(zone))).isEqualTo(new Resolution.Absent(zone, true));
    }

    @Test
    void ofZonesWithTheSameNameTheLinkedOneAnswers() {
        var elsewhere = zone("a", RECORD, HUB);
        var linked = zone("b", Map.of(), SHOP);
        assertThat(Resolution.of(LOGIN, List.of(SHOP), List.of(elsewhere, linked)))
                .isEqualTo(new Resolution.Absent(linked, false));
    }

    @Test
    void eachNetworkOfADnsServerNeedsTheLink() {
        var zone = zone("a", RECORD, HUB);
        assertThat(Resolution.of(LOGIN, List.of(HUB, SHOP), List.of(zone)))
                .isEqualTo(new Resolution.Public(List.of(SHOP)));
        var both = zone("a", RECORD, HUB, SHOP);
        assertThat(Resolution.of(LOGIN, List.of(HUB, SHOP), List.of(both)))
                .isEqualTo(new Resolution.Private(ADDRESS, both));
    }

    @ParameterizedTest(name = "{0} is {1} in {2}")
    @CsvSource({
        "contososhop.azurecr.io, contososhop, privatelink.azurecr.io",
        "ContosoShop.azurecr.io, contososhop, privatelink.azurecr.io",
        "contososhop.westeurope.data.azurecr.io, contososhop.westeurope.data, privatelink.azurecr.io",
        "contososhop.azurecr.cn, contososhop, privatelink.azurecr.cn",
        "contososhop.azurecr.us, contososhop, privatelink.azurecr.us",
    })
    void aHostHasItsRecordInTheZoneOfItsCloud(String host, String record, String zone) {
        assertThat(PrivateZone.recordName(host)).isEqualTo(record);
        assertThat(PrivateZone.zoneName(host)).isEqualTo(zone);
    }

    private static PrivateZone zone(String group, Map<String, List<AddressRange>> records, ResourceId... linked) {
        return new PrivateZone(
                zoneId(group),
                Stream.of(linked)
                        .map(network -> new Link("link-" + network.name(), network, false))
                        .toList(),
                records);
    }

    private static ResourceId zoneId(String group) {
        return id("privateDnsZones/" + group + ".privatelink.azurecr.io");
    }
}
