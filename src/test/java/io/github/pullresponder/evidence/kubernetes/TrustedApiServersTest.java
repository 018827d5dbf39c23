package io.github.pullresponder.evidence.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the recipients of a token that every cluster of the tenant accepts. */
class TrustedApiServersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://aks-store-k3v9.hcp.northeurope.azmk8s.io:443",
                "https://AKS-STORE.HCP.northeurope.AZMK8S.io",
                "https://aks-store.3f0a.privatelink.northeurope.azmk8s.io:443",
                "https://aks.hcp.usgovvirginia.cx.aks.containerservice.azure.us:443",
                "https://aks.hcp.chinaeast2.cx.prod.service.azk8s.cn:443"
            })
    void thoseOfAksMay(String server) {
        assertThat(TrustedApiServers.ofAzure().permit(server)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://aks-store-k3v9.hcp.northeurope.azmk8s.io",
                "https://azmk8s.io.example",
                "https://evilazmk8s.io",
                "https://aks.azmk8s.io@evil.example",
                "https://evil.example/aks.azmk8s.io",
                "https://evil.example#.azmk8s.io",
                "https://10.0.0.4:443",
                "http://localhost:7072",
                "https://exa mple.azmk8s.io",
                ""
            })
    void noOtherMay(String server) {
        assertThat(TrustedApiServers.ofAzure().permit(server)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://aks.hcp.northeurope.azmk8s.io", "http://evil.example", "http://localhost.evil.example"})
    void aSandboxIsOnThisMachine(String server) {
        assertThat(TrustedApiServers.onThisMachine().permit("http://localhost:7072/kubernetes/aks"))
                .isTrue();
        assertThat(TrustedApiServers.onThisMachine().permit(server)).isFalse();
    }
}
