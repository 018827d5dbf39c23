package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.read.Capability;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.EstatePlayer;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.Trigger;
import io.github.pullresponder.sandbox.json.Json;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code GET /api/preflight} against a simulated Azure in which one part is missing at a time. */
@Tag("scenario")
class InstallationPreflightTest {
    private static final String IDENTITY = "0e5b0d3c-52f1-4b7e-8a3d-7f1c2b9a4d60";

    /** A registry with an admin user, a cluster with logs. */
    private static final String STORE = "admin-password-stale";

    private static final String WORKSPACE = "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/rg-logs"
            + "/providers/Microsoft.OperationalInsights/workspaces/logs-store";

    /** A registry with a customer's key. */
    private static final String HARBOR = "customer-key-reachable";

    private static final String ALL_RESOURCES = "POST .*Microsoft.ResourceGraph";

    @Test
    void aCompleteInstallationWorks() {
        var health = health(BundledEstates.named(STORE));
        assertThat(health.path("state").asText()).isEqualTo("works");
        assertThat(health.path("identity").asText()).isEqualTo(IDENTITY);
        assertThat(health.path("clusters").asInt()).isEqualTo(1);
        assertThat(health.path("endpoints").findValuesAsText("state"))
                .containsExactly("works", "works", "works", "works", "works");
    }

    @Test
    void everyRightIsTried() {
        var tried = EnumSet.noneOf(Permission.class);
        for (var estate : Set.of(STORE, HARBOR)) {
            var health = health(BundledEstates.named(estate));
            for (var permission : Permission.values()) {
                if (right(health, permission).path("state").asText().equals("works")) {
                    tried.add(permission);
                }
            }
        }
        assertThat(tried).containsExactly(Permission.values());
    }

    @ParameterizedTest
    @EnumSource
    void aMissingRightIsNamedWithTheCommandThatGrantsIt(Permission permission) {
        var estate = permission == Permission.READ_KEY_VAULT ? HARBOR : STORE;
        var fault = isFound(permission)
                ? "\"match\": \"" + ALL_RESOURCES + "\", \"body\": {\"totalRecords\": 0, \"count\": 0, \"data\": [],"
                        + " \"facets\": [], \"resultTruncated\": \"false\"}, \"status\": 200"
                : "\"match\": \"" + requestsOf(permission) + "\", \"status\": 403";

        var health = health(
                permission == Permission.READ_WORKSPACE
                        ? Estates.layer(
                                estate, Map.of("arm.json", "[{\"id\": \"" + WORKSPACE + "\", \"$remove\": true}]"))
                        : Estates.layer(estate, Map.of("faults.json", "[{" + fault + "}]")));

        assertThat(health.path("state").asText()).isEqualTo("missing");
        var right = right(health, permission);
        assertThat(right.path("state").asText()).isEqualTo("missing");
        assertThat(right.path("missing")).isNotEmpty();
        assertThat(right.path("grant").get(0).asText())
                .contains(IDENTITY)
                .contains(permission.system() == RemoteSystem.GRAPH ? "grant-graph" : permission.role());
        assertThat(right.path("without").asText()).isEqualTo(permission.impact());
    }

    @ParameterizedTest
    @EnumSource
    void aDisabledCapabilityIsOff(Capability capability) {
        var health = health(BundledEstates.named(STORE), Map.of(capability.setting(), "false"));
        for (var permission : Permission.values()) {
            if (permission.capability().filter(capability::equals).isPresent()) {
                assertThat(right(health, permission).path("state").asText()).isEqualTo("off");
            }
        }
        assertThat(health.path("state").asText()).isEqualTo("works");
    }

    @Test
    void anUnreachedPermissionIsNotCalledMissing() {
        var estate = Estates.layer(STORE, Map.of("faults.json", "[{\"match\": \"/kubernetes/\", \"reset\": true}]"));
        var health = health(estate);
        assertThat(health.path("state").asText()).isEqualTo("not reached");
        var right = right(health, Permission.READ_WORKLOADS);
        assertThat(right.path("state").asText()).isEqualTo("not reached");
        assertThat(right.path("open").get(0).asText()).contains("aks-store").contains("not reached");
        assertThat(right.path("grant")).isEmpty();
    }

    @Test
    void aRegistryThatRefusesTheRespondersAddressLacksNoRole() {
        var body = "{\\\"errors\\\":[{\\\"code\\\":\\\"DENIED\\\",\\\"message\\\":\\\"client with IP '203.0.113.77' is"
                + " not allowed access.\\\"}]}";
        var health = health(Estates.layer(
                STORE,
                Map.of(
                        "faults.json",
                        "[{\"match\": \"GET .*/acr/v1/\", \"status\": 403, \"body\": \"" + body + "\"}]")));
        var right = right(health, Permission.READ_IMAGES);
        assertThat(right.path("state").asText()).isEqualTo("not reached");
        assertThat(right.path("open").get(0).asText()).contains("203.0.113.77").contains("firewall");
        assertThat(right.path("grant")).isEmpty();
    }

    @Test
    void aWebhookIsReachedWithoutACard() {
        try (var player = new EstatePlayer(BundledEstates.named(STORE), Map.of())) {
            player.play(new Trigger("preflight", "Preflight", Json.object(), Map.of(), Map.of()));
            assertThat(player.azure().teamsMessages()).isEmpty();
        }
        var gone = Estates.layer(STORE, Map.of("faults.json", "[{\"match\": \"HEAD \", \"reset\": true}]"));
        var teams = health(gone).path("endpoints").get(4);
        assertThat(teams.path("state").asText()).isEqualTo("not reached");
        assertThat(teams.path("detail").asText()).isEqualTo("no answer from webhooks teams");
    }

    @Test
    void aProbeThatNeedsAnotherPermissionIsNotRun() {
        var fault = "[{\"match\": \"listClusterUserCredential\", \"status\": 403}]";
        var health = health(Estates.layer(STORE, Map.of("faults.json", fault)));
        assertThat(right(health, Permission.READ_NODES).path("state").asText()).isEqualTo("not tried");
    }

    @Test
    void itReadsAsAListForPeople() {
        var fault = "[{\"match\": \"GET .*/nodes/\", \"status\": 403}]";
        try (var player = new EstatePlayer(
                Estates.layer(STORE, Map.of("faults.json", fault)),
                Map.of("WEBSITE_SITE_NAME", "pull-responder-1a2b3c"))) {
            var trigger =
                    new Trigger("preflight", "Preflight", Json.object(), Map.of("accept", "text/plain"), Map.of());
            assertThat(player.play(trigger).answer())
                    .startsWith("Something is missing · identity " + IDENTITY + " · clusters 1 · registries 1")
                    .contains("  works        registry:catalog:* on fabrikam")
                    .contains("""
                              missing      get: nodes on aks-store
                                           impact   the node pool is derived from the node's name
                                           grant    az role assignment create --assignee-object-id %s\
                             --assignee-principal-type ServicePrincipal --role 'Pull Responder Reader (pull-responder-1a2b3c, 2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12)' --scope /subscriptions/\
                            """.formatted(IDENTITY).indent(0).stripTrailing());
        }
    }

    private static boolean isFound(Permission permission) {
        return permission == Permission.FIND_CLUSTERS || permission == Permission.FIND_REGISTRIES;
    }

    /** The requests that need a permission. A new permission needs a line here. */
    private static String requestsOf(Permission permission) {
        return switch (permission) {
            case FIND_CLUSTERS, FIND_REGISTRIES -> ALL_RESOURCES;
            case READ_CLUSTER -> "GET .*/managedClusters/aks-store$";
            case READ_CLUSTER_USER_CREDENTIAL -> "listClusterUserCredential";
            case READ_IDENTITY_BINDINGS -> "GET .*/identityBindings";
            case READ_SCALE_SETS -> "GET .*/virtualMachineScaleSets";
            case READ_MACHINES -> "GET .*/Microsoft.Compute/virtualMachines";
            case READ_REGISTRY -> "GET .*/registries/fabrikam$";
            case READ_RESOURCE_HEALTH -> "GET .*/availabilityStatuses";
            case LIST_ADMIN_CREDENTIALS -> "POST .*/listCredentials";
            case READ_REGISTRY_TOKENS -> "GET .*/tokens";
            case READ_CACHE_RULES -> "GET .*/cacheRules";
            case READ_CREDENTIAL_SETS -> "GET .*/credentialSets/";
            case READ_ACTIVITY_LOG -> "GET .*/eventtypes/";
            case READ_ROLE_ASSIGNMENTS -> "GET .*/roleAssignments";
            case READ_DENY_ASSIGNMENTS -> "GET .*/denyAssignments";
            case READ_ROLE_DEFINITIONS -> "GET .*/roleDefinitions";
            case READ_NETWORKS -> "GET .*/Microsoft.Network/";
            case READ_CONNECTIVITY -> "POST .*/listNetworkManagerEffectiveConnectivityConfigurations";
            case READ_ADMIN_RULES -> "POST .*/listNetworkManagerEffectiveSecurityAdminRules";
            case READ_KEY_VAULT -> "GET .*/Microsoft.KeyVault/";
            case READ_WORKSPACE -> "GET .*/Microsoft.OperationalInsights/workspaces/";
            case READ_DIRECTORY_OBJECTS -> "https://graph";
            case READ_WORKLOADS -> "GET .*/pods";
            case READ_NODES -> "GET .*/nodes";
            case READ_PULL_SECRETS -> "GET .*/secrets/";
            case LIST_PULL_SECRETS -> "GET .*/secrets\\\\?";
            case READ_IMAGES -> "GET .*/acr/v1/pull-responder-preflight";
            case LIST_REPOSITORIES -> "GET .*/acr/v1/_catalog";
            case READ_DELETED_IMAGES -> "GET .*/acr/v1/_deleted";
            case QUERY_LOGS -> "POST .*/query";
        };
    }

    private static JsonNode right(JsonNode health, Permission permission) {
        return health.path("rights").get(permission.ordinal());
    }

    private static JsonNode health(Estate estate) {
        return health(estate, Map.of());
    }

    private static JsonNode health(Estate estate, Map<String, String> settings) {
        try (var player = new EstatePlayer(estate, settings)) {
            var trigger = new Trigger("preflight", "Preflight", Json.object(), Map.of(), Map.of());
            return Json.parse(player.play(trigger).answer());
        }
    }
}
