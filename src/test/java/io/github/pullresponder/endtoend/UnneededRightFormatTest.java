package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.EstatePlayer;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.estate.Trigger;
import io.github.pullresponder.sandbox.http.RecordedRequest;
import io.github.pullresponder.sandbox.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks the permissions that {@code GET /api/preflight} reports as granted, but not required by the settings. */
@Tag("scenario")
class UnneededRightFormatTest {
    /** A registry with an admin user, a cluster with logs. */
    private static final String STORE = "admin-password-stale";

    private static final Set<String> ALL = Set.of("core", "pullSecrets", "adminPasswords", "catalog");
    private static final Set<String> WITHOUT_PULL_SECRETS = Set.of("core", "adminPasswords", "catalog");
    private static final String APPLICATION_READ_ALL = "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30";
    private static final String DIRECTORY_READ_ALL = "7ab1d382-f21e-4acd-a863-ba3e13f7da61";
    private static final String GROUP = "b1f0c6a2-6f0d-4a56-9d6a-7c1f5f0e9d31";
    private static final String REGISTRIES = HeldRights.SUBSCRIPTION + "/resourceGroups/rg-store";
    private static final String OTHER_ACCOUNT =
            HeldRights.OWN_GROUP + "/providers/Microsoft.Storage/storageAccounts/stothers";

    @Test
    void theRolesOfTheTemplatesAreNeeded() {
        var health = health(deployed(), Map.of());
        assertThat(health.path("state").asText()).isEqualTo("works");
        assertThat(health.path("unneeded")).isEmpty();
        assertThat(health.path("notChecked")).isEmpty();
        assertThat(text(deployed(), Map.of()))
                .startsWith("Everything that the settings require works · identity ")
                .contains("  note         Rights inside clusters are not compared.")
                .doesNotContain("not needed", "not checked");
    }

    @Test
    void theRoleOfACapabilityThatIsOffIsLeftToReconcile() {
        var health = health(deployed(), Map.of("PULLRESPONDER_PULL_SECRETS", "false"));
        assertThat(health.path("state").asText()).isEqualTo("works");
        assertThat(health.path("unneeded")).hasSize(1);
        var right = health.path("unneeded").get(0);
        assertThat(right.path("right").asText())
                .isEqualTo(
                        "Pull Responder Pull Secrets (pull-responder-k3v7q2xa, 2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12)");
        assertThat(right.path("scope").asText()).isEqualTo(HeldRights.SUBSCRIPTION);
        assertThat(right.path("held").asText()).isEqualTo("directly");
        assertThat(Json.strings(right.path("notNeeded")))
                .containsExactly("Microsoft.ContainerService/managedClusters/secrets/read");
        assertThat(right.path("command").asText()).isEqualTo("infra/reconcile.sh");
    }

    @Test
    void aCapabilityThatIsOffWithoutItsRoleIsInOrder() {
        var rights = HeldRights.asDeployed(STORE, WITHOUT_PULL_SECRETS);
        assertThat(health(rights, Map.of("PULLRESPONDER_PULL_SECRETS", "false")).path("unneeded"))
                .isEmpty();
    }

    @Test
    void itReadsAsAListForPeople() {
        assertThat(text(deployed(), Map.of("PULLRESPONDER_PULL_SECRETS", "false")))
                .startsWith("Everything that the settings require works · 1 right is not needed · identity ")
                .contains(
                        "  not needed   Pull Responder Pull Secrets (pull-responder-k3v7q2xa,"
                                + " 2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12)"
                                + " on /subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12",
                        "               assigned directly",
                        "               permits  Microsoft.ContainerService/managedClusters/secrets/read",
                        "               remove   infra/reconcile.sh");
    }

    @Test
    void readerNextToTheAppsOwnRoleIsUnneeded() {
        var right = only(health(deployed().role("Reader", REGISTRIES), Map.of()));
        assertThat(right.path("right").asText()).isEqualTo("Reader");
        assertThat(Json.strings(right.path("notNeeded"))).containsExactly("*/read");
        assertThat(right.path("command").asText())
                .isEqualTo("az role assignment delete --ids " + HeldRights.assignmentId("Reader", REGISTRIES));
    }

    @Test
    void readerWithoutTheAppsOwnRoleIsTooBroadAndStays() {
        var right = only(health(HeldRights.none(STORE).role("Reader", REGISTRIES), Map.of()));
        assertThat(right.path("advice").asText())
                .isEqualTo("broader than needed: the roles in infra/roles.json are sufficient");
        assertThat(right.has("command")).isFalse();
    }

    @Test
    void contributorAtAManagementGroupIsTooBroadAndStays() {
        var health = health(deployed().role("Contributor", HeldRights.MANAGEMENT_GROUP), Map.of());
        var right = only(health);
        assertThat(right.path("scope").asText()).isEqualTo(HeldRights.MANAGEMENT_GROUP);
        assertThat(Json.strings(right.path("notNeeded"))).containsExactly("*");
        assertThat(right.path("advice").asText()).startsWith("broader than needed");
        assertThat(right.has("command")).isFalse();
    }

    @Test
    void anAssignmentInSeveralSubscriptionsIsFoundOnce() {
        var elsewhere = "/subscriptions/7b6f2d10-8c1e-4f5a-9a55-0d3c1e2f4a68";
        var rights = deployed().role("Contributor", HeldRights.MANAGEMENT_GROUP).role("AcrPull", elsewhere);
        try (var player = new EstatePlayer(rights.estate(), settings(Map.of()))) {
            player.azure().armPageSize(1);
            var health = Json.parse(player.play(health(Map.of())).answer());
            assertThat(only(health).path("right").asText()).isEqualTo("Contributor");
            assertThat(player.azure().requests().all())
                    .extracting(RecordedRequest::url)
                    .anyMatch(url -> url.contains(elsewhere + "/providers/Microsoft.Authorization/roleAssignments"));
        }
    }

    @Test
    void anUnneededRoleAboveSubscriptionsHasNoCommand() {
        var right =
                only(health(deployed().role("Storage Queue Data Contributor", HeldRights.MANAGEMENT_GROUP), Map.of()));
        assertThat(right.path("advice").asText())
                .startsWith("broader than needed: assign this role only on the app's own");
        assertThat(right.has("command")).isFalse();
    }

    @Test
    void aRoleThroughAGroupNamesTheGroupAndHasNoCommand() {
        var right = only(health(deployed().roleOfGroup("Reader", REGISTRIES, GROUP), Map.of()));
        assertThat(right.path("held").asText()).isEqualTo("through group " + GROUP);
        assertThat(right.path("advice").asText()).startsWith("it comes from group " + GROUP);
        assertThat(right.has("command")).isFalse();
    }

    @Test
    void aNeededRoleThroughAGroupIsInOrder() {
        assertThat(health(deployed().roleOfGroup("AcrPull", REGISTRIES, GROUP), Map.of())
                        .path("unneeded"))
                .isEmpty();
    }

    @Test
    void aStorageRoleOnAnotherAccountCanGo() {
        var right = only(health(deployed().role("Storage Blob Data Owner", OTHER_ACCOUNT), Map.of()));
        assertThat(right.path("scope").asText()).isEqualTo(OTHER_ACCOUNT);
        assertThat(right.path("command").asText())
                .isEqualTo("az role assignment delete --ids "
                        + HeldRights.assignmentId("Storage Blob Data Owner", OTHER_ACCOUNT));
    }

    /** The assignment on the account may be for one container, or have a condition: the preflight has no proof that it suffices. */
    @Test
    void aStorageRoleOnTheGroupIsTooBroadAndStays() {
        var right = only(health(deployed().role("Storage Blob Data Owner", HeldRights.OWN_GROUP), Map.of()));
        assertThat(right.path("advice").asText())
                .startsWith("broader than needed: assign this role only on the app's own");
        assertThat(right.has("command")).isFalse();
    }

    @Test
    void aStorageRoleOnTheGroupAloneIsTooBroadAndStays() {
        var rights = HeldRights.none(STORE).ownRole("core").role("Storage Blob Data Owner", HeldRights.OWN_GROUP);
        var right = only(health(rights, Map.of()));
        assertThat(right.path("advice").asText())
                .startsWith("broader than needed: assign this role only on the app's own");
        assertThat(right.has("command")).isFalse();
    }

    /** An app setting can refer to a vault that the templates did not create. */
    @Test
    void aSecretsRoleOnAVaultOfAnotherGroupHasNoCommand() {
        var vault = REGISTRIES + "/providers/Microsoft.KeyVault/vaults/kv-others";
        var right = only(health(deployed().role("Key Vault Secrets User", vault), Map.of()));
        assertThat(right.path("scope").asText()).isEqualTo(vault);
        assertThat(right.path("advice").asText())
                .startsWith("not needed, unless an app setting refers to that resource");
        assertThat(right.has("command")).isFalse();
    }

    @Test
    void aPossibleRoleOfTheAppIsNotCalledUnneeded() {
        var vault = HeldRights.OWN_GROUP + "/providers/Microsoft.KeyVault/vaults/kv-own";
        var rights = HeldRights.none(STORE).ownRole("core").role("Key Vault Secrets User", vault);
        var health = health(rights, Map.of());
        assertThat(health.path("unneeded")).isEmpty();
        assertThat(Json.strings(health.path("notChecked")))
                .containsExactly(
                        "Key Vault Secrets User at " + vault + ": it is unknown if this resource belongs to the app");
    }

    @Test
    void thePermissionOfGraphIsNotNeededWithoutTheDirectory() {
        var right =
                only(health(deployed().graphRoles(APPLICATION_READ_ALL), Map.of("PULLRESPONDER_DIRECTORY", "false")));
        assertThat(right.path("right").asText()).isEqualTo("Application.Read.All");
        assertThat(right.path("command").asText())
                .isEqualTo("infra/grant-graph.sh --revoke " + SimulatedAzure.RESPONDER_OBJECT_ID);
    }

    @Test
    void anotherPermissionOfGraphIsNeverNeeded() {
        var right = only(health(deployed().graphRoles(APPLICATION_READ_ALL, DIRECTORY_READ_ALL), Map.of()));
        assertThat(right.path("right").asText()).isEqualTo("Directory.Read.All");
        assertThat(right.path("advice").asText()).startsWith("remove it in Microsoft Entra ID");
    }

    @Test
    void noPermissionOfGraphWithoutTheDirectoryIsInOrder() {
        var health = health(deployed().graphRoles(), Map.of("PULLRESPONDER_DIRECTORY", "false"));
        assertThat(health.path("unneeded")).isEmpty();
        assertThat(health.path("notChecked")).isEmpty();
    }

    @Test
    void assignmentsThatMayNotBeReadAreNotChecked() {
        var health = health(
                deployed()
                        .role("Reader", REGISTRIES)
                        .faults(
                                "[{\"match\": \"GET .*/subscriptions/[^/]+/providers/Microsoft.Authorization/roleAssignments\","
                                        + " \"status\": 403}]"),
                Map.of());
        assertThat(health.path("unneeded")).isEmpty();
        assertThat(Json.strings(health.path("notChecked")))
                .containsExactly(
                        "role assignments of subscription 2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12: forbidden, needs"
                                + " Microsoft.Authorization/roleAssignments/read there");
    }

    @Test
    void aRoleWhoseDefinitionIsGoneIsNotChecked() {
        var health = health(
                deployed()
                        .role("Reader", REGISTRIES)
                        .faults("[{\"match\": \"GET .*/roleDefinitions/acdd72a7\", \"status\": 404}]"),
                Map.of());
        assertThat(health.path("unneeded")).isEmpty();
        assertThat(Json.strings(health.path("notChecked")))
                .containsExactly("role acdd72a7-3385-48ef-bd42-f606fba81ae7: does not exist, or is not visible");
    }

    @Test
    void subscriptionsThatCannotBeListedAreNotChecked() {
        var health = health(
                deployed()
                        .faults("[{\"match\": \"GET https://management.azure.com/subscriptions$\", \"status\": 500}]"),
                Map.of());
        assertThat(health.path("unneeded")).isEmpty();
        assertThat(Json.strings(health.path("notChecked"))).containsExactly("the list of subscriptions: not reached");
    }

    private static HeldRights deployed() {
        return HeldRights.asDeployed(STORE, ALL);
    }

    private static JsonNode only(JsonNode health) {
        assertThat(health.path("unneeded")).hasSize(1);
        return health.path("unneeded").get(0);
    }

    private static JsonNode health(HeldRights rights, Map<String, String> settings) {
        return Json.parse(answer(rights, settings, Map.of()));
    }

    private static String text(HeldRights rights, Map<String, String> settings) {
        return answer(rights, settings, Map.of("accept", "text/plain"));
    }

    private static String answer(HeldRights rights, Map<String, String> settings, Map<String, String> headers) {
        try (var player = new EstatePlayer(rights.estate(), settings(settings))) {
            return player.play(health(headers)).answer();
        }
    }

    private static Map<String, String> settings(Map<String, String> some) {
        var all = new HashMap<>(some);
        all.put("WEBSITE_SITE_NAME", HeldRights.APP_NAME);
        all.put("AzureWebJobsStorage__accountName", "stpullresponder");
        return all;
    }

    private static Trigger health(Map<String, String> headers) {
        return new Trigger("preflight", "Preflight", Json.object(), headers, Map.of());
    }
}
