package io.github.pullresponder.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.management.AzureEnvironment;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.notification.NotificationChannel.DeliveryResult;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.estate.Estate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends notifications over HTTP to the sandbox's webhook. */
@Tag("slow")
class TeamsChannelTest extends ChannelContract {
    private SimulatedAzure azure;

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        azure.close();
    }

    @Override
    protected NotificationChannel channel(Remote remote) throws IOException {
        serve(remote == Remote.SILENT ? "[{\"match\": \"POST .*workflow.*\", \"reset\": true}]" : "[]");
        var path = azure.teamsWebhook().getPath();
        switch (remote) {
            case HEALTHY, SILENT -> {}
            case THROTTLING -> azure.teams().answer(path, 429);
            case FAILING -> azure.teams().answer(path, 503);
            case REFUSING -> azure.teams().answer(path, 400);
        }
        return channel(azure.teamsWebhook());
    }

    @Override
    protected List<String> received() {
        return azure.teamsMessages();
    }

    @Override
    protected List<String> secrets() {
        return List.of("sig=", azure.teamsWebhook().getHost());
    }

    @Test
    void aThrottledOrFailedPostIsRepeated() throws Exception {
        serve(
                "[{\"match\": \"POST .*workflow.*\", \"status\": 429, \"headers\": {\"Retry-After\": \"0\"}, \"times\": 1},"
                        + "{\"match\": \"POST .*workflow.*\", \"status\": 503, \"times\": 1}]");

        assertThat(channel(azure.teamsWebhook()).post(resolved())).isEqualTo(DeliveryResult.ACCEPTED);
        assertThat(azure.teamsMessages()).hasSize(1);
    }

    @Test
    void anAnswerThatGotLostIsNoRefusal() throws Exception {
        serve("[]");
        azure.teams().acceptWithLostAnswer(azure.teamsWebhook().getPath());

        assertThat(channel(azure.teamsWebhook()).post(resolved())).isEqualTo(DeliveryResult.UNANSWERED);
        assertThat(azure.teamsMessages())
                .as("a second one would not be marked as possibly repeated")
                .hasSize(1);
    }

    private void serve(String faults) throws IOException {
        Files.writeString(folder.resolve("faults.json"), faults);
        Files.writeString(folder.resolve("arm.json"), "[]");
        azure = SimulatedAzure.serve(Estate.load(folder));
    }

    private NotificationChannel channel(URI address) {
        var connection = new AzureConnection(
                azure.httpClient(),
                azure.credential(),
                AzureEnvironment.AZURE,
                Duration.ofSeconds(5),
                EnabledCapabilities.all());
        return new TeamsChannel(
                connection.webhookPipeline(),
                new TeamsWebhookConfig("teams", address, NotificationFilter.ALL),
                Optional.empty());
    }
}
