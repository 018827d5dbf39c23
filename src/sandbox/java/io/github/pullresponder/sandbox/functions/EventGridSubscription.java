package io.github.pullresponder.sandbox.functions;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The Event Grid side of a subscription whose endpoint is a function. It does not sleep between attempts: a test starts
 * each attempt. Source: documentation, "Event Grid message delivery and retry".
 */
public final class EventGridSubscription {
    /** Statuses of failures that a retry cannot fix. */
    private static final Set<Integer> FINAL = Set.of(400, 401, 403, 413);

    /** The status of a broken connection. */
    private static final int NO_ANSWER = 0;

    /** An undeliverable event, as in the blob container for dead-lettered events. */
    public record DeadLetter(JsonNode event, String reason, int attempts, int lastStatus) {}

    private record Waiting(JsonNode event, int attempts) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final int mostAttempts;
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();

    /**
     * @param host the origin of the function host
     * @param mostAttempts the subscription's {@code maxDeliveryAttempts}
     */
    public EventGridSubscription(URI host, String functionName, int mostAttempts) {
        this.endpoint = host.resolve("/runtime/webhooks/eventgrid?functionName=" + functionName);
        this.mostAttempts = mostAttempts;
    }

    /** Accepts an event for delivery, in the Event Grid schema or as a CloudEvent. */
    public void publish(JsonNode event) {
        waiting.add(new Waiting(event, 0));
    }

    /**
     * Attempts once to deliver each waiting event.
     *
     * @return the number of events that wait for another attempt
     */
    public int attempt() {
        var due = List.copyOf(waiting);
        waiting.clear();
        due.forEach(this::deliver);
        return waiting.size();
    }

    public List<DeadLetter> deadLetters() {
        return List.copyOf(deadLetters);
    }

    private void deliver(Waiting next) {
        int status = send(next.event());
        int attempts = next.attempts() + 1;
        if (FINAL.contains(status)) {
            deadLetters.add(new DeadLetter(next.event(), "UndeliverableDueToHttpStatus", attempts, status));
        } else if ((status < 200 || status > 204) && attempts >= mostAttempts) {
            deadLetters.add(new DeadLetter(next.event(), "MaxDeliveryAttemptsExceeded", attempts, status));
        } else if (status < 200 || status > 204) {
            waiting.add(new Waiting(next.event(), attempts));
        }
    }

    private int send(JsonNode event) {
        boolean cloudEvent = event.has("specversion");
        JsonNode body = cloudEvent ? event : Json.array(List.of(event));
        var request = HttpRequest.newBuilder(endpoint)
                .header("aeg-event-type", "Notification")
                .header("Content-Type", cloudEvent ? "application/cloudevents+json" : "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        try {
            return exchange(request).statusCode();
        } catch (UncheckedIOException broken) {
            return NO_ANSWER;
        }
    }

    /** Whether the endpoint passes the validation that Event Grid requires before it creates a subscription. */
    public boolean validate() {
        String code = "512d38b6-c7b8-40c8-89fe-f46f9e9622b6";
        var event = Json.object().put("eventType", "Microsoft.EventGrid.SubscriptionValidationEvent");
        event.putObject("data").put("validationCode", code);
        var request = HttpRequest.newBuilder(endpoint)
                .header("aeg-event-type", "SubscriptionValidation")
                .POST(BodyPublishers.ofString(Json.array(List.of(event)).toString()));
        var answer = exchange(request);
        return answer.statusCode() == 200
                && Json.text(Json.parse(answer.body()), "validationResponse")
                        .filter(code::equals)
                        .isPresent();
    }

    /** The same for a subscription that delivers CloudEvents. */
    public boolean validateForCloudEvents() {
        var request = HttpRequest.newBuilder(endpoint)
                .header("WebHook-Request-Origin", "eventgrid.azure.net")
                .method("OPTIONS", BodyPublishers.noBody());
        var answer = exchange(request);
        return answer.statusCode() == 200
                && answer.headers()
                        .firstValue("WebHook-Allowed-Origin")
                        .filter(allowed -> allowed.equals("eventgrid.azure.net") || allowed.equals("*"))
                        .isPresent();
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
