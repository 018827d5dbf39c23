package io.github.pullresponder.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.EstatePlayer;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.functions.FunctionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls the intake functions as their host does, with the real clients and the simulated Azure. */
class IntakeFunctionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PAYLOADS = Path.of("src", "test", "resources", "payloads");

    @TempDir
    Path folder;

    private static FunctionResult call(Estate estate, String function, String body) {
        try (var player = new EstatePlayer(estate, 0)) {
            return player.host().invoke(function, body, Map.of(), Map.of());
        }
    }

    private static Estate withLogs() {
        return BundledEstates.named("unreachable-kubernetes-logs-stand-in");
    }

    private Estate withFault(String fault) throws IOException {
        var logs = Path.of("target", "test-classes", "estates", "unreachable-kubernetes-logs-stand-in");
        JSON.writeValue(
                folder.resolve("base.json").toFile(),
                Map.of("base", logs.toAbsolutePath().toString()));
        Files.writeString(folder.resolve("faults.json"), fault);
        return BundledEstates.load(folder);
    }

    private static String payload(String name) throws IOException {
        return Files.readString(PAYLOADS.resolve(name + ".json"));
    }

    private static JsonNode json(FunctionResult result) throws IOException {
        return JSON.readTree(result.body());
    }

    @Test
    void anAlertIsCompletedFromTheLogsAndAccepted() throws IOException {
        var result = call(withLogs(), "PullAlert", payload("alert-log-v2-cluster"));

        assertThat(result.status()).isEqualTo(202);
        assertThat(json(result)).isEqualTo(JSON.readTree("{\"items\": 1}"));
    }

    @Test
    void namesFromOutsideStayInsideTheQuery() throws IOException {
        var result = call(withLogs(), "PullAlert", payload("alert-log-v2-injection"));

        assertThat(result.status()).isEqualTo(202);
        assertThat(json(result).path("items").asInt()).isZero();
        assertThat(json(result).path("note").asText()).startsWith("no failed pulls from");
    }

    @Test
    void invalidInputIsAnsweredWithEveryProblem() throws IOException {
        var result = call(withLogs(), "PullAlert", "{\"schemaId\": \"azureMonitorCommonAlertSchema\"}");

        assertThat(result.status()).isEqualTo(400);
        assertThat(json(result).findValues("problems").get(0)).hasSize(3);
        assertThat(call(withLogs(), "PullAlert", "").status()).isEqualTo(400);
    }

    @Test
    void aTransientFailureRequestsAnotherDelivery() throws IOException {
        var estate =
                withFault("[{\"match\": \"loganalytics\", \"status\": 429, \"headers\": {\"Retry-After\": \"3600\"}}]");

        assertThat(call(estate, "PullAlert", payload("alert-log-v2-cluster")).status())
                .isEqualTo(503);
        var event = JSON.createObjectNode().put("id", "1").put("eventType", "Fabrikam.Alert");
        event.set("data", JSON.readTree(payload("alert-log-v2-cluster")));
        assertThat(call(estate, "AzureEvent", event.toString()).status())
                .as("a function that throws: Event Grid delivers again")
                .isEqualTo(500);
    }

    @Test
    void inputWithoutPermissionToReadIsAcceptedAndStored() throws IOException {
        var estate = withFault("[{\"match\": \"loganalytics\", \"status\": 403}]");

        var result = call(estate, "PullAlert", payload("alert-log-v2-cluster"));

        assertThat(result.status()).isEqualTo(202);
        assertThat(json(result).path("note").asText()).contains("Log Analytics Reader");
        assertThat(json(result).path("kept").asText()).startsWith("unreadable/2026/11/22/");
    }

    @Test
    void eventsAreAcceptedRegardlessOfTheirContent() throws IOException {
        for (var event : List.of(payload("event-image-deleted"), payload("event-image-pushed"), "what?", "")) {
            assertThat(call(withLogs(), "AzureEvent", event).status()).isLessThan(300);
        }
    }

    @Test
    void theLogsOfAllClustersAreWatched() {
        try (var player = new EstatePlayer(withLogs(), 0)) {
            player.host().invoke("PullFailureWatch", "{}", Map.of(), Map.of());

            assertThat(player.azure().requests().all())
                    .filteredOn(request -> request.url().contains("loganalytics"))
                    .hasSize(1);
        }
    }
}
