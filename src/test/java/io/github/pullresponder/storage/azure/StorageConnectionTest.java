package io.github.pullresponder.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.AzureEnvironment;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.local.SandboxHttpClient;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.sandbox.http.LocalServer;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.TableRow;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

@Tag("storage")
class StorageConnectionTest {
    private static final String KEY = "c2VjcmV0LWtleS1vZi10aGUtYWNjb3VudA==";
    private static final String CONNECTION_STRING = "DefaultEndpointsProtocol=https;AccountName=responder;AccountKey="
            + KEY + ";EndpointSuffix=core.windows.net";

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicReference<Response> answer = new AtomicReference<>(Response.empty(403));
    private final LocalServer server = LocalServer.start(0, request -> {
        requests.add(request);
        return answer.get();
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aConnectionStringNamesTheAccountAndIsNotPrinted() {
        var connection = from(Map.of("AzureWebJobsStorage", CONNECTION_STRING));

        assertThat(hostsOf(connection, AzureEnvironment.AZURE))
                .containsExactly(
                        "responder.queue.core.windows.net",
                        "responder.table.core.windows.net",
                        "responder.blob.core.windows.net");
        assertThat(requests)
                .allSatisfy(request -> assertThat(request.header("Authorization"))
                        .hasValueSatisfying(value -> assertThat(value).startsWith("SharedKey")));
        assertThat(connection.toString()).doesNotContain(KEY, "responder");
    }

    @Test
    void developmentStorageIsTheEmulatorOnItsUsualPorts() {
        var connection = from(Map.of("AzureWebJobsStorage", "UseDevelopmentStorage=true"));

        assertThat(hostsOf(connection, AzureEnvironment.AZURE))
                .containsExactly("127.0.0.1:10001", "127.0.0.1:10002", "127.0.0.1:10000");
    }

    @ParameterizedTest
    @CsvSource({"AZURE, core.windows.net", "AZURE_CHINA, core.chinacloudapi.cn"})
    void anAccountNameMeansItsEndpointsInTheCloudOfTheResponder(String cloud, String suffix) {
        var connection = from(Map.of("AzureWebJobsStorage__accountName", "responder"));
        var environment = cloud.equals("AZURE") ? AzureEnvironment.AZURE : AzureEnvironment.AZURE_CHINA;

        assertThat(hostsOf(connection, environment))
                .containsExactly("responder.queue." + suffix, "responder.table." + suffix, "responder.blob." + suffix);
        assertThat(requests)
                .allSatisfy(request -> assertThat(request.bearerToken()).contains("a.b.c"));
    }

    @Test
    void serviceUrisAreTakenAsTheyAre() {
        var connection = from(Map.of(
                "AzureWebJobsStorage__blobServiceUri", "https://blobs.example.com",
                "AzureWebJobsStorage__queueServiceUri", "https://queues.example.com/",
                "AzureWebJobsStorage__tableServiceUri", "https://tables.example.com"));

        assertThat(hostsOf(connection, AzureEnvironment.AZURE))
                .containsExactly("queues.example.com", "tables.example.com", "blobs.example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AzureWebJobsStorage | DefaultEndpointsProtocol=https;AccountName=responder;AccountKey=a2V5;EndpointSuffix=core.windows.net",
                "AzureWebJobsStorage | BlobEndpoint=https://responder.blob.core.windows.net/;SharedAccessSignature=sv=1&sig=a%3D",
                "AzureWebJobsStorage__accountName | responder",
            })
    void theAccountIsKnownByItsName(String setting, String value) {
        assertThat(from(Map.of(setting, value)).accountName()).contains("responder");
    }

    @ParameterizedTest
    @CsvSource({
        "https://responder.blob.core.windows.net, responder",
        "https://responder.z12.blob.storage.azure.net, responder",
        "https://blobs.example.com,",
        "https://10.0.0.4,",
    })
    void serviceUrisShowTheAccountUnlessTheirDomainIsAnothers(String blobUri, String account) {
        var connection = from(Map.of(
                "AzureWebJobsStorage__blobServiceUri", blobUri,
                "AzureWebJobsStorage__queueServiceUri", "https://queues.example.com",
                "AzureWebJobsStorage__tableServiceUri", "https://tables.example.com"));

        assertThat(connection.accountName()).isEqualTo(Optional.ofNullable(account));
    }

    @Test
    void theEmulatorIsNoAccountOfAzure() {
        assertThat(from(Map.of("AzureWebJobsStorage", "UseDevelopmentStorage=true"))
                        .accountName())
                .isEmpty();
        assertThat(from(Map.of("AzureWebJobsStorage", "AccountName=devstoreaccount1;AccountKey=a2V5"))
                        .accountName())
                .isEmpty();
    }

    @Test
    void nothingNamedIsNoConnection() {
        assertThat(StorageConnection.from(Map.of("AzureWebJobsStorage", " "))).isEmpty();
    }

    @Test
    void aServiceWithoutUriIsNamed() {
        assertThatThrownBy(() -> from(Map.of(
                        "AzureWebJobsStorage__blobServiceUri", "https://blobs.example.com",
                        "AzureWebJobsStorage__queueServiceUri", "http://queues.example.com")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AzureWebJobsStorage__queueServiceUri, AzureWebJobsStorage__tableServiceUri:"
                        + " expected an https URI, like those of the other services");
    }

    @Test
    void anAccountNameThatIsNoneIsRefusedBeforeItIsPartOfAHost() {
        assertThatThrownBy(() -> from(Map.of("AzureWebJobsStorage__accountName", "evil.example.com/")))
                .hasMessageStartingWith("AzureWebJobsStorage__accountName: expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, "AccountName=a;" + KEY + ";=;", "=;"})
    void aMalformedConnectionStringIsNotQuoted(String text) {
        assertThatThrownBy(() -> from(Map.of("AzureWebJobsStorage", text)).open(azure(AzureEnvironment.AZURE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AzureWebJobsStorage is not a connection string of a storage account")
                .hasNoCause();
    }

    @Test
    void aRefusalNamesTheRoleThatHelpsAndNoAddress() {
        answer.set(Response.text(403, "the signature of " + KEY + " at https://responder.queue.core.windows.net"));
        var storage = open(CONNECTION_STRING);

        assertUnavailable(
                () -> storage.queue().send("x"),
                "queue investigations: forbidden, needs Storage Queue Data Contributor");
        assertUnavailable(
                () -> storage.table().find("p", "k"),
                "table pullresponder: forbidden, needs Storage Table Data Contributor");
        assertUnavailable(
                () -> storage.reports().find("a"), "container reports: forbidden, needs Storage Blob Data Contributor");
    }

    @Test
    void aFailingServiceIsRetriedAndThenUnavailable() {
        answer.set(Response.text(500, "internal " + KEY));
        var storage = open(CONNECTION_STRING);

        assertUnavailable(
                () -> storage.table().insert(new TableRow("p", "k", Map.of(), Optional.empty())),
                "table pullresponder: answered 500");
        assertThat(requests).hasSize(4);
        assertUnavailable(() -> storage.queue().send("x"), "queue investigations: answered 500");
        assertThat(requests).hasSize(8);
    }

    @Test
    void anAnswerThatIsNoneIsUnavailable() {
        answer.set(Response.text(200, "<html>a login page"));
        var storage = open(CONNECTION_STRING);

        assertUnavailable(() -> storage.table().find("p", "k"), "table pullresponder: an answer that cannot be read");
        assertUnavailable(() -> storage.reports().list(""), "container reports: no answer");
    }

    @Test
    void aServiceOutOfReachIsUnavailable() {
        server.close();
        var storage = open(CONNECTION_STRING);

        assertUnavailable(() -> storage.queue().send("x"), "queue investigations: no answer");
        assertUnavailable(
                () -> storage.reports().put("a", "text/plain", "a", Map.of()), "container reports: no answer");
    }

    private static void assertUnavailable(ThrowingCallable request, String message) {
        assertThatThrownBy(request)
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessage(message)
                .hasNoCause();
    }

    private AppStorage open(String connectionString) {
        return from(Map.of("AzureWebJobsStorage", connectionString)).open(azure(AzureEnvironment.AZURE));
    }

    private static StorageConnection from(Map<String, String> settings) {
        return StorageConnection.from(settings).orElseThrow();
    }

    /** The hosts to which requests for queue, table and blobs are sent. */
    private Stream<String> hostsOf(StorageConnection connection, AzureEnvironment environment) {
        var storage = connection.open(azure(environment));
        assertThatThrownBy(() -> storage.queue().send("x")).isInstanceOf(StorageUnavailableException.class);
        assertThatThrownBy(() -> storage.table().find("p", "k")).isInstanceOf(StorageUnavailableException.class);
        assertThatThrownBy(() -> storage.reports().find("a")).isInstanceOf(StorageUnavailableException.class);
        return requests.stream().map(Request::host);
    }

    private AzureConnection azure(AzureEnvironment environment) {
        var token = new AccessToken("a.b.c", OffsetDateTime.now().plusHours(1));
        return new AzureConnection(
                this::send, context -> Mono.just(token), environment, Duration.ofSeconds(1), EnabledCapabilities.all());
    }

    /** Sends every request to this test's server, including those for an emulator. */
    private Mono<HttpResponse> send(HttpRequest request) {
        var here = request.copy()
                .setUrl(server.origin() + request.getUrl().getFile())
                .setHeader(
                        HttpHeaderName.fromString(SandboxHttpClient.ORIGINAL_HOST),
                        request.getUrl().getAuthority());
        here.getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
        return HttpClient.createDefault().send(here);
    }
}
