package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import io.github.pullresponder.local.SandboxHttpClient;
import io.github.pullresponder.sandbox.http.RecordedRequest;
import io.github.pullresponder.sandbox.http.SystemName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedAzureTest {
    private static final String CLUSTER = "https://management.azure.com" + Fixtures.CLUSTER + "?api-version=1";
    private static final String ARM_SCOPE = "https://management.azure.com/.default";

    /** The beginning of a token in the format of Entra, which names its algorithm and is signed. */
    private static final String SIGNED = "Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9"
            + ".eyJhdWQiOiJodHRwczovL21hbmFnZW1lbnQuYXp1cmUuY29tIiwib2lkIjoiMCJ9.c2lnbmVk";

    @TempDir
    Path folder;

    @Test
    void anUnknownHostIsABadGatewayAndIsRecorded() {
        try (var azure = SimulatedAzure.serve(Fixtures.shop())) {
            Exchange answer = Exchange.get(bare(azure), "https://evil.azurecr.io/v2/");

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).contains("https://evil.azurecr.io");
            assertThat(azure.requests().to(SystemName.UNKNOWN_HOST))
                    .extracting(RecordedRequest::url)
                    .containsExactly("https://evil.azurecr.io/v2/");
        }
    }

    @Test
    void requestsAreRecordedWithTheirHostAndCanBeSliced() {
        try (var azure = SimulatedAzure.serve(Fixtures.shop())) {
            var pipeline = new SdkClients(azure).pipeline(ARM_SCOPE);
            Exchange.get(pipeline, CLUSTER);
            int mark = azure.requests().size();
            Exchange.get(pipeline, CLUSTER.replace("aks-shop", "none"));

            assertThat(azure.requests().since(mark))
                    .extracting(RecordedRequest::url, RecordedRequest::status)
                    .containsExactly(tuple(CLUSTER.replace("aks-shop", "none"), 404));
            assertThat(azure.requests().countBySystem()).containsEntry(SystemName.ARM, 2);
            assertThat(azure.requests().take()).hasSize(2);
            assertThat(azure.requests().all()).isEmpty();
        }
    }

    @Test
    void bothWaysOfSendingAreRedirectedAndTheResponseNamesTheOriginalRequest() {
        try (var azure = SimulatedAzure.serve(Fixtures.shop())) {
            var request = new HttpRequest(HttpMethod.GET, CLUSTER);

            assertThat(azure.httpClient().send(request).block().getStatusCode()).isEqualTo(401);
            assertThat(azure.httpClient().send(request, Context.NONE).block().getStatusCode())
                    .isEqualTo(401);
            assertThat(azure.httpClient()
                            .sendSync(request, Context.NONE)
                            .getRequest()
                            .getUrl())
                    .hasToString(CLUSTER);
        }
    }

    @Test
    void teamsAcceptsCards() {
        try (var azure = SimulatedAzure.serve(Fixtures.shop())) {
            Exchange answer = Exchange.post(bare(azure), azure.teamsWebhook().toString(), "{\"type\":\"message\"}");
            Exchange.post(bare(azure), azure.origin() + "/teams/other", "second");

            assertThat(answer.status()).isEqualTo(202);
            assertThat(azure.teamsMessages()).containsExactly("{\"type\":\"message\"}", "second");
        }
    }

    @Test
    void issuedTokensAreSecrets() {
        try (var azure = SimulatedAzure.serve(Fixtures.shop())) {
            String token = azure.credential()
                    .getToken(new TokenRequestContext().addScopes(ARM_SCOPE))
                    .block()
                    .getToken();

            assertThat(azure.secrets()).contains(token, "admin-password-1");
        }
    }

    @Test
    void aFaultOccursTheConfiguredNumberOfTimesAndTheClientRetries() {
        String faults =
                "[{\"match\": \"get .*/managedClusters/\", \"status\": 429, \"headers\": {\"Retry-After\": \"0\"}, \"times\": 2}]";
        try (var azure = SimulatedAzure.serve(Fixtures.shopWithFaults(folder, faults))) {
            var cluster = new SdkClients(azure).clusters().kubernetesClusters().getById(Fixtures.CLUSTER);

            assertThat(cluster.name()).isEqualTo("aks-shop");
            assertThat(azure.requests().to(SystemName.ARM))
                    .extracting(RecordedRequest::status)
                    .containsExactly(429, 429, 200);
        }
    }

    @Test
    void aForbiddenReadNamesTheActionThatIsMissing() {
        String faults = "[{\"match\": \"GET .*/registries/contososhop$\", \"status\": 403}]";
        try (var azure = SimulatedAzure.serve(Fixtures.shopWithFaults(folder, faults))) {
            var registries = new SdkClients(azure).registries().containerRegistries();

            assertThatThrownBy(() -> registries.getById(Fixtures.REGISTRY))
                    .hasMessageContaining("AuthorizationFailed")
                    .hasMessageContaining("'Microsoft.ContainerRegistry/registries/read'")
                    .hasMessageContaining(SimulatedAzure.ADMINISTRATOR_OBJECT_ID);
        }
    }

    @Test
    void aMalformedParameterIsABadRequest() {
        try (var azure = SimulatedAzure.serve(Fixtures.shop())) {
            var pipeline = new SdkClients(azure).pipeline("https://graph.microsoft.com/.default");

            assertThat(Exchange.get(pipeline, "https://graph.microsoft.com/v1.0/groups?$top=many")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void aFaultMayAnswerGarbage() {
        String faults = "[{\"match\": \"managedClusters\", \"status\": 200, \"body\": \"<html>not json\"}]";
        try (var azure = SimulatedAzure.serve(Fixtures.shopWithFaults(folder, faults))) {
            Exchange answer = Exchange.get(new SdkClients(azure).pipeline(ARM_SCOPE), CLUSTER);

            assertThat(answer).isEqualTo(new Exchange(200, "<html>not json"));
        }
    }

    @Test
    void aConnectionMayBreak() {
        String faults = "[{\"match\": \"managedClusters\", \"reset\": true}]";
        try (var azure = SimulatedAzure.serve(Fixtures.shopWithFaults(folder, faults))) {
            var pipeline = bare(azure);

            assertThatThrownBy(() -> Exchange.get(pipeline, CLUSTER)).hasRootCauseInstanceOf(IOException.class);
            assertThat(azure.requests().all())
                    .extracting(RecordedRequest::status)
                    .containsOnly(0);
        }
    }

    @Test
    void aDelayLetsTheRequestPassAndIsRecorded() {
        String faults = "[{\"match\": \"managedClusters\", \"delayMs\": 1}]";
        try (var azure = SimulatedAzure.serve(Fixtures.shopWithFaults(folder, faults))) {
            azure.delay(Duration.ofMillis(2));

            assertThat(Exchange.get(new SdkClients(azure).pipeline(ARM_SCOPE), CLUSTER)
                            .status())
                    .isEqualTo(200);
            assertThat(azure.requests().all())
                    .extracting(RecordedRequest::delay)
                    .containsExactly(Duration.ofMillis(3));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CLUSTER,
                "https://graph.microsoft.com/v1.0/groups",
                "https://api.loganalytics.io/v1/workspaces/0/query",
                "https://contososhop.azurecr.io/acr/v1/_catalog"
            })
    void aTokenThatIsNotTheSandboxsOwnIsNeitherSentNorAccepted(String url) {
        try (var azure = SimulatedAzure.serve(Fixtures.shop())) {
            var request = new HttpRequest(HttpMethod.GET, url).setHeader(HttpHeaderName.AUTHORIZATION, SIGNED);

            assertThatThrownBy(() -> Exchange.of(bare(azure), request)).isInstanceOf(IllegalStateException.class);
            assertThat(azure.requests().all()).isEmpty();

            assertThat(Exchange.of(unguarded(), readdressed(request, azure)).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void anApiServerRejectsTheTokenOfAnotherIdentity() {
        try (var azure = SimulatedAzure.serve(Fixtures.shop())) {
            var pods = new HttpRequest(HttpMethod.GET, azure.origin() + "/kubernetes/aks-entra/api/v1/pods")
                    .setHeader(HttpHeaderName.AUTHORIZATION, SIGNED);

            assertThat(Exchange.of(unguarded(), pods).status()).isEqualTo(401);
        }
    }

    /** The requests that the guarded client rejects. */
    private static HttpRequest readdressed(HttpRequest request, SimulatedAzure azure) {
        var url = request.getUrl();
        return request.copy()
                .setUrl(azure.origin() + url.getFile())
                .setHeader(HttpHeaderName.fromString(SandboxHttpClient.ORIGINAL_HOST), url.getAuthority());
    }

    private static HttpPipeline unguarded() {
        return new HttpPipelineBuilder().httpClient(HttpClient.createDefault()).build();
    }

    private static HttpPipeline bare(SimulatedAzure azure) {
        return new HttpPipelineBuilder().httpClient(azure.httpClient()).build();
    }
}
