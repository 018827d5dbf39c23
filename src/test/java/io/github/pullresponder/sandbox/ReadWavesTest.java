package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits the waves of reads, because each one delays a diagnosis by the time of one answer. */
@Tag("scenario")
class ReadWavesTest {
    private static final int MOST_WAVES = 6;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "custom-dns-bypasses-zone",
                "custom-dns-is-the-firewall-with-servers-in-linked-network",
                "dns-ruleset-not-linked",
                "egress-through-firewall-not-allowed",
                "egress-through-nat-gateway-not-allowed",
                "firewall-ip-group-lacks-endpoint",
                "nsg-on-endpoint-subnet-denies",
                "nsg-on-interface-of-machine-denies",
                "private-dns-record-missing-login",
                "private-dns-zone-not-linked",
                "proxy-lacks-registry",
                "tls-intercepted-by-firewall",
                "vnet-not-connected-by-network-manager",
                "vnet-peering-disconnected"
            })
    void aFailureOfTheNetworkIsReadInSixWaves(String estate) {
        assertThat(ReadWaves.of(estate, MOST_WAVES)).as(estate).hasSizeLessThanOrEqualTo(MOST_WAVES);
    }
}
