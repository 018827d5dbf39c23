package io.github.pullresponder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The properties of {@code siteConfig} that Flex Consumption accepts. It rejects most others with error 51021 ("site configuration
 * property … for Flex Consumption sites is invalid"), in some regions earlier than in others: Azure/azure-cli#31414 names {@code
 * ftpsState}.
 */
@Tag("infrastructure")
class FlexSiteConfigTest {
    /** The accepted properties, each with a template of a vendor that sets it. */
    private static final Map<String, String> ACCEPTED = Map.of(
            "appSettings", "Azure-Samples/azure-functions-flex-consumption-samples, IaC/bicep/core/host/function.bicep",
            "alwaysOn", "Azure-Samples/azure-functions-flex-consumption-samples, false only",
            "minTlsVersion",
                    "Azure-Samples/azure-functions-flex-consumption-samples; azurerm_function_app_flex_consumption",
            "scmMinTlsVersion", "azurerm_function_app_flex_consumption, site_config.scm_minimum_tls_version",
            "http20Enabled", "azurerm_function_app_flex_consumption, site_config.http2_enabled");

    static Stream<Snapshot> installations() {
        return Snapshot.all().stream().filter(named -> named.name().endsWith(".main"));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everyPropertyIsOneThatAVendorsTemplateSends(Snapshot installation) {
        var config = installation.propertiesOf("Microsoft.Web/sites").path("siteConfig");

        assertThat(config.properties())
                .extracting(Map.Entry::getKey)
                .isNotEmpty()
                .isSubsetOf(ACCEPTED.keySet());
    }
}
