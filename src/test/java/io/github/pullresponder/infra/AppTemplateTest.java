package io.github.pullresponder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.read.Capability;
import io.github.pullresponder.settings.Settings;
import io.github.pullresponder.settings.Settings.SettingDescription;
import io.github.pullresponder.storage.WorkQueue;
import io.github.pullresponder.storage.azure.StorageConnection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The function app and its own resources. */
@Tag("infrastructure")
class AppTemplateTest {
    /** Flex Consumption reads the runtime and the package from functionAppConfig ("Flex Consumption plan deprecations"). */
    private static final List<String> NOT_FOR_FLEX_CONSUMPTION = List.of(
            "FUNCTIONS_WORKER_RUNTIME",
            "FUNCTIONS_EXTENSION_VERSION",
            "WEBSITE_RUN_FROM_PACKAGE",
            "WEBSITE_CONTENTSHARE",
            "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING",
            "ENABLE_ORYX_BUILD",
            "SCM_DO_BUILD_DURING_DEPLOYMENT",
            "WEBSITE_TIME_ZONE");

    /** A setting that is not allowed in Azure. */
    private static final String FOR_DEVELOPERS = "PULLRESPONDER_SANDBOX";

    private static final String SITE = "Microsoft.Web/sites";
    private static final String VAULT = "Microsoft.KeyVault/vaults";

    private static final Map<String, String> APP_SETTINGS = appSettings(Snapshot.SMALLEST);

    private static Map<String, String> appSettings(Snapshot installation) {
        return Templates.elements(
                        installation.propertiesOf(SITE).path("siteConfig").path("appSettings"))
                .collect(Collectors.toMap(
                        element -> element.path("name").asText(),
                        // The snapshot leaves it open in which cloud it is deployed.
                        element -> element.path("value").asText().replace("[environment().name]", "AzureCloud"),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static List<String> hostSettings() {
        return APP_SETTINGS.keySet().stream()
                .filter(text -> !text.startsWith("PULLRESPONDER_"))
                .toList();
    }

    private static Stream<SettingDescription> settings() {
        return Settings.descriptions().stream().filter(named -> !named.name().equals(FOR_DEVELOPERS));
    }

    @Test
    void everySettingOfTheCodeIsSetAndNoOther() {
        assertThat(APP_SETTINGS.keySet().stream().filter(text -> text.startsWith("PULLRESPONDER_")))
                .containsExactlyInAnyOrderElementsOf(
                        settings().map(SettingDescription::name).toList());
    }

    @Test
    void theDefaultsAreThoseOfTheCodeExceptCapabilities() {
        var capabilities =
                Arrays.stream(Capability.values()).map(Capability::setting).collect(Collectors.toSet());

        for (var setting : settings().toList()) {
            if (!capabilities.contains(setting.name())) {
                assertThat(APP_SETTINGS.get(setting.name()))
                        .as(setting.name())
                        .isEqualTo(setting.byDefault().orElseThrow());
            }
        }
    }

    /** The parameter grants the permission and enables the code that uses it. */
    @ParameterizedTest
    @EnumSource(Capability.class)
    void aCapabilityIsOffUntilItIsSwitchedOn(Capability capability) {
        var parameter = Templates.main().json().path("parameters").path(capability.key());

        assertThat(parameter.path("type").asText()).isEqualTo("bool");
        assertThat(parameter.path("defaultValue").isBoolean()).isTrue();
        assertThat(parameter.path("defaultValue").asBoolean()).isFalse();
        assertThat(APP_SETTINGS.get(capability.setting())).isEqualTo("false");
        assertThat(appSettings(Snapshot.LARGEST).get(capability.setting())).isEqualTo("true");
        assertThat(Templates.main()
                        .json()
                        .at("/resources/app/properties/parameters/settings/value")
                        .path(capability.setting())
                        .asText())
                .as("by this parameter and no other")
                .isEqualTo("[if(parameters('%s'), 'true', 'false')]".formatted(capability.key()));
    }

    @Test
    void theWebhooksAreAReferenceToTheVault() {
        assertThat(APP_SETTINGS.get("PULLRESPONDER_TEAMS_WEBHOOKS")).isEqualTo("none");
        assertThat(appSettings(Snapshot.LARGEST).get("PULLRESPONDER_TEAMS_WEBHOOKS"))
                .startsWith("[format('@Microsoft.KeyVault(SecretUri={0}secrets/{1})', ")
                .endsWith(".vaultUri, 'teams-webhooks')]");
        assertThat(appSettings(Snapshot.TYPICAL).get("PULLRESPONDER_TEAMS_WEBHOOKS"))
                .as("with webhooks in a parameter")
                .startsWith("[if(or(false(), not(empty(parameters('teamsWebhooks')))), ")
                .endsWith(".outputs.webhooksReference.value, 'none')]");
        assertThat(Templates.text("snapshots/typical.main.bicepparam")).contains("https://teams.example");
        assertThat(Snapshot.TYPICAL.resources().toString()).doesNotContain("teams.example");
    }

    @Test
    void theHostFindsStorageAsTheCodeReadsIt() {
        var addresses = hostSettings().stream()
                .filter(name -> name.startsWith(StorageConnection.SETTING))
                .collect(Collectors.toMap(name -> name, name -> "https://account.example"));

        assertThat(StorageConnection.from(addresses).map(Object::toString)).contains("by identity, with service URIs");
        assertThat(hostSettings()).doesNotContain(StorageConnection.SETTING);
    }

    @Test
    void noSettingIsOneThatThePlanRefuses() {
        assertThat(APP_SETTINGS.keySet()).doesNotContainAnyElementsOf(NOT_FOR_FLEX_CONSUMPTION);
    }

    @Test
    void theAppRunsOnFlexConsumptionAsItsIdentity() {
        assertThat(Snapshot.SMALLEST
                        .the("Microsoft.Web/serverfarms")
                        .at("/sku/name")
                        .asText())
                .isEqualTo("FC1");
        var app = Snapshot.SMALLEST.the(SITE);
        var config = app.at("/properties/functionAppConfig");
        assertThat(config.at("/runtime/name").asText()).isEqualTo("java");
        assertThat(config.at("/runtime/version").asText()).isEqualTo("21");
        assertThat(config.at("/deployment/storage/authentication/type").asText())
                .isEqualTo("UserAssignedIdentity");
        assertThat(app.at("/identity/type").asText()).isEqualTo("UserAssigned");
        var identity = app.at("/properties/keyVaultReferenceIdentity").asText();
        assertThat(identity).endsWith("/id-" + Snapshot.APP_NAME);
        assertThat(app.at("/identity/userAssignedIdentities").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(identity);
        assertThat(config.at("/deployment/storage/authentication/userAssignedIdentityResourceId")
                        .asText())
                .isEqualTo(identity);
        assertThat(APP_SETTINGS.get("AZURE_CLIENT_ID")).contains(identity, ".clientId");
    }

    /** "maximumInstanceCount": the minimum is 1 since 2026; before, it was 40. */
    @Test
    void instancesAreLimitedAsThePlanPermits() {
        assertThat(scale(Snapshot.SMALLEST).path("maximumInstanceCount").asInt())
                .isEqualTo(40);
        assertThat(scale(Snapshot.LARGEST).path("maximumInstanceCount").asInt()).isEqualTo(1);
        assertThat(scale(Snapshot.SMALLEST).path("alwaysReady")).isEmpty();
        assertThat(scale(Snapshot.LARGEST).path("alwaysReady").toString())
                .isEqualTo("[{\"instanceCount\":2,\"name\":\"http\"}]");
        assertThat(Templates.main()
                        .json()
                        .at("/parameters/maximumInstances/minValue")
                        .asInt())
                .isEqualTo(1);
    }

    private static JsonNode scale(Snapshot installation) {
        return installation.propertiesOf(SITE).at("/functionAppConfig/scaleAndConcurrency");
    }

    @Test
    void noOneReachesTheAppWithoutTlsOrWithAPassword() {
        var app = Snapshot.SMALLEST.propertiesOf(SITE);
        assertThat(app.path("httpsOnly").asBoolean()).isTrue();
        assertThat(app.at("/siteConfig/minTlsVersion").asText()).isEqualTo("1.2");
        assertThat(app.at("/siteConfig/scmMinTlsVersion").asText()).isEqualTo("1.2");
        assertThat(Snapshot.SMALLEST.all(SITE + "/basicPublishingCredentialsPolicies"))
                .hasSize(2)
                .allSatisfy(element ->
                        assertThat(element.at("/properties/allow").toString()).isEqualTo("false"))
                .extracting(element -> element.path("name").asText())
                .containsExactlyInAnyOrder(Snapshot.APP_NAME + "/scm", Snapshot.APP_NAME + "/ftp");
    }

    @Test
    void storageIsReachedWithIdentitiesOnly() {
        var account = Snapshot.SMALLEST.propertiesOf("Microsoft.Storage/storageAccounts");
        assertThat(account.path("allowSharedKeyAccess").toString()).isEqualTo("false");
        assertThat(account.path("allowBlobPublicAccess").toString()).isEqualTo("false");
        assertThat(account.path("supportsHttpsTrafficOnly").toString()).isEqualTo("true");
        assertThat(account.path("minimumTlsVersion").asText()).isEqualTo("TLS1_2");
    }

    @Test
    void telemetryIsAcceptedFromIdentitiesOnly() {
        assertThat(Snapshot.SMALLEST
                        .propertiesOf("Microsoft.Insights/components")
                        .path("DisableLocalAuth")
                        .toString())
                .isEqualTo("true");
        var clientId = APP_SETTINGS.get("AZURE_CLIENT_ID").replaceAll("^\\[|]$", "");
        assertThat(APP_SETTINGS.get("APPLICATIONINSIGHTS_AUTHENTICATION_STRING"))
                .isEqualTo("[format('ClientId={0};Authorization=AAD', %s)]".formatted(clientId));
    }

    /** Azure rejects the value false, and a protected vault reserves its name for days after it is removed. */
    @Test
    void theVaultIsProtectedAgainstPurgingOnlyOnRequest() {
        var protectedVault = Snapshot.LARGEST.propertiesOf(VAULT);
        assertThat(protectedVault.path("enablePurgeProtection").toString()).isEqualTo("true");
        for (var installation : List.of(Snapshot.SMALLEST, Snapshot.TYPICAL)) {
            assertThat(installation.propertiesOf(VAULT).has("enablePurgeProtection"))
                    .as(installation.name())
                    .isFalse();
        }
        assertThat(protectedVault.path("enableRbacAuthorization").toString()).isEqualTo("true");
        assertThat(protectedVault.path("softDeleteRetentionInDays").asInt()).isEqualTo(7);
    }

    @Test
    void storageNamesOfTheCodeAreInTheTemplate() throws ReflectiveOperationException {
        assertThat(names("Microsoft.Storage/storageAccounts/queueServices/queues"))
                .containsExactlyInAnyOrder(WorkQueue.NAME, WorkQueue.NAME + "-poison");
        assertThat(names("Microsoft.Storage/storageAccounts/tableServices/tables"))
                .containsExactly(constant("TABLE"));
        assertThat(names("Microsoft.Storage/storageAccounts/blobServices/containers"))
                .containsExactlyInAnyOrder(constant("CONTAINER"), "packages", "event-dead-letters");
    }

    private static Stream<String> names(String type) {
        return Snapshot.SMALLEST
                .all(type)
                .map(element -> element.path("name").asText())
                .map(text -> text.substring(text.lastIndexOf('/') + 1));
    }

    private static String constant(String name) throws ReflectiveOperationException {
        var field = StorageConnection.class.getDeclaredField(name);
        field.setAccessible(true);
        return (String) field.get(null);
    }

    @Test
    void oldReportsAndDeadLettersAreDeleted() {
        var rules = Snapshot.SMALLEST
                .propertiesOf("Microsoft.Storage/storageAccounts/managementPolicies")
                .at("/policy/rules");
        var days = "/definition/actions/baseBlob/delete/daysAfterModificationGreaterThan";
        assertThat(rules).hasSize(2);
        assertThat(rules.at("/0/definition/filters/prefixMatch").toString()).isEqualTo("[\"reports/\"]");
        assertThat(rules.at("/0" + days).asInt()).isEqualTo(90);
        assertThat(rules.at("/1/definition/filters/prefixMatch").toString()).isEqualTo("[\"event-dead-letters/\"]");
        assertThat(rules.at("/1" + days).asInt()).isEqualTo(30);
    }

    /** Azure ignores case and blanks in a region: two spellings of one region must not create two apps in one group. */
    @Test
    void aRegionInAnotherSpellingIsTheSameInstallation() {
        assertThat(Templates.text("snapshots/largest.main.bicepparam")).contains("'West Europe'");
        assertThat(Snapshot.all().stream().filter(named -> named.name().endsWith(".main")))
                .allSatisfy(snapshot ->
                        assertThat(snapshot.the(SITE).path("name").asText()).isEqualTo(Snapshot.APP_NAME));
    }
}
