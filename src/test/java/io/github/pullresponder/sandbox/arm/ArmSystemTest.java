package io.github.pullresponder.sandbox.arm;

import static io.github.pullresponder.sandbox.Fixtures.CLUSTER;
import static io.github.pullresponder.sandbox.Fixtures.GROUP;
import static io.github.pullresponder.sandbox.Fixtures.KUBELET;
import static io.github.pullresponder.sandbox.Fixtures.MEMBER;
import static io.github.pullresponder.sandbox.Fixtures.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import io.github.pullresponder.sandbox.Exchange;
import io.github.pullresponder.sandbox.Fixtures;
import io.github.pullresponder.sandbox.SdkClients;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.http.SystemName;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmSystemTest {
    private static final String ARM = "https://management.azure.com";

    private static SimulatedAzure azure;
    private static SdkClients clients;

    @BeforeAll
    static void serve() {
        azure = SimulatedAzure.serve(Fixtures.shop());
        clients = new SdkClients(azure);
    }

    @AfterAll
    static void stop() {
        azure.close();
    }

    @AfterEach
    void usualPages() {
        azure.armPageSize(50);
    }

    @Test
    void aClusterIsFoundByItsIdInAnyCase() {
        var cluster = clients.clusters()
                .kubernetesClusters()
                .getById(CLUSTER.replace("resourceGroups", "resourcegroups").replace("rg-shop", "RG-Shop"));

        assertThat(cluster.name()).isEqualTo("aks-shop");
        assertThat(cluster.innerModel().identityProfile().get("kubeletidentity").objectId())
                .isEqualTo(KUBELET);
    }

    @Test
    void registriesOfASubscriptionAreListedPageByPage() {
        azure.armPageSize(1);
        int mark = azure.requests().size();

        assertThat(clients.registries().containerRegistries().list())
                .extracting(registry -> registry.loginServerUrl())
                .containsExactly("contososhop.azurecr.io", "contosoabac.azurecr.io", "contosoempty.azurecr.io");
        assertThat(azure.requests().since(mark)).hasSize(3).allMatch(request -> request.system() == SystemName.ARM);
    }

    @Test
    void scaleSetsOfAGroupAreListedWithTheirIdentities() {
        var sets = get("/subscriptions/" + Fixtures.SUBSCRIPTION
                        + "/resourceGroups/mc_rg-shop_aks-shop_westeurope/providers/Microsoft.Compute/virtualMachineScaleSets")
                .json()
                .path("value");

        assertThat(sets)
                .singleElement()
                .satisfies(set -> assertThat(
                                set.at("/identity/userAssignedIdentities").fieldNames())
                        .toIterable()
                        .anyMatch(id -> id.endsWith("/kubelet")));
    }

    @Test
    void childrenAreListedBelowTheirParent() {
        var pools = clients.clusters().serviceClient().getAgentPools().list("rg-shop", "aks-shop");

        assertThat(pools).extracting(pool -> pool.name()).containsExactly("user");
    }

    @Test
    void aNestedResourceHasItsOwnUrl() {
        var subnet = get(GROUP + "/providers/Microsoft.Network/virtualNetworks/vnet-shop/subnets/snet-nodes");

        assertThat(subnet.json().at("/properties/addressPrefix").asText()).isEqualTo("10.1.0.0/22");
        assertThat(subnet.json().path("type").asText()).isEqualTo("Microsoft.Network/virtualNetworks/subnets");
        assertThat(get(GROUP + "/providers/Microsoft.Network/virtualNetworks/vnet-shop/subnets")
                        .json()
                        .path("value"))
                .hasSize(1);
        assertThat(get(GROUP + "/providers/Microsoft.Network/networkSecurityGroups/nsg")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/nobodys, 404, SubscriptionNotFound",
        "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/none, 404, ResourceGroupNotFound",
        "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/none/providers/A.B/c/d, 404, ResourceGroupNotFound",
        "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-shop/providers/A.B/c/d, 404, ResourceNotFound",
        "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-shop/providers/A.B/c/d/children, 404, ResourceNotFound",
        "/providers/Microsoft.Authorization/roleDefinitions/00000000-0000-4000-8000-0000000000ff, 404, RoleDefinitionDoesNotExist",
    })
    void aMissingResourceIsNotFoundWithArmsError(String path, int status, String code) {
        Exchange answer = get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo(code);
    }

    @Test
    void theSdkUnderstandsTheError() {
        var clusters = clients.clusters().kubernetesClusters();

        assertThatThrownBy(() -> clusters.getById(CLUSTER + "-gone"))
                .isInstanceOfSatisfying(
                        ManagementException.class,
                        error -> assertThat(error.getValue().getCode()).isEqualTo("ResourceNotFound"));
    }

    @Test
    void aRequestNeedsATokenAndAnApiVersion() {
        HttpPipeline bare =
                new HttpPipelineBuilder().httpClient(azure.httpClient()).build();

        assertThat(Exchange.get(bare, ARM + CLUSTER).json().at("/error/code").asText())
                .isEqualTo("AuthenticationFailed");
        assertThat(Exchange.get(pipeline(), ARM + CLUSTER)
                        .json()
                        .at("/error/code")
                        .asText())
                .isEqualTo("MissingApiVersionParameter");
    }

    @Test
    void nothingCanBeChanged() {
        var put = new HttpRequest(HttpMethod.PUT, ARM + CLUSTER + "?api-version=1").setBody("{}");

        assertThat(Exchange.of(pipeline(), put).status()).isEqualTo(405);
    }

    @Test
    void subscriptionsAndGroupsAreDerived() {
        assertThat(get("/subscriptions").json().path("value")).hasSize(2);
        assertThat(get("/subscriptions/" + Fixtures.SUBSCRIPTION)
                        .json()
                        .path("displayName")
                        .asText())
                .isEqualTo("Shop");
        assertThat(get("/subscriptions/" + Fixtures.SUBSCRIPTION + "/resourcegroups")
                        .json()
                        .path("value"))
                .extracting(group -> group.path("name").asText())
                .containsExactly("rg-shop", "MC_rg-shop_aks-shop_westeurope");
    }

    @Test
    void anActionIsAnsweredAsWritten() {
        var credentials =
                clients.registries().containerRegistries().getById(REGISTRY).getCredentials();

        assertThat(credentials.username()).isEqualTo("contososhop");
        assertThat(credentials.accessKeys()).containsValue("admin-password-1");
    }

    @Test
    void adminCredentialsAreRefusedWhereTheAdminUserIsDisabled() {
        var answer = Exchange.post(
                pipeline(),
                ARM + REGISTRY.replace("contososhop", "contosoabac") + "/listCredentials?api-version=1",
                "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo("UnAuthorizedForCredentialOperations");
    }

    @Test
    void assignmentsAreFilteredAsTheServiceDoes() {
        assertThat(principals(REGISTRY, "assignedTo('" + MEMBER + "')"))
                .containsExactly("eeeeeeee-0000-4000-8000-000000000002");
        assertThat(principals(REGISTRY, "assignedTo('" + KUBELET + "')")).containsExactly(KUBELET);
        assertThat(principals(GROUP, "atScope()")).hasSize(1);
        assertThat(clients.authorization().roleAssignments().listByScope(GROUP.substring(1)))
                .hasSize(7);
        for (var filter : List.of("roleDefinitionId eq 'x'", "principalId eq 'x'", "atScope() and assignedTo('x')")) {
            assertThatThrownBy(() -> principals(REGISTRY, filter)).hasMessageContaining("UnsupportedQuery");
        }
    }

    @Test
    void aListThatTheAppDoesNotFilterRejectsAFilter() {
        assertThat(filtered(GROUP + "/resources", "resourceType eq 'x'")).isEqualTo(400);
        var events = "/subscriptions/" + Fixtures.SUBSCRIPTION
                + "/providers/Microsoft.Insights/eventtypes/management/values";
        assertThat(filtered(events, "eventTimestamp ge '2026-11-22' and resourceUri eq 'x'"))
                .isEqualTo(200);
        assertThat(filtered(events, "caller eq 'x'")).isEqualTo(400);
    }

    private static int filtered(String path, String filter) {
        return Exchange.get(
                        pipeline(),
                        ARM + path + "?api-version=1&$filter="
                                + filter.replace(" ", "%20").replace("'", "%27"))
                .status();
    }

    @Test
    void aRoleDefinitionIsFoundUnderAnyScope() {
        String guid = "7f951dda-4ed3-4680-a7ca-43fe172d538d";

        assertThat(get(REGISTRY + "/providers/Microsoft.Authorization/roleDefinitions/" + guid)
                        .json()
                        .at("/properties/roleName")
                        .asText())
                .isEqualTo("AcrPull");
        assertThat(
                        get("/subscriptions/00000000-0000-4000-8000-000000000002/providers/Microsoft.Authorization/roleDefinitions")
                                .json()
                                .path("value"))
                .hasSize(2);
    }

    /** This client sends a filter unchanged, and the JDK's HTTP client rejects spaces, so this method encodes them. */
    private static List<String> principals(String scope, String filter) {
        return clients
                .authorization()
                .roleServiceClient()
                .getRoleAssignments()
                .listForScope(scope.substring(1), filter.replace(" ", "%20"), null, null, Context.NONE)
                .stream()
                .map(RoleAssignmentInner::principalId)
                .toList();
    }

    private static Exchange get(String path) {
        return Exchange.get(pipeline(), ARM + path + "?api-version=2025-01-01");
    }

    private static HttpPipeline pipeline() {
        return clients.pipeline(ARM + "/.default");
    }
}
