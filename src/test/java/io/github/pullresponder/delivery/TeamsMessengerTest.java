package io.github.pullresponder.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.management.AzureEnvironment;
import io.github.pullresponder.evidence.Capabilities;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.storage.embedded.EmbeddedBlobs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over HTTP, against the sandbox's webhook. */
@Tag("slow")
class TeamsMessengerTest {
    private final EmbeddedBlobs blobs = new EmbeddedBlobs();
    private SimulatedAzure azure;

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void aCardIsPosted() throws Exception {
        messenger("[]").tell(ChannelTest.notice(Set.of("shop")));

        assertThat(azure.teamsMessages()).singleElement().asString().contains("RESOLVED · aks-shop");
        assertThat(blobs.list("")).isEmpty();
    }

    @Test
    void whatIsThrottledOrFailsForAMomentIsPostedAgain() throws Exception {
        messenger(
                        "[{\"match\": \"POST .*workflow.*\", \"status\": 429, \"headers\": {\"Retry-After\": \"0\"}, \"times\": 1},"
                                + "{\"match\": \"POST .*workflow.*\", \"status\": 503, \"times\": 1}]")
                .tell(ChannelTest.notice(Set.of("shop")));

        assertThat(azure.teamsMessages()).hasSize(1);
    }

    @Test
    void whatGoesOnFailingIsLeftToALaterAttempt() throws Exception {
        var messenger = messenger("[{\"match\": \"POST .*workflow.*\", \"status\": 503}]");

        assertThatThrownBy(() -> messenger.tell(ChannelTest.notice(Set.of("shop"))))
                .isInstanceOf(NotDelivered.class)
                .hasMessageNotContaining("sig");
    }

    @Test
    void whatIsRefusedIsKeptAndDoesNotComeBack() throws Exception {
        var messenger = messenger("[{\"match\": \"POST .*workflow.*\", \"status\": 400}]");

        assertThatCode(() -> messenger.tell(ChannelTest.notice(Set.of("shop")))).doesNotThrowAnyException();
        assertThat(blobs.list(""))
                .containsExactly("undelivered/2026/11/22/20261122-0123456789abcdef0123456789abcdef-teams.card.json");
    }

    @Test
    void oneOfTwoThatFailsDoesNotTellTheOtherTwice() throws Exception {
        serve("[]");
        var gone = channel("gone", URI.create("https://unknown.webhook.example/"));
        var messenger = messenger(List.of(channel("teams", azure.teamsWebhook()), gone), Set.of());
        messenger.tell(ChannelTest.notice(Set.of("shop")));

        assertThat(azure.teamsMessages()).hasSize(1);
        assertThat(blobs.list("undelivered/")).singleElement().asString().contains("-gone.card.json");
    }

    @Test
    void whatIsSilencedIsNotPosted() throws Exception {
        serve("[]");
        messenger(List.of(channel("teams", azure.teamsWebhook())), Set.of("PULL_ROLE_MISSING"))
                .tell(ChannelTest.notice(Set.of("shop")));

        assertThat(azure.teamsMessages()).isEmpty();
    }

    private Messenger messenger(String faults) throws IOException {
        serve(faults);
        return messenger(List.of(channel("teams", azure.teamsWebhook())), Set.of());
    }

    private void serve(String faults) throws IOException {
        Files.writeString(folder.resolve("faults.json"), faults);
        Files.writeString(folder.resolve("arm.json"), "[]");
        azure = SimulatedAzure.serve(Estate.load(folder));
    }

    private Messenger messenger(List<Channel> channels, Set<String> silenced) {
        var connection = new AzureConnection(
                azure.httpClient(),
                azure.credential(),
                AzureEnvironment.AZURE,
                Duration.ofSeconds(5),
                Capabilities.all());
        return new TeamsMessenger(
                connection.webhookPipeline(), channels, silenced, Archive.of(blobs), Optional.empty());
    }

    private static Channel channel(String name, URI address) {
        return new Channel(name, address, List.of(), List.of(), List.of());
    }
}
