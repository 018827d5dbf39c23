package io.github.pullresponder.sandbox.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpPipeline;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.local.SandboxCredential;
import io.github.pullresponder.sandbox.Exchange;
import io.github.pullresponder.sandbox.Fixtures;
import io.github.pullresponder.sandbox.SdkClients;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphSystemTest {
    private static final String GRAPH = "https://graph.microsoft.com/v1.0/";
    private static final String PULLER_APP = "bbbbbbbb-0000-4000-8000-000000000005";

    private static SimulatedAzure azure;

    @BeforeAll
    static void serve() {
        azure = SimulatedAzure.serve(Fixtures.shop());
    }

    @AfterAll
    static void stop() {
        azure.close();
    }

    @Test
    void anApplicationIsFoundByItsAppId() {
        Exchange application = get("applications(appId='" + PULLER_APP + "')?$select=displayName,passwordCredentials");

        assertThat(application.json().path("passwordCredentials")).hasSize(2);
        assertThat(application.json().has("appId")).isFalse();
    }

    @Test
    void aMissingObjectIsNotFound() {
        Exchange answer = get("servicePrincipals/" + PULLER_APP);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo("Request_ResourceNotFound");
    }

    @Test
    void idsSelect() {
        var filter = "id in ('aaaaaaaa-0000-4000-8000-000000000001','AAAAAAAA-0000-4000-8000-000000000003','x'',y')";

        assertThat(names(get("servicePrincipals?$filter=" + encoded(filter))
                        .json()
                        .path("value")))
                .containsExactly("kubelet", "member");
    }

    @ParameterizedTest
    @ValueSource(strings = {"displayName eq 'member'", "id in ('a') or true", "id in ('a'", "id in ()"})
    void aFilterThatTheAppDoesNotSendIsRefused(String filter) {
        Exchange answer = get("servicePrincipals?$filter=" + encoded(filter));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo("Request_UnsupportedQuery");
        assertThat(answer.json().at("/error/message").asText()).endsWith(filter);
    }

    @Test
    void aLongListIsReadPageByPage() {
        JsonNode first = get("servicePrincipals?$top=3").json();
        JsonNode second = Exchange.get(
                        pipeline(azure), first.path("@odata.nextLink").asText())
                .json();

        assertThat(first.path("value")).hasSize(3);
        assertThat(second.path("value")).hasSize(1);
        assertThat(second.has("@odata.nextLink")).isFalse();
    }

    @Test
    void idsAreResolvedAndUnknownOnesAreAbsent() {
        JsonNode found = post(
                        "directoryObjects/getByIds",
                        "{\"ids\": [\"%s\", \"nobody\"], \"types\": [\"servicePrincipal\", \"group\"]}"
                                .formatted(Fixtures.KUBELET))
                .json()
                .path("value");

        assertThat(names(found)).containsExactly("kubelet");
        assertThat(found.get(0).path("@odata.type").asText()).isEqualTo("#microsoft.graph.servicePrincipal");
    }

    @Test
    void noMoreThanAThousandIdsAreResolved() {
        var ids = Json.object()
                .set(
                        "ids",
                        Json.texts(IntStream.range(0, 1001)
                                .mapToObj(String::valueOf)
                                .toList()));

        assertThat(post("directoryObjects/getByIds", ids.toString()).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"15, 200", "16, 400"})
    void noMoreThanFifteenIdsAreTakenByOneFilter(int count, int status) {
        var ids = IntStream.range(0, count).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(","));

        assertThat(get("servicePrincipals?$filter=" + encoded("id in (" + ids + ")"))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void theResponderReadsOnlyTheDataOfItsDocumentedPermission() {
        var responder = new SdkClients(azure).pipeline(azure.credential(), "https://graph.microsoft.com/.default");

        assertThat(Exchange.get(responder, GRAPH + "servicePrincipals/" + Fixtures.KUBELET)
                        .status())
                .isEqualTo(200);
        assertThat(Exchange.post(responder, GRAPH + "directoryObjects/getByIds", "{\"ids\": []}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void withoutAPermissionTheResponderReadsNothing() {
        var unpermitted = new SandboxCredential(SimulatedAzure.RESPONDER_OBJECT_ID, Fixtures.TENANT, List.of());
        var responder = new SdkClients(azure).pipeline(unpermitted, "https://graph.microsoft.com/.default");

        assertThat(Exchange.get(responder, GRAPH + "servicePrincipals/" + Fixtures.KUBELET)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void groupsInGroupsAreFound() {
        JsonNode ids = post(
                        "directoryObjects/" + Fixtures.MEMBER + "/getMemberGroups", "{\"securityEnabledOnly\": false}")
                .json()
                .path("value");
        JsonNode groups = get("servicePrincipals/" + Fixtures.MEMBER + "/transitiveMemberOf")
                .json()
                .path("value");

        assertThat(Json.strings(ids)).hasSize(2);
        assertThat(names(groups)).containsExactly("inner", "outer");
        assertThat(groups.get(0).has("members")).isFalse();
    }

    @Test
    void thePartsOfABatchAreAnsweredAndHitByFaultsEachForItself(@TempDir Path folder) {
        var estate = Fixtures.shopWithFaults(folder, "[{\"match\": \"GET .*/v1.0/groups\", \"status\": 403}]");
        try (var faulty = SimulatedAzure.serve(estate)) {
            Exchange batch = Exchange.post(pipeline(faulty), GRAPH + "$batch", """
                    {"requests": [
                      {"id": "1", "method": "GET", "url": "/servicePrincipals/%s?$select=displayName"},
                      {"id": "2", "method": "GET", "url": "groups"},
                      {"id": "3", "method": "POST", "url": "/directoryObjects/getByIds", "body": {"ids": []}}]}
                    """.formatted(Fixtures.KUBELET));

            JsonNode responses = batch.json().path("responses");
            assertThat(responses.get(0).at("/body/displayName").asText()).isEqualTo("kubelet");
            assertThat(responses.get(1).path("status").asInt()).isEqualTo(403);
            assertThat(responses.get(1).at("/body/error/code").asText()).isEqualTo("Authorization_RequestDenied");
            assertThat(responses.get(2).path("status").asInt()).isEqualTo(200);
        }
    }

    private static List<String> names(JsonNode objects) {
        return Json.elements(objects).stream()
                .map(object -> object.path("displayName").asText())
                .toList();
    }

    private static Exchange get(String path) {
        return Exchange.get(pipeline(azure), GRAPH + path);
    }

    private static Exchange post(String path, String json) {
        return Exchange.post(pipeline(azure), GRAPH + path, json);
    }

    private static HttpPipeline pipeline(SimulatedAzure azure) {
        return new SdkClients(azure).pipeline("https://graph.microsoft.com/.default");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
