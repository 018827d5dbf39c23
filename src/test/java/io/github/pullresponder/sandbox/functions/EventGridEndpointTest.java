package io.github.pullresponder.sandbox.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.functions.EventGridSubscription.DeadLetter;
import io.github.pullresponder.sandbox.json.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventGridEndpointTest {
    private final ExampleHost example = new ExampleHost();

    @AfterEach
    void stop() {
        example.close();
    }

    @Test
    void anEndpointProvesThatItWantsEvents() {
        assertThat(subscription("Event").validate()).isTrue();
        assertThat(subscription("Event").validateForCloudEvents()).isTrue();
        assertThat(example.received()).isEmpty();
    }

    @Test
    void onlyAFunctionThatEventGridTriggersHasAnEndpoint() throws Exception {
        assertThat(subscription("None").validate()).isFalse();
        assertThat(post("Item", "Notification", "[]")).isEqualTo(404);
        assertThat(post("None", "Notification", "[]")).isEqualTo(404);
    }

    @Test
    void anEventOfEitherEnvelopeArrivesAsItsJsonText() {
        var subscription = subscription("Event");
        subscription.publish(event("{\"id\":\"1\",\"eventType\":\"t\"}"));
        subscription.publish(event("{\"specversion\":\"1.0\",\"id\":\"2\"}"));

        assertThat(subscription.attempt()).isZero();
        assertThat(example.received())
                .containsExactly(
                        "event {\"id\":\"1\",\"eventType\":\"t\"}", "event {\"specversion\":\"1.0\",\"id\":\"2\"}");
    }

    @Test
    void theEventsOfOneDeliveryArriveOneByOneAndOneFailureFailsThemAll() throws Exception {
        assertThat(post("Event", "Notification", "[{\"id\":\"1\"},{\"id\":\"2\"}]"))
                .isEqualTo(202);
        assertThat(post("Event", "Notification", "[{\"id\":\"fail\"},{\"id\":\"4\"}]"))
                .isEqualTo(500);
        assertThat(example.received()).hasSize(4);
    }

    @Test
    void anInvalidEventIsRejected() throws Exception {
        assertThat(post("Event", "Notification", "no json")).isEqualTo(400);
        assertThat(post("Event", "Notification", "\"text\"")).isEqualTo(400);
        assertThat(post("Event", "SubscriptionValidation", "[]")).isEqualTo(400);
        assertThat(post("Event", "Unheard", "[]")).isEqualTo(400);
    }

    @Test
    void aFailureIsDeliveredAgainUntilItIsGivenUp() {
        var subscription = subscription("Event");
        var failing = event("{\"id\":\"fail\"}");
        subscription.publish(failing);

        assertThat(subscription.attempt()).isOne();
        assertThat(subscription.attempt()).isOne();
        assertThat(subscription.attempt()).isZero();
        assertThat(example.received()).hasSize(3);
        assertThat(subscription.deadLetters())
                .containsExactly(new DeadLetter(failing, "MaxDeliveryAttemptsExceeded", 3, 500));
    }

    @Test
    void aRefusedEventIsNotDeliveredAgain() {
        var subscription = subscription("Event");
        subscription.publish(Json.of("no event"));

        assertThat(subscription.attempt()).isZero();
        assertThat(subscription.deadLetters())
                .extracting(DeadLetter::lastStatus, DeadLetter::attempts)
                .containsExactly(tuple(400, 1));
    }

    @Test
    void anEventWhoseProcessDiesIsNotAnsweredAndDeliveredAgain() {
        var subscription = subscription("Event");
        subscription.publish(event("{\"id\":\"die\"}"));

        assertThat(subscription.attempt()).isOne();
        assertThat(subscription.attempt()).isOne();
        assertThat(example.received()).hasSizeGreaterThanOrEqualTo(2);
    }

    private EventGridSubscription subscription(String function) {
        return new EventGridSubscription(example.host().origin(), function, 3);
    }

    private static JsonNode event(String text) {
        return Json.parse(text);
    }

    private int post(String function, String kind, String body) throws Exception {
        var path = "/runtime/webhooks/EventGrid?functionName=" + function;
        var request = HttpRequest.newBuilder(example.host().origin().resolve(path))
                .header("aeg-event-type", kind)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}
