package io.github.pullresponder.sandbox.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.resourcegraph.models.QueryRequest;
import com.azure.resourcemanager.resourcegraph.models.QueryRequestOptions;
import com.azure.resourcemanager.resourcegraph.models.QueryResponse;
import com.azure.resourcemanager.resourcegraph.models.ResultFormat;
import io.github.pullresponder.sandbox.Fixtures;
import io.github.pullresponder.sandbox.SdkClients;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ResourceGraphTest {
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

    @Test
    void registriesAreFoundByType() {
        var response = query(
                "resources | where type =~ 'Microsoft.ContainerRegistry/registries' | project name, resourceGroup, server = properties.loginServer | order by name asc",
                new QueryRequestOptions());

        assertThat(response.totalRecords()).isEqualTo(3);
        assertThat(Json.of(response.data()).get(2).path("server").asText()).isEqualTo("contososhop.azurecr.io");
        assertThat(Json.of(response.data()).get(2).path("resourceGroup").asText())
                .isEqualTo("rg-shop");
    }

    @Test
    void aSkipTokenLeadsToTheNextPage() {
        String query =
                "resources | where type == 'microsoft.containerregistry/registries' | order by id asc | project id";
        var first = query(query, new QueryRequestOptions().withTop(2));
        var second = query(query, new QueryRequestOptions().withTop(2).withSkipToken(first.skipToken()));

        assertThat(first.count()).isEqualTo(2);
        assertThat(second.count()).isEqualTo(1);
        assertThat(second.skipToken()).isNull();
    }

    @Test
    void rowsCanBeATable() {
        var response = query(
                "ResourceContainers | where type == 'microsoft.resources/subscriptions' | project name, properties",
                new QueryRequestOptions().withResultFormat(ResultFormat.TABLE));

        assertThat(Json.of(response.data()).path("columns").get(1).path("type").asText())
                .isEqualTo("object");
        assertThat(Json.of(response.data()).path("rows")).hasSize(2);
    }

    @Test
    void onlyTheRequestedSubscriptionsAreSearched() {
        var request = new QueryRequest()
                .withQuery("resources")
                .withSubscriptions(List.of("00000000-0000-4000-8000-000000000002"));

        var response = clients.resourceGraph().resourceProviders().resources(request);

        assertThat(response.totalRecords()).isEqualTo(1);
    }

    @Test
    void childrenTheGraphDoesNotKnowAreNotInIt() {
        var response = query(
                "resources | where type contains '/agentpools' or type contains '/tokens'", new QueryRequestOptions());

        assertThat(response.totalRecords()).isZero();
    }

    @Test
    void aQueryThatIsNotKnownIsRejectedWithItsPlace() {
        assertThatThrownBy(() -> query("resources\n| mv-expand x", new QueryRequestOptions()))
                .isInstanceOfSatisfying(
                        ManagementException.class,
                        error -> assertThat(error.getValue().getDetails())
                                .extracting(detail -> detail.getCode())
                                .contains("InvalidQuery"));
    }

    private static QueryResponse query(String query, QueryRequestOptions options) {
        return clients.resourceGraph()
                .resourceProviders()
                .resources(new QueryRequest().withQuery(query).withOptions(options));
    }
}
