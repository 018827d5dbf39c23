package io.github.pullresponder.sandbox.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.http.Answer;
import io.github.pullresponder.sandbox.http.FaultInjection;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;

/**
 * Answers {@code $batch}: several requests in one. Each request is answered, and hit by faults, separately. Source:
 * Graph documentation, "Combine multiple HTTP requests using JSON batching".
 */
final class GraphBatch {
    private static final int MOST_REQUESTS = 20;

    private final GraphSystem graph;
    private final FaultInjection faults;

    GraphBatch(GraphSystem graph, FaultInjection faults) {
        this.graph = graph;
        this.faults = faults;
    }

    Response answer(Request request) {
        List<JsonNode> parts = Json.elements(request.json().path("requests"));
        if (parts.isEmpty() || parts.size() > MOST_REQUESTS) {
            return GraphErrors.badRequest("Number of batch request steps must be from 1 to " + MOST_REQUESTS + ".");
        }
        var body = Json.object();
        body.set(
                "responses",
                Json.array(parts.stream().map(part -> response(part, request)).toList()));
        return Response.json(200, body);
    }

    private ObjectNode response(JsonNode part, Request batch) {
        Request request = request(part, batch);
        Answer answer = FaultInjection.answer(faults.take(request), request, graph);
        Response response = answer instanceof Response ordinary ? ordinary : GraphErrors.failure(504);
        var body = Json.object().put("id", part.path("id").asText()).put("status", response.status());
        var headers = body.putObject("headers");
        response.headers().forEach(headers::put);
        body.set("body", Json.parse(response.body()));
        return body;
    }

    /** The URL of a part is relative to the API version in the URL of the batch. */
    private static Request request(JsonNode part, Request batch) {
        String url = part.path("url").asText();
        int question = url.indexOf('?');
        String path = question < 0 ? url : url.substring(0, question);
        String version = "/" + batch.segments().get(0);
        return new Request(
                part.path("method").asText("GET"),
                batch.origin(),
                version + (path.startsWith("/") ? path : "/" + path),
                question < 0 ? "" : url.substring(question + 1).replace(" ", "%20"),
                batch.headers(),
                part.path("body").toString());
    }
}
