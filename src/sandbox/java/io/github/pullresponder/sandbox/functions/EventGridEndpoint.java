package io.github.pullresponder.sandbox.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import io.github.pullresponder.sandbox.http.Answer;
import io.github.pullresponder.sandbox.http.ConnectionReset;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The webhook to which Event Grid delivers: {@code /runtime/webhooks/eventgrid?functionName=<name>}. Sources:
 * {@code HttpRequestProcessor} of Azure/azure-sdk-for-net; documentation, "Endpoint validation with Event Grid event
 * schema" and "… with CloudEvents schema".
 */
record EventGridEndpoint(HostedFunctions functions) implements HostEndpoint {
    private static final List<String> PATH = List.of("runtime", "webhooks", "eventgrid");

    @Override
    public boolean serves(List<String> segments) {
        return segments.stream()
                .map(segment -> segment.toLowerCase(Locale.ROOT))
                .toList()
                .equals(PATH);
    }

    @Override
    public Answer answer(Request request) {
        var function = request.parameter("functionName")
                .flatMap(functions::named)
                .filter(found -> found.trigger(EventGridTrigger.class).isPresent());
        if (function.isEmpty()) {
            return Response.empty(404);
        }
        return switch (request.method()) {
            case "OPTIONS" -> consent(request);
            case "POST" -> received(request, function.get());
            default -> Response.empty(405);
        };
    }

    /** CloudEvents 1.0, "HTTP 1.1 Web Hooks", section 4: the receiver names the origin that may deliver. */
    private static Response consent(Request request) {
        return request.header("WebHook-Request-Origin")
                .map(origin -> Response.empty(200).with("WebHook-Allowed-Origin", origin))
                .orElse(Response.empty(400));
    }

    private static Answer received(Request request, HostedFunction function) {
        JsonNode body = request.json();
        List<JsonNode> events = body.isArray() ? Json.elements(body) : List.of(body);
        if (!events.stream().allMatch(JsonNode::isObject)) {
            return Response.empty(400);
        }
        String kind = request.header("aeg-event-type").orElse("").toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "subscriptionvalidation" -> handshake(events);
            case "notification" -> deliver(events, function);
            default -> Response.empty(400);
        };
    }

    private static Response handshake(List<JsonNode> events) {
        Optional<String> code = events.stream()
                .filter(event -> event.path("eventType")
                        .asText()
                        .equalsIgnoreCase("Microsoft.EventGrid.SubscriptionValidationEvent"))
                .flatMap(event -> Json.textAt(event, "/data/validationCode").stream())
                .findFirst();
        return code.map(value -> Response.json(200, Json.object().put("validationResponse", value)))
                .orElse(Response.empty(400));
    }

    /** One failure fails the whole delivery: Event Grid then delivers all of its events again. */
    private static Answer deliver(List<JsonNode> events, HostedFunction function) {
        boolean failed = false;
        for (JsonNode event : events) {
            FunctionResult result = function.invoke(ChannelDelivery.of(event.toString()));
            if (result.died()) {
                return new ConnectionReset();
            }
            failed |= result.failure().isPresent();
        }
        return Response.empty(failed ? 500 : 202);
    }
}
