package io.github.pullresponder.evidence.azure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128, proxy.example:3128",
        "http://proxy.example:3128/, proxy.example:3128",
        "proxy.example:3128, proxy.example:3128",
        "http://user:Pa55@proxy.example:3128/, proxy.example:3128",
        "http://user:Pa/55@proxy.example:3128/, proxy.example:3128",
        "http://user:Pa@55@proxy.example:3128, proxy.example:3128",
        "user:Pa/55@proxy.example:3128, proxy.example:3128",
        "http://proxy.example:3128?key=Pa55, proxy.example:3128",
        "http://proxy.example:3128#Pa55, proxy.example:3128",
    })
    void onlyHostAndPortAreStored(String address, String stored) {
        assertThat(ArmClusters.hostAndPort(address)).isEqualTo(stored);
    }
}
