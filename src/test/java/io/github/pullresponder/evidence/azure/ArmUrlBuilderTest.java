package io.github.pullresponder.evidence.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.management.AzureEnvironment;
import io.github.pullresponder.read.EnabledCapabilities;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ArmUrlBuilderTest {
    private final AzureConnection azure = new AzureConnection(
            HttpClient.createDefault(),
            request -> Mono.empty(),
            AzureEnvironment.AZURE_US_GOVERNMENT,
            Duration.ofSeconds(8),
            EnabledCapabilities.all());

    @Test
    void namesOfResourceGroupsMayHoldLettersOfAnyScriptAndParentheses() {
        assertThat(ArmUrlBuilder.of(
                        azure, "/subscriptions/1/resourceGroups/größe (a)/providers/Microsoft.X/y", "2024-11-01"))
                .isEqualTo(
                        "https://management.usgovcloudapi.net/subscriptions/1/resourceGroups/gr%C3%B6%C3%9Fe%20%28a%29"
                                + "/providers/Microsoft.X/y?api-version=2024-11-01");
    }
}
