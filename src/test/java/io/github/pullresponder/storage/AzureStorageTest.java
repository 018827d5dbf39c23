package io.github.pullresponder.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.management.AzureEnvironment;
import com.azure.storage.blob.BlobContainerClientBuilder;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.sandbox.FinestLog;
import io.github.pullresponder.sandbox.azurite.AzureHostQueues;
import io.github.pullresponder.sandbox.azurite.Azurite;
import io.github.pullresponder.sandbox.azurite.AzuriteExtension;
import io.github.pullresponder.sandbox.functions.HostQueues;
import io.github.pullresponder.storage.azure.StorageConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import reactor.core.publisher.Mono;

/** Runs the tests of {@link StorageContract} with a real Azurite. */
@ExtendWith(AzuriteExtension.class)
@Tag("storage")
@Isolated("It reads the log of the whole process, at its finest level.")
class AzureStorageTest extends StorageContract {
    private static final HttpClient HTTP = HttpClient.createDefault();

    private final String connectionString;
    private final AzureHostQueues queues;
    private final AppStorage storage;

    AzureStorageTest(Azurite azurite) {
        connectionString = azurite.connectionString();
        queues = new AzureHostQueues(connectionString);
        storage = open(HTTP);
    }

    private AppStorage open(HttpClient http) {
        var azure = new AzureConnection(
                http,
                anything -> Mono.empty(),
                AzureEnvironment.AZURE,
                Duration.ofSeconds(8),
                EnabledCapabilities.all());
        return StorageConnection.from(Map.of(StorageConnection.SETTING, connectionString))
                .orElseThrow()
                .open(azure);
    }

    @Override
    protected AppStorage storage() {
        return storage;
    }

    @Override
    protected HostQueues queues() {
        return queues;
    }

    @Override
    protected void letMessagesBeVisible() {
        queues.makeVisible();
    }

    /** Azurite 3.35.0 accepts more than the service does. */
    @Override
    protected boolean enforces(Limit limit) {
        return switch (limit) {
            case LONGEST_VALUE, KEYS, METADATA_NAMES -> true;
            case MOST_VALUES, LARGEST_ROW, LARGEST_METADATA, LONGEST_BLOB_NAME -> false;
        };
    }

    @Test
    void aReportHasItsContentTypeAndItsMetadata() {
        storage.reports().put("a.html", "text/html; charset=utf-8", "<p>", Map.of("cause", "TAG_NOT_FOUND"));

        var properties = new BlobContainerClientBuilder()
                .connectionString(connectionString)
                .httpClient(HTTP)
                .containerName("reports")
                .buildClient()
                .getBlobClient("a.html")
                .getProperties();
        assertThat(properties.getContentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(properties.getMetadata()).containsEntry("cause", "TAG_NOT_FOUND");
    }

    @Test
    void aWriteWithALostAnswerIsNotTreatedAsAConflict() {
        var lossy = new LossyHttpClient(HTTP);
        var table = open(lossy).table();
        assertThat(table.insert(TableRow.fresh("p", "other", Map.of()))).isTrue();

        lossy.loseNextAnswer();
        assertThat(table.insert(TableRow.fresh("p", "k", Map.of("value", "1")))).isTrue();

        var read = table.find("p", "k").orElseThrow();
        lossy.loseNextAnswer();
        assertThat(table.replace(read.with(Map.of("value", "2")))).isTrue();
        assertThat(table.replace(read.with(Map.of("value", "3")))).isFalse();
        assertThat(lossy.lost()).isEqualTo(2);
    }

    @Test
    void neitherKeysNorContentsAreLogged() {
        var key = connectionString.replaceAll(".*AccountKey=([^;]+);.*", "$1");
        try (var log = new FinestLog(List.of())) {
            storage.queue().send("a message for nobody else");
            storage.table().insert(TableRow.fresh("p", "k", Map.of("value", "a row for nobody else")));
            storage.table().insert(TableRow.fresh("p", "k", Map.of("value", "a row for nobody else")));
            storage.reports().put("a", "text/plain", "a report for nobody else", Map.of());
            storage.reports().find("b");
            Logger.getLogger("io.github.pullresponder.probe").finest("is anybody listening?");

            assertThat(log.text()).contains("is anybody listening?");
            assertThat(log.text()).doesNotContain(key, "SharedKey", "for nobody else");
        }
    }
}
