package io.github.pullresponder.sandbox.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.pullresponder.sandbox.http.Answer;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.json.Json;
import java.time.Clock;
import java.util.List;

/**
 * Runs a function that HTTP does not trigger: {@code POST /admin/functions/<name>}, which also starts a timer function
 * manually. The real host answers before the function ends; this endpoint answers afterward. Source: documentation,
 * "Manually run a non HTTP-triggered function".
 */
record AdminEndpoint(HostedFunctions functions, Clock clock) implements HostEndpoint {
    @Override
    public boolean serves(List<String> segments) {
        return segments.size() == 3 && segments.subList(0, 2).equals(List.of("admin", "functions"));
    }

    @Override
    public Answer answer(Request request) {
        var function = functions
                .named(request.segments().get(2))
                .filter(found -> found.httpTrigger().isEmpty());
        if (function.isEmpty()) {
            return Response.empty(404);
        }
        if (!request.method().equals("POST")) {
            return Response.empty(405);
        }
        JsonNode body = request.body().isBlank() ? Json.object() : request.json();
        if (!body.isObject()) {
            return Response.empty(400);
        }
        function.get().invoke(ChannelDelivery.of(triggerText(function.get(), body)));
        return Response.empty(202);
    }

    private String triggerText(HostedFunction function, JsonNode body) {
        return function.trigger(TimerTrigger.class).isPresent()
                ? TimerState.at(clock.instant())
                : body.path("input").asText("");
    }
}
