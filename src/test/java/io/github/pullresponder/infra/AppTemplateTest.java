package io.github.pullresponder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.evidence.Capability;
import io.github.pullresponder.settings.Settings;
import io.github.pullresponder.settings.Settings.Description;
import io.github.pullresponder.storage.WorkQueue;
import io.github.pullresponder.storage.azure.StorageConnection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The app and what belongs to it. */
class AppTemplateTest {
    /** Flex Consumption takes the runtime and the package from functionAppConfig ("Flex Consumption plan deprecations"). */
    private static final List<String> NOT_FOR_FLEX_CONSUMPTION = List.of(
            "FUNCTIONS_WORKER_RUNTIME",
            "FUNCTIONS_EXTENSION_VERSION",
            "WEBSITE_RUN_FROM_PACKAGE",
            "WEBSITE_CONTENTSHARE",
            "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING",
            "ENABLE_ORYX_BUILD",
            "SCM_DO_BUILD_DURING_DEPLOYMENT",
            "WEBSITE_TIME_ZONE");

    /** Refused in Azure. */
    private static final String FOR_DEVELOPERS = "PULLRESPONDER_SANDBOX";

    private static final BicepFile MAIN = Templates.main();
    private static final BicepFile APP = Templates.module("app");
    private static final BicepFile STORAGE = Templates.module("storage");
    private static final Map<String, Value> SETTINGS =
            Templates.propertiesAt(MAIN.the("module", "app"), "params.settings");
    private static final Map<String, Value> HOST_SETTINGS =
            ((Value.Object) APP.the("var", "hostSettings").content()).properties();

    @Test
    void everySettingOfTheCodeIsSetAndNoOther() {
        assertThat(SETTINGS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        settings().map(Description::name).toList());
    }

    private static Stream<Description> settings() {
        return Settings.descriptions().stream().filter(it -> !it.name().equals(FOR_DEVELOPERS));
    }

    @Test
    void theDefaultsAreThoseOfTheCodeButForWhatMustBeGranted() {
        var capabilities =
                Arrays.stream(Capability.values()).map(Capability::setting).collect(Collectors.toSet());

        for (var setting : settings().toList()) {
            if (!capabilities.contains(setting.name())) {
                assertThat(Defaults.of(MAIN, SETTINGS.get(setting.name())))
                        .as(setting.name())
                        .isEqualTo(setting.byDefault().orElseThrow());
            }
        }
    }

    /** The switch grants the right and lets the code use it. */
    @ParameterizedTest
    @EnumSource(Capability.class)
    void aCapabilityIsOffUntilItIsSwitchedOn(Capability capability) {
        var parameter = MAIN.the("param", capability.key());

        assertThat(parameter.type()).isEqualTo("bool");
        assertThat(parameter.content()).hasToString("false");
        assertThat(SETTINGS.get(capability.setting())).hasToString(capability.key() + " ? 'true' : 'false'");
    }

    @Test
    void theHostIsToldOfStorageAsTheCodeReadsIt() {
        var addresses = HOST_SETTINGS.keySet().stream()
                .filter(name -> name.startsWith(StorageConnection.SETTING))
                .collect(Collectors.toMap(name -> name, name -> "https://account.example"));

        assertThat(StorageConnection.from(addresses).map(Object::toString)).contains("by identity, with service URIs");
        assertThat(HOST_SETTINGS).doesNotContainKey(StorageConnection.SETTING);
    }

    @Test
    void noSettingIsOneThatThePlanRefuses() {
        assertThat(HOST_SETTINGS.keySet()).doesNotContainAnyElementsOf(NOT_FOR_FLEX_CONSUMPTION);
        assertThat(SETTINGS.keySet()).doesNotContainAnyElementsOf(NOT_FOR_FLEX_CONSUMPTION);
    }

    @Test
    void theAppRunsOnFlexConsumptionAsItsIdentity() {
        assertThat(APP.resource("Microsoft.Web/serverfarms").content().literalAt("sku.name"))
                .isEqualTo("FC1");
        var app = APP.resource("Microsoft.Web/sites").content();
        assertThat(app.literalAt("properties.functionAppConfig.runtime.name")).isEqualTo("java");
        assertThat(app.literalAt("properties.functionAppConfig.runtime.version"))
                .isEqualTo("21");
        assertThat(app.literalAt("properties.functionAppConfig.deployment.storage.authentication.type"))
                .isEqualTo("UserAssignedIdentity");
        assertThat(app.literalAt("identity.type")).isEqualTo("UserAssigned");
        assertThat(app.textAt("properties.keyVaultReferenceIdentity")).isEqualTo("identityId");
        assertThat(HOST_SETTINGS.get("AZURE_CLIENT_ID")).hasToString("clientId");
    }

    @Test
    void nobodyReachesTheAppWithoutTlsOrWithAPassword() {
        var app = APP.resource("Microsoft.Web/sites").content();
        assertThat(app.textAt("properties.httpsOnly")).isEqualTo("true");
        assertThat(app.literalAt("properties.siteConfig.minTlsVersion")).isEqualTo("1.2");
        assertThat(app.literalAt("properties.siteConfig.scmMinTlsVersion")).isEqualTo("1.2");
        assertThat(app.literalAt("properties.siteConfig.ftpsState")).isEqualTo("Disabled");
        assertThat(APP.resources()
                        .filter(it -> it.resourceType().endsWith("/basicPublishingCredentialsPolicies"))
                        .map(Declaration::content))
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.textAt("properties.allow")).isEqualTo("false"))
                .extracting(it -> it.literalAt("name"))
                .containsExactlyInAnyOrder("scm", "ftp");
    }

    @Test
    void storageIsReachedWithIdentitiesOnly() {
        var account = STORAGE.resource("Microsoft.Storage/storageAccounts").content();
        assertThat(account.textAt("properties.allowSharedKeyAccess")).isEqualTo("false");
        assertThat(account.textAt("properties.allowBlobPublicAccess")).isEqualTo("false");
        assertThat(account.textAt("properties.supportsHttpsTrafficOnly")).isEqualTo("true");
        assertThat(account.literalAt("properties.minimumTlsVersion")).isEqualTo("TLS1_2");
    }

    @Test
    void telemetryIsTakenFromIdentitiesOnly() {
        var insights = Templates.module("telemetry").resource("Microsoft.Insights/components");
        assertThat(insights.content().textAt("properties.DisableLocalAuth")).isEqualTo("true");
        assertThat(HOST_SETTINGS.get("APPLICATIONINSIGHTS_AUTHENTICATION_STRING"))
                .hasToString("'ClientId=${clientId};Authorization=AAD'");
    }

    @Test
    void theVaultCannotBeEmptiedForGood() {
        var vault =
                Templates.module("vault").resource("Microsoft.KeyVault/vaults").content();
        assertThat(vault.textAt("properties.enablePurgeProtection")).isEqualTo("true");
        assertThat(vault.textAt("properties.enableRbacAuthorization")).isEqualTo("true");
    }

    @Test
    void whatTheCodeKeepsHasItsNamesInTheTemplate() throws ReflectiveOperationException {
        assertThat(names("Microsoft.Storage/storageAccounts/queueServices/queues"))
                .containsExactlyInAnyOrder(WorkQueue.NAME, WorkQueue.NAME + "-poison");
        assertThat(names("Microsoft.Storage/storageAccounts/tableServices/tables"))
                .containsExactly(constant("TABLE"));
        assertThat(names("Microsoft.Storage/storageAccounts/blobServices/containers"))
                .containsExactlyInAnyOrder(constant("CONTAINER"), "packages", "event-dead-letters");
    }

    private static Stream<String> names(String type) {
        return STORAGE.resources()
                .filter(it -> it.resourceType().equals(type))
                .map(it -> it.content().literalAt("name"));
    }

    private static String constant(String name) throws ReflectiveOperationException {
        var field = StorageConnection.class.getDeclaredField(name);
        field.setAccessible(true);
        return (String) field.get(null);
    }

    @Test
    void oldReportsAndDeadLettersAreDeleted() {
        var rules = STORAGE.resource("Microsoft.Storage/storageAccounts/managementPolicies")
                .content();
        assertThat(rules.textAt("properties.policy.rules.0.definition.filters.prefixMatch.0"))
                .isEqualTo("'${reports.name}/'");
        assertThat(
                        rules.textAt(
                                "properties.policy.rules.0.definition.actions.baseBlob.delete.daysAfterModificationGreaterThan"))
                .isEqualTo("reportRetentionDays");
        assertThat(rules.textAt("properties.policy.rules.1.definition.filters.prefixMatch.0"))
                .isEqualTo("'${deadLetters.name}/'");
        assertThat(MAIN.the("param", "reportRetentionDays").content()).hasToString("90");
    }
}
