package io.github.pullresponder.sandbox.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.functions.DiagnoseFunction;
import io.github.pullresponder.sandbox.functions.example.Example;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FunctionHostTest {
    private static FunctionHost host;

    @BeforeAll
    static void start() {
        host = FunctionHost.start(
                Example.class.getPackageName(), 0, type -> new Example(), new EmbeddedQueues(Clock.systemUTC()));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void aRequestReachesItsFunction() throws Exception {
        HttpResponse<String> response = send("POST", "/api/echo?suffix=%21", "hello");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("hello!more");
        assertThat(response.headers().firstValue("X-Function")).contains("Echo");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    @Test
    void partsOfTheRouteAreBoundAndAnAbsentBodyIsNullAsOnTheRealHost() throws Exception {
        assertThat(send("GET", "/api/Reports/a-1", "").body()).isEqualTo("report a-1, body null");
    }

    @Test
    void anotherMethodIsNotAllowedAndAnotherPathNotFound() throws Exception {
        assertThat(send("GET", "/api/echo", "").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/api/reports", "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/echo", "").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/api/work", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aFunctionThatThrowsIsAServerErrorWithoutDetails() throws Exception {
        HttpResponse<String> response = send("GET", "/api/broken", "");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void aFunctionIsInvokedByNameWithoutNetwork() {
        FunctionResult echo = host.invoke("Echo", "", Map.of("X-More", "?"), Map.of());
        FunctionResult report = host.invoke("Report", "", Map.of(), Map.of("id", "7"));

        assertThat(echo.body()).isEqualTo("nothing?");
        assertThat(report.body()).startsWith("report 7");
        assertThatThrownBy(() -> host.invoke("None", "", Map.of(), Map.of())).hasMessageContaining("\"None\"");
    }

    @Test
    void otherTriggersAreInvokedByNameAndTheirFailureIsKnown() {
        assertThat(host.invoke("Work", "item", Map.of(), Map.of()).status()).isEqualTo(204);
        assertThat(host.invoke("Work", "", Map.of(), Map.of()).failure())
                .hasValueSatisfying(failure -> assertThat(failure).hasMessage("nothing to do"));
    }

    @Test
    void anErrorOutOfAConstructorIsNeverAnsweredAndAnExceptionIs() {
        Function<Class<?>, Object> error = type -> {
            throw new NoClassDefFoundError("example");
        };
        Function<Class<?>, Object> exception = type -> {
            throw new IllegalArgumentException("example");
        };
        try (var broken = hostOf(error);
                var failing = hostOf(exception)) {
            assertThatThrownBy(() -> broken.invoke("Work", "item", Map.of(), Map.of()))
                    .hasMessageStartingWith("No answer");
            assertThat(failing.invoke("Work", "item", Map.of(), Map.of()).failure())
                    .containsInstanceOf(IllegalArgumentException.class);
        }
    }

    private static FunctionHost hostOf(Function<Class<?>, Object> instances) {
        return FunctionHost.start(Example.class.getPackageName(), 0, instances, new EmbeddedQueues(Clock.systemUTC()));
    }

    @Test
    void theProjectsFunctionsAreFound() {
        try (var project = FunctionHost.start(
                FunctionHost.FUNCTIONS, 0, type -> new DiagnoseFunction(), new EmbeddedQueues(Clock.systemUTC()))) {
            assertThat(project.names()).contains("Diagnose");
        }
    }

    private static HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(host.origin().resolve(path))
                .header("X-More", "more")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
