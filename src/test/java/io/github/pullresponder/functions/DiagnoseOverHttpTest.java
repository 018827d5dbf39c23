package io.github.pullresponder.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.EstatePlayer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls the function over HTTP, as a person with curl would. */
@Tag("slow")
class DiagnoseOverHttpTest {
    private static final String CLUSTER =
            "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store";
    private static final String POD =
            "{\"cluster\": \"" + CLUSTER + "\", \"namespace\": \"store\", \"pod\": \"cart-6f8d9c7b5-q4m7z\"}";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aFailingPodIsAnsweredWithReportVersion1() throws Exception {
        var report = json(ask("pull-role-missing", POD, "application/json"), 200);
        assertThat(report.path("version").asInt()).isEqualTo(1);
        assertThat(report.path("createdAt").asText()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(report.path("trigger").path("kind").asText()).isEqualTo("http");
        var subject = report.path("subject");
        assertThat(subject.path("cluster").asText()).isEqualTo(CLUSTER);
        assertThat(subject.path("registry").asText()).endsWith("/registries/fabrikam");
        assertThat(subject.path("pods").get(0).asText()).isEqualTo("store/cart-6f8d9c7b5-q4m7z");
        assertThat(subject.path("nodePool").asText()).isEqualTo("apps");
        assertThat(subject.path("pullingIdentity").path("kind").asText()).isEqualTo("kubelet-identity");
        var error = report.path("error");
        assertThat(error.path("symptom").asText()).isEqualTo("UNAUTHORIZED");
        assertThat(error.path("stage").asText()).isEqualTo("AUTHORIZE");
        assertThat(error.path("host").asText()).isEqualTo("fabrikam.azurecr.io");
        assertThat(error.path("anonymous").isBoolean()).isTrue();
        var cause = report.path("causes").get(0);
        assertThat(cause.path("id").asText()).isEqualTo("PULL_ROLE_MISSING");
        assertThat(cause.path("confidence").asText()).isEqualTo("confirmed");
        assertThat(cause.path("evidence").get(0).path("source").asText()).startsWith("ARM GET /subscriptions/");
        assertThat(cause.path("remedies").get(0).path("commands").get(0).asText())
                .startsWith("az aks update --resource-group rg-store --name aks-store");
        assertThat(cause.path("help").asText()).startsWith("https://");
        assertThat(report.path("checks")).hasSize((int) CheckCatalog.all().stream()
                .filter(check -> check.symptoms().contains(Symptom.UNAUTHORIZED))
                .count());
        assertThat(report.path("identities")).hasSize(2);
        assertThat(report.path("stats").path("calls").path("arm").asInt()).isBetween(1, 15);
    }

    @Test
    void theAcceptHeaderChoosesTheForm() throws Exception {
        assertThat(ask("pull-role-missing", POD, "text/html").body()).startsWith("<!doctype html>");
        assertThat(ask("pull-role-missing", POD, "text/markdown;q=0.9, */*").body())
                .startsWith("# store/cart");
        assertThat(ask("pull-role-missing", POD, "text/plain").body()).startsWith("✗ store/cart");
        assertThat(ask("pull-role-missing", POD, "image/png").headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    }

    @Test
    void aPodThatRunsHasNothingToExplain() throws Exception {
        var report = json(ask("healthy-pod-recovered", POD, "application/json"), 200);
        assertThat(report.path("error").path("symptom").asText()).isEqualTo("NONE");
        assertThat(report.path("causes")).isEmpty();
    }

    @Test
    void anImageCanBeDiagnosedInsteadOfAPod() throws Exception {
        var body = "{\"cluster\": \"" + CLUSTER + "\", \"image\": \"fabrikam.azurecr.io/store/cart:2.3.1\"}";
        var report = json(ask("pull-role-missing", body, "application/json"), 200);
        assertThat(report.path("causes").get(0).path("id").asText()).isEqualTo("PULL_ROLE_MISSING");
    }

    @Test
    void aPodThatDoesNotExistIs404() throws Exception {
        var answer = json(ask("store", POD.replace("q4m7z", "gone0"), "application/json"), 404);
        assertThat(answer.path("error").path("message").asText())
                .isEqualTo("pod store/cart-6f8d9c7b5-gone0: does not exist, or is not visible");
    }

    @Test
    void aClusterThatDoesNotExistIs404() throws Exception {
        var answer = json(ask("store", POD.replace("aks-store", "aks-gone"), "application/json"), 404);
        assertThat(answer.path("error").path("message").asText())
                .isEqualTo("cluster aks-gone: does not exist, or is not visible");
    }

    @Test
    void aClusterThatMayNotBeReadIs403WithTheRoleThatHelps() throws Exception {
        var answer = json(ask("forbidden-cluster", POD, "application/json"), 403);
        assertThat(answer.path("error").path("message").asText())
                .isEqualTo(
                        "cluster aks-store: forbidden, needs Microsoft.ContainerService/managedClusters/read, for example Reader on the cluster's resource group");
    }

    @Test
    void aBodyThatIsNotJsonIs400() throws Exception {
        var answer = json(ask("store", "cluster=aks-store", "application/json"), 400);
        assertThat(answer.path("error").path("problems").get(0).asText()).startsWith("the body is not JSON:");
    }

    @Test
    void everyProblemOfABodyIsNamed() throws Exception {
        var answer = json(ask("store", "{\"clutser\": \"x\"}", "application/json"), 400);
        assertThat(answer.path("error").path("problems")).hasSize(3);
    }

    @Test
    void logsStandInForAnApiServerOutOfReach() throws Exception {
        var report = json(ask("unreachable-kubernetes-logs-stand-in", POD, "application/json"), 200);
        assertThat(report.path("subject").path("image").asText()).isEqualTo("fabrikam.azurecr.io/store/cart:2.3.1");
        assertThat(report.path("subject").path("nodePool").asText()).isEqualTo("apps");
        assertThat(report.path("error").path("symptom").asText()).isEqualTo("UNAUTHORIZED");
        assertThat(report.path("stats").path("calls").path("logs").asInt()).isEqualTo(1);
    }

    @Test
    void anApiServerOutOfReachWithoutLogsIs503() throws Exception {
        json(ask("unreachable-kubernetes", POD, "application/json"), 503);
    }

    @Test
    void anotherMethodIs405() throws Exception {
        try (var player = new EstatePlayer(BundledEstates.named("store"), 0)) {
            var request = HttpRequest.newBuilder(address(player)).GET().build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(405);
        }
    }

    private HttpResponse<String> ask(String estate, String body, String accept) throws Exception {
        try (var player = new EstatePlayer(BundledEstates.named(estate), 0)) {
            var request = HttpRequest.newBuilder(address(player))
                    .header("Accept", accept)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static URI address(EstatePlayer player) {
        return player.host().origin().resolve("/api/diagnose");
    }

    private static JsonNode json(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }
}
