package io.github.pullresponder.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.read.EnabledCapabilities;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void nothingGivenIsTheDefaults() {
        assertThat(Settings.from(Map.of()))
                .isEqualTo(new Settings(
                        AzureCloud.PUBLIC,
                        List.of(),
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(8),
                        32,
                        Duration.ofHours(4),
                        List.of(30, 14, 7, 1),
                        List.of(),
                        Set.of(),
                        true,
                        Optional.empty(),
                        EnabledCapabilities.all(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void aKeyVaultReferenceThatWasNotResolvedNamesTheRole() {
        var reference = "@Microsoft.KeyVault(SecretUri=https://vault.vault.azure.net/secrets/teams-webhooks)";
        assertThatThrownBy(() -> Settings.from(Map.of("PULLRESPONDER_TEAMS_WEBHOOKS", reference)))
                .hasMessageContaining("PULLRESPONDER_TEAMS_WEBHOOKS is a Key Vault reference that was not resolved")
                .hasMessageContaining("Key Vault Secrets User")
                .hasMessageNotContaining("vault.vault");
    }

    @Test
    void everyWrongValueIsNamedWithTheExpectedForm() {
        assertThatThrownBy(() -> Settings.from(Map.of(
                        "PULLRESPONDER_CLOUD", "AWS",
                        "PULLRESPONDER_SUBSCRIPTIONS", "prod",
                        "PULLRESPONDER_DIAGNOSIS_DEADLINE", "25",
                        "PULLRESPONDER_READ_DEADLINE", "PT0S",
                        "PULLRESPONDER_READS_AT_ONCE", "many")))
                .isInstanceOf(InvalidSettingsException.class)
                .message()
                .isEqualToNormalizingNewlines("""
                        Pull Responder cannot start: 5 invalid app settings.
                          PULLRESPONDER_CLOUD is 'AWS': expected one of AzureCloud, AzureUSGovernment, AzureChinaCloud
                          PULLRESPONDER_SUBSCRIPTIONS is 'prod': expected "all", or subscription ids separated by commas
                          PULLRESPONDER_DIAGNOSIS_DEADLINE is '25': expected an ISO 8601 duration from PT1S to PT3M
                          PULLRESPONDER_READ_DEADLINE is 'PT0S': expected an ISO 8601 duration from PT1S to PT1M
                          PULLRESPONDER_READS_AT_ONCE is 'many': expected a whole number from 1 to 256""");
    }

    @Test
    void aReadMustBeShorterThanADiagnosis() {
        assertThatThrownBy(() -> Settings.from(
                        Map.of("PULLRESPONDER_DIAGNOSIS_DEADLINE", "PT5S", "PULLRESPONDER_READ_DEADLINE", "PT5S")))
                .hasMessageContaining("PULLRESPONDER_READ_DEADLINE is 'PT5S': expected less than");
    }

    @Test
    void aMissingSettingWithoutDefaultAndAHiddenOneAreReportedAsSuch() {
        var required = new Setting<>("URL", java.util.Optional.empty(), "a URL", "x", true, text -> {
            throw new IllegalArgumentException(text);
        });
        assertThat(required.readFrom(Map.of()).problem()).contains("URL is missing: expected a URL");
        assertThat(required.readFrom(Map.of("URL", "s3cret")).problem()).contains("URL is (hidden): expected a URL");
    }

    @Test
    void webhooksAreOneAddressOrAListWithRules() {
        assertThat(webhooks("https://prod.example/workflows/1?sig=s3cret"))
                .singleElement()
                .satisfies(webhook -> {
                    assertThat(webhook.clusters()).isEmpty();
                    assertThat(webhook.toString()).doesNotContain("s3cret").doesNotContain("example");
                });
        assertThat(webhooks("""
                        [{"name": "shop", "url": "https://prod.example/1", "clusters": ["aks-shop*"], "causes": ["PULL_*"]},
                         {"url": "https://prod.example/2"}]""")).extracting(TeamsWebhookSettings::name).containsExactly("shop", "webhook 2");
    }

    @Test
    void aWebhookThatCannotBeUsedIsNamedWithoutItsAddress() {
        for (var text : List.of(
                "http://prod.example/?sig=s3cret", "[{\"url\": 1}]", "[{", "[{\"uri\": \"s3cret\"}]", "s3cret")) {
            assertThatThrownBy(() -> webhooks(text))
                    .hasMessageContaining("PULLRESPONDER_TEAMS_WEBHOOKS is (hidden)")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void onlyKnownCausesAndSymptomsCanBeSilenced() {
        assertThat(Settings.from(Map.of("PULLRESPONDER_SILENCED_CAUSES", "UPSTREAM_THROTTLED, BACK_OFF"))
                        .silencedCauses())
                .containsExactlyInAnyOrder("UPSTREAM_THROTTLED", "BACK_OFF");
        assertThatThrownBy(() -> Settings.from(Map.of("PULLRESPONDER_SILENCED_CAUSES", "UPSTREAM")))
                .hasMessageContaining("'UPSTREAM'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            7; 7
            1, 30,7; 30 7 1
            365,1,1; 365 1""")
    void daysBeforeTheEndAreAnyNumbersOfDays(String text, String days) {
        assertThat(Settings.from(Map.of("PULLRESPONDER_EXPIRY_DAYS", text)).expiryDays())
                .isEqualTo(Stream.of(days.split(" ")).map(Integer::valueOf).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "366", "7,", "7;1", "soon", "1.5", "-7"})
    void daysBeforeTheEndThatAreNoneAreRefused(String text) {
        assertThatThrownBy(() -> Settings.from(Map.of("PULLRESPONDER_EXPIRY_DAYS", text)))
                .hasMessageContaining("PULLRESPONDER_EXPIRY_DAYS is '" + text
                        + "': expected whole numbers from 1 to 365, separated by commas");
    }

    @Test
    void storedReportsOrAWebhookAreRequired() {
        assertThatThrownBy(() -> Settings.from(Map.of("PULLRESPONDER_STORE_REPORTS", "false")))
                .hasMessageContaining("PULLRESPONDER_STORE_REPORTS")
                .hasMessageContaining("PULLRESPONDER_TEAMS_WEBHOOKS");
        assertThat(Settings.from(Map.of(
                                "PULLRESPONDER_STORE_REPORTS", "false",
                                "PULLRESPONDER_TEAMS_WEBHOOKS", "https://prod.example/1"))
                        .storesReports())
                .isFalse();
    }

    @Test
    void theAddressIsTheAppsOwnUnlessAnotherIsGiven() {
        assertThat(Settings.from(Map.of("WEBSITE_HOSTNAME", "pulls.azurewebsites.net"))
                        .publicAddress())
                .hasToString("Optional[https://pulls.azurewebsites.net]");
        assertThat(Settings.from(Map.of(
                                "WEBSITE_HOSTNAME", "pulls.azurewebsites.net",
                                "PULLRESPONDER_PUBLIC_ADDRESS", "https://pulls.contoso.example"))
                        .publicAddress())
                .hasToString("Optional[https://pulls.contoso.example]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:7072", "http://127.0.0.1:7072/", "http://[::1]:7072"})
    void aSandboxIsOnThisMachine(String address) {
        assertThat(Settings.from(Map.of("PULLRESPONDER_SANDBOX", address)).sandbox())
                .hasValueSatisfying(sandbox -> assertThat(address).startsWith(sandbox.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sandbox.example:7072",
                "http://localhost.example:7072",
                "http://localhost:7072@sandbox.example:80",
                "http://10.0.0.4:7072",
                "https://localhost:7072",
                "http://localhost",
                "http://localhost:7072/?x",
                "localhost:7072",
                "7072",
                "http://"
            })
    void aSandboxElsewhereIsRefused(String address) {
        assertThatThrownBy(() -> Settings.from(Map.of("PULLRESPONDER_SANDBOX", address)))
                .hasMessageContaining("PULLRESPONDER_SANDBOX is '" + address
                        + "': expected \"none\", or the URL of a running sandbox on this machine");
    }

    @ParameterizedTest
    @CsvSource({
        "WEBSITE_SITE_NAME, pulls",
        "WEBSITE_INSTANCE_ID, 4f742df1",
        "WEBSITE_HOSTNAME, pulls.azurewebsites.net",
        "WEBSITE_HOSTNAME, localhost.example"
    })
    void aSandboxIsRefusedInAzure(String variable, String value) {
        assertThatThrownBy(
                        () -> Settings.from(Map.of("PULLRESPONDER_SANDBOX", "http://localhost:7072", variable, value)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(
                        "PULLRESPONDER_SANDBOX is 'http://localhost:7072': expected \"none\", because this app runs"
                                + " in Azure (" + variable + " is set)");
        assertThat(Settings.from(Map.of("PULLRESPONDER_SANDBOX", "none", variable, value))
                        .sandbox())
                .isEmpty();
    }

    @Test
    void simulatedFailuresAreNotSentToRealWebhooks() {
        var sandbox = "http://localhost:7072";
        assertThatThrownBy(() -> Settings.from(Map.of(
                        "PULLRESPONDER_SANDBOX",
                        sandbox,
                        "PULLRESPONDER_TEAMS_WEBHOOKS",
                        "https://prod.logic.azure.com/workflows/1?sig=s3cret")))
                .hasMessageContaining(
                        "PULLRESPONDER_TEAMS_WEBHOOKS is (hidden): with PULLRESPONDER_SANDBOX, it must be")
                .hasMessageNotContaining("s3cret");
        assertThat(Settings.from(Map.of(
                                "PULLRESPONDER_SANDBOX",
                                sandbox,
                                "PULLRESPONDER_TEAMS_WEBHOOKS",
                                "https://sandbox.webhook.example/teams/workflow"))
                        .webhooks())
                .hasSize(1);
    }

    @Test
    void coreToolsAreNotTakenForAzure() {
        assertThat(Settings.from(Map.of(
                                "PULLRESPONDER_SANDBOX", "http://localhost:7072",
                                "WEBSITE_HOSTNAME", "localhost:7071",
                                "WEBSITE_SITE_NAME", "pulls"))
                        .sandbox())
                .isPresent();
    }

    private static List<TeamsWebhookSettings> webhooks(String text) {
        return Settings.from(Map.of("PULLRESPONDER_TEAMS_WEBHOOKS", text)).webhooks();
    }
}
