package io.github.pullresponder.sandbox.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.sandbox.json.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminEndpointTest {
    private final ExampleHost example = new ExampleHost();

    @AfterEach
    void stop() {
        example.close();
    }

    @Test
    void aTimerIsSetOffWithItsState() throws Exception {
        assertThat(post("Tick", "{\"input\": \"now\"}")).isEqualTo(202);
        assertThat(post("Tick", "")).isEqualTo(202);

        assertThat(example.received()).hasSize(2).allSatisfy(text -> {
            var state = Json.parse(text.substring("tick ".length()));
            assertThat(state.path("Schedule").path("AdjustForDST").isBoolean()).isTrue();
            assertThat(state.path("ScheduleStatus").path("Last").asText()).startsWith("0001-01-01T");
            assertThat(state.path("IsPastDue").isBoolean()).isTrue();
        });
    }

    @Test
    void otherFunctionsGetTheInputAsTheirText() throws Exception {
        assertThat(post("Event", "{\"input\": \"an event\"}")).isEqualTo(202);
        assertThat(example.received()).containsExactly("event an event");
    }

    @Test
    void theCallerIsNotNotifiedOfAFailedFunction() throws Exception {
        assertThat(post("Event", "{\"input\": \"fail\"}")).isEqualTo(202);
    }

    @Test
    void aFunctionThatCannotBeTriggeredIsRejected() throws Exception {
        assertThat(post("None", "")).isEqualTo(404);
        assertThat(post("Echo", "")).isEqualTo(404);
        assertThat(post("Tick", "no json")).isEqualTo(400);
        assertThat(example.received()).isEmpty();
    }

    private int post(String function, String body) throws Exception {
        var request = HttpRequest.newBuilder(example.host().origin().resolve("/admin/functions/" + function))
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}
